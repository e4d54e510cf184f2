import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, watch } from "node:fs";
import { mkdir, readdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { NumberSet } from "../../../src/card-series-maintenance/file/number-set.ts";
import { matchFailures } from "../../../src/card-series-maintenance/jobs/failures/match-failures.ts";
import { findProcessedFiles } from "../../../src/card-series-maintenance/jobs/failures/processed-files.ts";
import { writeResubmission } from "../../../src/card-series-maintenance/jobs/failures/write-resubmission.ts";
import { OrceSandbox, type OrceSandboxOptions } from "../../../src/sandbox/orce/orce-sandbox.ts";

/** The outcome of sending rows to ORCE until each had a card. */
export interface RoundTripOutcome {
  readonly files: number;
  readonly kills: number;
  readonly rounds: number;
  readonly failures: number;
  readonly rowsWithCard: number;
  readonly secondCards: number;
  readonly peakMegabytes: number;
  readonly seconds: number;
}

/**
 * Creates batch files from rows in a process that is killed at random and started again, takes every file away as soon
 * as it has its name, lets ORCE fail some of the blocks, and sends the failed blocks again until none is left.
 */
export async function roundTrip(options: {
  readonly folder: string;
  readonly rows: number;
  readonly maxBlocks: number;
  readonly kills: number;
  readonly failureRate: number;
  readonly random: () => number;
  readonly orce?: Pick<OrceSandboxOptions, "failuresName" | "failedBlocks">;
}): Promise<RoundTripOutcome> {
  const { folder, rows, random } = options;
  const started = performance.now();
  const withCard = new NumberSet();
  let secondCards = 0;
  let failures = 0;
  let peakMegabytes = 0;
  const outgoing = join(folder, "outgoing");
  const half = Math.ceil(rows / 2);
  await using orce = await OrceSandbox.start({
    ...options.orce,
    folder,
    setup: {
      cardTypes: [{ prefix: "12345", programs: [{ kind: "tender", baseCurrency: "USD" }] }],
      series: ["01", "02"].map((series) => ({ prefix: "12345", series, numberOfCards: half, batches: [1, 2, 3] })),
      customers: () => true,
      configuration: { accountManagementDefaultReasonCode: "DEFAULT" },
    },
    fault: () => (random() < options.failureRate ? "GENERAL_ERROR" : undefined),
  });
  orce.events.on((event) => {
    if (event.type !== "card") return;
    const row = Number(event.card.customer?.AlternateKey?.AlternateID?.slice(1));
    if (withCard.has(row)) secondCards++;
    withCard.add(row);
  });
  // Not its own folder: the order of the files is decided here.
  const sent = join(folder, "sent");
  await mkdir(sent, { recursive: true });
  await mkdir(outgoing, { recursive: true });

  const taken: string[] = [];
  const take = async () => {
    for (const name of (await readdir(outgoing)).filter((one) => one.endsWith(".xml") && !one.startsWith("."))) {
      await rename(join(outgoing, name), join(sent, name));
      taken.push(name);
    }
  };
  const kills = await writeUnderFire(outgoing, options, take);
  await take();

  let rounds = 0;
  for (let waiting = taken; waiting.length > 0; rounds++) {
    const again: string[] = [];
    for (const name of waiting.sort()) {
      const outcome = await orce.process(join(sent, name));
      failures += outcome.failed;
      const [file] = (await findProcessedFiles(orce.complete(name))).files;
      if (file === undefined) throw new Error(`${name} was not archived`);
      const report = await matchFailures({
        sent: file.archived,
        ...(file.failures !== undefined && { failures: file.failures }),
      });
      if (report.failed.size !== outcome.failed || report.unmatched.length > 0)
        throw new Error(`${name}: matched ${report.failed.size} of ${outcome.failed} failures`);
      if (report.failed.size > 0) {
        const next = name.replace(/(-r\d+)?\.xml$/, `-r${rounds + 1}.xml`);
        await writeResubmission({ sent: file.archived, failed: report.failed, target: join(sent, next) });
        again.push(next);
      }
      peakMegabytes = Math.max(peakMegabytes, process.memoryUsage.rss() / 1_048_576);
    }
    waiting = again;
  }
  return {
    files: taken.length,
    kills,
    rounds,
    failures,
    rowsWithCard: withCard.size,
    secondCards,
    peakMegabytes: Math.round(peakMegabytes),
    seconds: (performance.now() - started) / 1_000,
  };
}

/**
 * Runs the writer, kills it after a random number of changes in its folder and starts it again; returns the number of
 * kills.
 */
async function writeUnderFire(
  outgoing: string,
  {
    rows,
    maxBlocks,
    kills,
    random,
  }: { readonly rows: number; readonly maxBlocks: number; readonly kills: number; readonly random: () => number },
  take: () => Promise<void>,
): Promise<number> {
  const script = fileURLToPath(new URL("./batch-writer.ts", import.meta.url));
  for (let kill = 0; ; kill++) {
    const writer = spawn(process.execPath, ["--no-warnings", script, outgoing, String(rows), String(maxBlocks)], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    const exited = once(writer, "exit");
    if (kill < kills) killAfter(writer, outgoing, Math.ceil(random() * 12));
    const [code] = await exited;
    await take();
    if (code === 0) return kill;
    if (writer.signalCode !== "SIGKILL") throw new Error(`The writer ended with ${code}`);
    if (!existsSync(outgoing)) throw new Error("The folder is gone");
  }
}

function killAfter(writer: ChildProcess, folder: string, changes: number): void {
  let left = changes;
  const watcher = watch(folder, () => {
    left--;
    if (left === 0) writer.kill("SIGKILL");
  });
  writer.once("exit", () => watcher.close());
}
