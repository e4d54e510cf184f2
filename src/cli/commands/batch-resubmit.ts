import { basename, extname, join } from "node:path";
import type { Command } from "commander";
import { makeFolder } from "../../card-series-maintenance/file/make-folder.ts";
import { writeResubmission } from "../../card-series-maintenance/jobs/failures/write-resubmission.ts";
import { isCardwrightError } from "../../errors/cardwright-error.ts";
import { readBatchConfig, schemaHelp } from "../batch-config.ts";
import { type CliContext, exitCodes, formatError } from "../context.ts";
import { plural } from "../plural.ts";
import { matchProcessed } from "../processed-reports.ts";

interface ResubmitOptions {
  readonly out: string;
  readonly sent?: string;
  readonly schema?: string;
}

/** `cardwright batch resubmit FOLDER...` */
export function addBatchResubmitCommand(batch: Command, context: CliContext): void {
  batch
    .command("resubmit")
    .description("Write files of the failed cards only, each byte for byte as it was sent.")
    .argument("<folder...>", "complete/<fileset> folders with archived/ and failed/, or complete/ itself")
    .requiredOption("-o, --out <folder>", "folder for the files, which are called NAME-r1.xml, then NAME-r2.xml")
    .option("--sent <folder>", "folder of the files as they were created: keeps the lines of input; --out by default")
    .option("--schema <module>", schemaHelp)
    .addHelpText("after", "\nExample:\n  $ cardwright batch resubmit complete/spring-0001 -o outgoing")
    .action((folders: readonly string[], options: ResubmitOptions) => resubmit(folders, options, context));
}

async function resubmit(
  folders: readonly string[],
  { out, sent = out, schema }: ResubmitOptions,
  context: CliContext,
): Promise<void> {
  const { contract } = await readBatchConfig(undefined, schema);
  const { reports, orphans } = await matchProcessed(folders, contract, context);
  // Failures that match no archived file cannot be written again.
  const left = orphans.length + reports.reduce((sum, { report }) => sum + report.unmatched.length, 0);
  if (left > 0) context.exitWith(exitCodes.found);
  await makeFolder(out);
  const written: { file: string; blocks: number; bytes: number }[] = [];
  for (const { file, report } of reports.filter((one) => one.report.failed.size > 0)) {
    const target = join(out, resubmissionName(file.name));
    const { failed } = report;
    const createdAs = join(sent, file.name);
    try {
      const options = { sent: file.archived, failed, target, createdAs, contract, signal: context.signal };
      written.push({ file: target, ...(await writeResubmission(options)) });
    } catch (error) {
      // A file that was created before must not keep the others from being written.
      if (!isCardwrightError(error) || error.code !== "RESUBMIT_EXISTS") throw error;
      context.note(formatError(error));
      context.exitWith(exitCodes.found);
    }
  }
  if (left > 0)
    context.note("Some failures match no archived file and were not written; see cardwright batch failures");
  context.result(written, () =>
    written.length === 0
      ? "Nothing to write"
      : written.map(({ file, blocks, bytes }) => `${file}  ${plural(blocks, "card")}  ${bytes} bytes`).join("\n"),
  );
}

/** Returns the name of the next attempt: `a.xml`, `a-r1.xml`, `a-r2.xml`. */
function resubmissionName(name: string): string {
  const extension = extname(name);
  const [, base = "", round = "0"] = /^(.*?)(?:-r([0-9]+))?$/.exec(basename(name, extension)) ?? [];
  return `${base}-r${Number(round) + 1}${extension}`;
}
