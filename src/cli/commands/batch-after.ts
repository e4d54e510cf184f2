import { basename, extname, join } from "node:path";
import type { Command } from "commander";
import { makeFolder } from "../../card-series-maintenance/file/make-folder.ts";
import { type FailureReport, matchFailures } from "../../card-series-maintenance/jobs/failures/match-failures.ts";
import { findProcessedFiles, type ProcessedFile } from "../../card-series-maintenance/jobs/failures/processed-files.ts";
import { writeResubmission } from "../../card-series-maintenance/jobs/failures/write-resubmission.ts";
import { isCardwrightError } from "../../errors/cardwright-error.ts";
import { type CliContext, exitCodes, formatError } from "../context.ts";
import { plural } from "../plural.ts";
import { startProgress } from "../progress.ts";

/** `cardwright batch failures FOLDER` */
export function addBatchFailuresCommand(batch: Command, context: CliContext): void {
  batch
    .command("failures")
    .description(
      "Report which cards of processed files failed, and the error codes that can explain it. ORCE itself reports none.",
    )
    .argument("<folder>", "a complete/<fileset> folder with archived/ and failed/")
    .addHelpText(
      "after",
      "\nExamples:\n  $ cardwright batch failures complete/spring-0001\n  $ cardwright batch failures complete/spring-0001 --json | jq '.files[].failedBlocks'",
    )
    .action((folder: string) => failures(folder, context));
}

async function failures(folder: string, context: CliContext): Promise<void> {
  const { reports, orphans } = await matchAll(folder, context);
  if (orphans.length > 0 || reports.some(({ report }) => report.failed.size + report.unmatched.length > 0))
    context.exitWith(exitCodes.found);
  const files = reports.map(({ file, report: { failed, ...rest } }) => ({
    file: file.name,
    ...rest,
    failedBlocks: [...failed.ranges()],
  }));
  context.result({ files, orphans }, () =>
    [
      ...reports.flatMap(({ file, report }) => describeReport(file.name, report)),
      ...orphans.map((path) => `${path}: its archived file is missing`),
      ...(reports.length + orphans.length === 0 ? ["No file was processed yet"] : []),
    ].join("\n"),
  );
}

/** `cardwright batch resubmit FOLDER` */
export function addBatchResubmitCommand(batch: Command, context: CliContext): void {
  batch
    .command("resubmit")
    .description("Write files of the failed cards only, each byte for byte as it was sent.")
    .argument("<folder>", "a complete/<fileset> folder with archived/ and failed/")
    .requiredOption("-o, --out <folder>", "folder for the files, which are called NAME-r1.xml, then NAME-r2.xml")
    .addHelpText("after", "\nExample:\n  $ cardwright batch resubmit complete/spring-0001 -o outgoing")
    .action(async (folder: string, { out }: { readonly out: string }) => {
      const { reports, orphans } = await matchAll(folder, context);
      // Failures that match no archived file cannot be written again.
      const left = orphans.length + reports.reduce((sum, { report }) => sum + report.unmatched.length, 0);
      if (left > 0) context.exitWith(exitCodes.found);
      await makeFolder(out);
      const written: { file: string; blocks: number; bytes: number }[] = [];
      for (const { file, report } of reports.filter((one) => one.report.failed.size > 0)) {
        const target = join(out, resubmissionName(file.name));
        const { failed } = report;
        try {
          const done = await writeResubmission({ sent: file.archived, failed, target, signal: context.signal });
          written.push({ file: target, ...done });
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
    });
}

async function matchAll(folder: string, context: CliContext) {
  const { files, orphans } = await findProcessedFiles(folder);
  const progress = startProgress(context, "matching", files.length);
  const reports: { readonly file: ProcessedFile; readonly report: FailureReport }[] = [];
  try {
    for (const file of files) {
      const { archived, failures: failed } = file;
      const report = await matchFailures({
        sent: archived,
        ...(failed !== undefined && { failures: failed }),
        signal: context.signal,
      });
      reports.push({ file, report });
      progress.update(reports.length, file.name);
    }
    return { reports, orphans };
  } finally {
    progress.stop();
  }
}

const maxRanges = 50;

function describeReport(
  name: string,
  { sent, succeeded, failed, inOrder, ambiguous, unmatched, groups }: FailureReport,
): readonly string[] {
  const ranges = [...failed.ranges()].map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`));
  return [
    `${name}: ${sent} sent, ${succeeded} succeeded, ${failed.size} failed`,
    ...(ranges.length > 0
      ? [
          `  failed blocks: ${ranges.slice(0, maxRanges).join(", ")}${ranges.length > maxRanges ? ` and ${ranges.length - maxRanges} more ranges` : ""}`,
        ]
      : []),
    ...(inOrder ? [] : ["  the failures are not in the order in which the blocks were sent"]),
    ...(ambiguous > 0 ? [`  ${ambiguous} blocks have the same content as others of which not all failed`] : []),
    ...unmatched.map(({ line, column }) => `  the failure at ${line}:${column} matches no block of this file`),
    ...groups.map((group) =>
      [
        `  ${group.failed} of ${group.sent} with ${group.customer ?? "no customer"}, ${group.hasCardNumber ? "a" : "no"} card number, ${group.hasTransaction ? `a transaction${group.currency === undefined ? "" : ` in ${group.currency}`}` : "no transaction"}`,
        `    possible: ${group.possibleCodes.join(", ")}`,
      ].join("\n"),
    ),
  ];
}

/** Returns the name of the next attempt: `a.xml`, `a-r1.xml`, `a-r2.xml`. */
function resubmissionName(name: string): string {
  const extension = extname(name);
  const [, base = "", round = "0"] = /^(.*?)(?:-r([0-9]+))?$/.exec(basename(name, extension)) ?? [];
  return `${base}-r${Number(round) + 1}${extension}`;
}
