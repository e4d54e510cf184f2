import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, statSync, watch } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type NumberPoolReport,
  openPostgresNumberStore,
  openSqliteNumberStore,
} from "../../../src/card-series-maintenance/numbering/allocation/index.ts";

/** Numbers are written in lines of one width, so that the size of a file counts them. */
export const bytesPerNumber = 10;

/** What came of allocating numbers while being killed. */
export interface AllocationOutcome {
  readonly written: number;
  readonly duplicates: number;
  readonly kills: number;
  readonly gapNumbers: number;
  /** Numbers that were neither written down nor explained by a gap. Must be 0. */
  readonly unexplained: number;
  readonly report: NumberPoolReport;
  readonly seconds: number;
}

/**
 * Lets two processes of eight workers each take `numbers` numbers, kills one of them at random again and again and
 * starts another in its place; then compares the numbers that were written down with the report of the store.
 */
export async function allocateUnderFire(options: {
  readonly where: string;
  readonly folder: string;
  readonly numbers: number;
  readonly kills: number;
  readonly blockSize: number;
  readonly random: () => number;
}): Promise<AllocationOutcome> {
  const { where, folder, numbers, kills, blockSize, random } = options;
  const started = performance.now();
  const last = numbers * 2;
  const files = [join(folder, "a.log"), join(folder, "b.log")];
  const total = () =>
    files.reduce((sum, file) => sum + (existsSync(file) ? statSync(file).size / bytesPerNumber : 0), 0);
  const start = (slot: number) => startWorker([where, files[slot] ?? "", String(last), String(blockSize)]);

  const workers = [start(0), start(1)];
  for (let kill = 1; kill <= kills + 1; kill++) {
    // Each kill comes somewhere in its share of the work; the last stretch ends the run.
    const goal = kill > kills ? numbers : Math.floor(((kill - random()) * numbers) / (kills + 1));
    await until(folder, () => total() >= goal, workers);
    const slot = random() < 0.5 ? 0 : 1;
    if (kill <= kills) {
      await killed(workers[slot]);
      workers[slot] = start(slot);
    }
  }
  await Promise.all(workers.map(killed));

  // The last leases are over once the store says so.
  const store = where.startsWith("postgres:")
    ? await openPostgresNumberStore({ connectionString: where })
    : await openSqliteNumberStore({ path: where });
  let report = await store.report("soak");
  while (report.leased > 0) {
    await new Promise(setImmediate);
    report = await store.report("soak");
  }
  await store.close();

  const seen = new Uint8Array(last + 1);
  let written = 0;
  let duplicates = 0;
  for (const line of files.flatMap((file) => readFileSync(file, "utf8").split("\n"))) {
    if (line === "") continue;
    written++;
    if (seen[Number(line)] === 1) duplicates++;
    seen[Number(line)] = 1;
  }
  let gapNumbers = 0;
  for (const gap of report.gaps) {
    for (let number = gap.first; number <= gap.last; number++) {
      gapNumbers++;
      seen[number] = 1;
    }
  }
  const unexplained = last - seen.reduce((sum, one) => sum + one, 0) - report.available;
  return {
    written,
    duplicates,
    kills: kills + 2,
    gapNumbers,
    unexplained,
    report,
    seconds: (performance.now() - started) / 1_000,
  };
}

function startWorker(parameters: readonly string[]): ChildProcess {
  const script = fileURLToPath(new URL("./allocation-worker.ts", import.meta.url));
  return spawn(process.execPath, ["--no-warnings", script, ...parameters], { stdio: ["ignore", "inherit", "inherit"] });
}

async function killed(worker: ChildProcess | undefined): Promise<void> {
  if (worker === undefined || worker.exitCode !== null || worker.signalCode !== null) return;
  const exited = new Promise((resolve) => worker.once("exit", resolve));
  worker.kill("SIGKILL");
  await exited;
}

/**
 * Waits until something holds, looking again whenever a file of the folder changes; fails when a worker ends by itself.
 */
function until(folder: string, holds: () => boolean, workers: readonly ChildProcess[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const watcher = watch(folder, () => {
      if (holds()) done();
    });
    const failed = (code: number | null) => done(new Error(`A worker ended by itself with ${code}`));
    const done = (error?: Error) => {
      watcher.close();
      for (const worker of workers) worker.off("exit", failed);
      if (error === undefined) resolve();
      else reject(error);
    };
    for (const worker of workers) worker.once("exit", failed);
    if (holds()) done();
  });
}
