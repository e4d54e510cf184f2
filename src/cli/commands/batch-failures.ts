import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import type { BatchContract } from "../../card-series-maintenance/contract/batch-contract.ts";
import { BatchFile, publishFile } from "../../card-series-maintenance/file/batch-file.ts";
import { csvRecord } from "../../card-series-maintenance/jobs/create/csv-record.ts";
import { type FailedCard, listFailedCards } from "../../card-series-maintenance/jobs/failures/failed-cards.ts";
import type { FailureReport } from "../../card-series-maintenance/jobs/failures/match-failures.ts";
import { readBatchConfig, schemaHelp } from "../batch-config.ts";
import { type CliContext, exitCodes } from "../context.ts";
import { plural } from "../plural.ts";
import { matchProcessed, type ProcessedReport } from "../processed-reports.ts";

interface FailuresOptions {
  readonly schema?: string;
  readonly sent?: string;
  readonly customers: boolean;
  readonly csv?: string;
}

const maxShown = 100;

/** `cardwright batch failures FOLDER...` */
export function addBatchFailuresCommand(batch: Command, context: CliContext): void {
  batch
    .command("failures")
    .description(
      "Report which cards of processed files failed, and the error codes that can explain it. ORCE itself reports none.",
    )
    .argument("<folder...>", "complete/<fileset> folders with archived/ and failed/, or complete/ itself")
    .option(
      "--sent <folder>",
      "folder of the files as they were created: adds lines of input, and files without result",
    )
    .option("--schema <module>", schemaHelp)
    .option("--customers", "list the failed cards by customer; customer numbers are personal data", false)
    .option("--csv <file>", "write all failed cards by customer and line to a CSV")
    .addHelpText(
      "after",
      `
Examples:
  $ cardwright batch failures complete/spring-0001
  $ cardwright batch failures complete/ --sent outgoing --csv no-card-yet.csv
  $ cardwright batch failures complete/spring-0001 --json | jq '.files[].failedBlocks'`,
    )
    .action((folders: readonly string[], options: FailuresOptions) => failures(folders, options, context));
}

async function failures(folders: readonly string[], options: FailuresOptions, context: CliContext): Promise<void> {
  const { contract } = await readBatchConfig(undefined, options.schema);
  const { reports, orphans } = await matchProcessed(folders, contract, context);
  const waiting = options.sent === undefined ? [] : await withoutResult(options.sent, reports);
  if (orphans.length > 0 || reports.some(({ report }) => report.failed.size + report.unmatched.length > 0))
    context.exitWith(exitCodes.found);
  const cards = await listCards(reports, { ...options, contract }, context);
  const files = reports.map(({ name, report: { failed, ...rest } }) => ({
    file: name,
    ...rest,
    failedBlocks: [...failed.ranges()],
  }));
  const json = {
    files,
    orphans,
    ...(options.sent !== undefined && { withoutResult: waiting }),
    ...(options.customers && { customers: cards.first }),
  };
  context.result(json, () =>
    [
      ...reports.flatMap(({ name, report }) => describeReport(name, report)),
      ...orphans.map((path) => `${path}: its archived file is missing`),
      ...waiting.map((name) => `${name}: no result yet`),
      ...(reports.length + orphans.length === 0 ? ["No file was processed yet"] : []),
      ...(options.customers ? describeCards(cards) : []),
      ...(options.csv === undefined ? [] : [`${options.csv}  ${plural(cards.count, "failed card")}`]),
    ].join("\n"),
  );
}

/** The names of files that were created and have no result. */
async function withoutResult(folder: string, reports: readonly ProcessedReport[]): Promise<readonly string[]> {
  const processed = new Set(reports.map(({ file }) => file.name));
  const created = (await readdir(folder)).filter((name) => /^[^.].*\.xml$/i.test(name));
  return created.filter((name) => !processed.has(name)).sort();
}

interface ShownCard extends FailedCard {
  readonly file: string;
}

interface ListedCards {
  readonly count: number;
  readonly first: readonly ShownCard[];
}

async function listCards(
  reports: readonly ProcessedReport[],
  { sent, customers, csv, contract }: FailuresOptions & { readonly contract: BatchContract },
  context: CliContext,
): Promise<ListedCards> {
  if (!customers && csv === undefined) return { count: 0, first: [] };
  const first: ShownCard[] = [];
  let count = 0;
  const table = csv === undefined ? undefined : await BatchFile.begin(csv);
  // The mark makes spreadsheets read it as UTF-8.
  await table?.append(`\ufeff${csvRecord(csvHeader, ",")}`);
  try {
    for (const { file, name, report } of reports) {
      const options = {
        sent: file.archived,
        report,
        contract,
        signal: context.signal,
        ...(sent !== undefined && { createdAs: join(sent, file.name) }),
      };
      for await (const card of listFailedCards(options)) {
        count++;
        const shown = { file: name, ...card };
        // JSON is to have all of them, if it has them at all.
        if (customers && (context.json || first.length < maxShown)) first.push(shown);
        await table?.append(csvRecord(csvCard(shown), ","));
      }
    }
    await table?.seal();
  } catch (error) {
    await table?.abandon();
    throw error;
  }
  if (csv !== undefined) await publishFile(csv);
  return { count, first };
}

const csvHeader = ["CustomerID", "AlternateID", "TypeCode", "Line", "File", "Block", "PossibleCodes"];

function csvCard({ customerId, alternateId, alternateIdType, line, file, block, possibleCodes }: ShownCard) {
  return [
    customerId ?? "",
    alternateId ?? "",
    alternateIdType ?? "",
    String(line ?? ""),
    file,
    String(block),
    possibleCodes.join(" "),
  ];
}

function describeCards({ count, first }: ListedCards): readonly string[] {
  return [
    ...first.map(({ customerId, alternateId, alternateIdType, line, file, block, possibleCodes }) => {
      const alternate =
        alternateId === undefined ? "no customer" : `${alternateIdType ?? "alternate ID"} ${alternateId}`;
      const place = line === undefined ? `${file}, block ${block}` : `line ${line}`;
      return `  ${customerId ?? alternate} (${place}): ${possibleCodes.join(", ")}`;
    }),
    ...(count > first.length ? [`  and ${plural(count - first.length, "card")} more; write all with --csv FILE`] : []),
  ];
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
