import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, statSync, watch } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  openPostgresSeriesRegister,
  openSqliteSeriesRegister,
  type SeriesRegister,
} from "../../../src/card-series-maintenance/numbering/allocation/series-register.ts";

/** The series that the processes generate. */
export const seriesKey: { readonly prefix: string; readonly series: number } = { prefix: "12345", series: 1 };

/** What came of generating one series in two processes that are killed. */
export interface SeriesKillOutcome {
  readonly cards: number;
  /** Serial or card numbers that are in the file twice. Must be 0. */
  readonly duplicates: number;
  /** Sequence numbers without a card. Must be 0. */
  readonly missing: number;
  readonly kills: number;
  /** Kills of a process that had the file in hand. */
  readonly killsOfWriter: number;
  /** The series numbers that the processes were given. */
  readonly defined: number;
  /** Series numbers that were given twice, or that the register does not have. Must be 0. */
  readonly wrongSeriesNumbers: number;
  /** Whether the register's control totals are those of the file. */
  readonly totalsAgree: boolean;
  readonly seconds: number;
}

/** Opens the register at a path or a connection string. */
export function openRegister(where: string): Promise<SeriesRegister> {
  return where.startsWith("postgres:")
    ? openPostgresSeriesRegister({ connectionString: where })
    : openSqliteSeriesRegister({ path: where });
}

// A line of the file: two numbers of 16 digits, a comma, and the line break.
const bytesPerCard = 35;

/**
 * Lets two processes generate the same series, each of which defines one of its own first; kills one of the two at random
 * again and again, the last time when the file has got its name but the register may not know yet, and starts another in
 * its place.
 */
export async function generateUnderFire(options: {
  readonly where: string;
  readonly folder: string;
  readonly cards: number;
  readonly kills: number;
  readonly random: () => number;
}): Promise<SeriesKillOutcome> {
  const { where, folder, cards, kills, random } = options;
  const begun = performance.now();
  const encoder = join(folder, "encoder");
  await mkdir(encoder, { recursive: true });
  await using register = await openRegister(where);
  await register.define({ prefix: seriesKey.prefix, name: "Shared", numberOfCards: cards, numberOfBatches: 3 });
  const [part, file] = [join(encoder, ".12345-01.csv.part"), join(encoder, "12345-01.csv")];
  const sizeOf = (path: string) => (existsSync(path) ? statSync(path).size : 0);

  const workers = [startWorker(where, folder), startWorker(where, folder)];
  let killsOfWriter = 0;
  for (let kill = 1; kill <= kills; kill++) {
    const goal = random() * 0.98 * cards * bytesPerCard;
    await until(encoder, () => existsSync(file) || (kill < kills && sizeOf(part) >= goal), workers);
    const slot = random() < 0.5 ? 0 : 1;
    const before = sizeOf(part);
    await killed(workers[slot]);
    workers[slot] = startWorker(where, folder);
    // Only its writer makes the file begin anew.
    await until(encoder, () => existsSync(file) || sizeOf(part) !== before, workers);
    if (sizeOf(part) < before && !existsSync(file)) killsOfWriter++;
  }
  for (const [code] of await Promise.all(workers.map(ended)))
    if (code !== 0) throw new Error(`A worker ended with ${code}`);

  const bytes = await readFile(file);
  const rows = bytes.toString("utf8").trimEnd().split("\r\n").slice(1);
  const serialNumbers = new Set(rows.map((row) => row.slice(0, 16)));
  const cardNumbers = new Set(rows.map((row) => row.slice(17)));
  const sequences = new Set(rows.map((row) => Number(row.slice(10, 16))));
  let missing = 0;
  for (let sequence = 1; sequence <= cards; sequence++) if (!sequences.has(sequence)) missing++;
  const { totals, state } = await register.show(seriesKey);
  const given = (await readFile(join(folder, "defined.log"), "utf8")).trimEnd().split("\n").map(Number);
  const registered = (await register.list(seriesKey.prefix)).map(({ series }) => series);
  const isGap = (series: number, index: number) => series !== index + 1;
  return {
    cards: rows.length,
    duplicates: rows.length - serialNumbers.size + rows.length - cardNumbers.size,
    missing,
    kills,
    killsOfWriter,
    defined: registered.length,
    wrongSeriesNumbers:
      given.length -
      new Set(given).size +
      given.filter((series) => !registered.includes(series)).length +
      registered.filter(isGap).length,
    totalsAgree:
      state === "generated" &&
      totals?.cards === rows.length &&
      totals.sha256 === createHash("sha256").update(bytes).digest("hex") &&
      (await readdir(encoder)).every((name) => !name.endsWith(".part")),
    seconds: (performance.now() - begun) / 1_000,
  };
}

function startWorker(...parameters: readonly string[]): ChildProcess {
  const script = fileURLToPath(new URL("./series-worker.ts", import.meta.url));
  return spawn(process.execPath, ["--no-warnings", script, ...parameters], { stdio: ["ignore", "inherit", "inherit"] });
}

async function ended(worker: ChildProcess): Promise<readonly [number | null]> {
  if (worker.exitCode === null && worker.signalCode === null) await once(worker, "exit");
  return [worker.exitCode];
}

async function killed(worker: ChildProcess | undefined): Promise<void> {
  worker?.kill("SIGKILL");
  if (worker !== undefined) await ended(worker);
}

/** Waits until something holds, looking whenever a file of the folder changes; fails when a worker fails. */
function until(folder: string, holds: () => boolean, workers: readonly ChildProcess[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const watcher = watch(folder, () => holds() && done());
    const failed = (code: number | null) => (code === 0 ? undefined : done(new Error(`A worker ended with ${code}`)));
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
