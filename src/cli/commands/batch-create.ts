import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, extname } from "node:path";
import { type Command, Option } from "commander";
import { createBatch } from "../../card-series-maintenance/jobs/create/create-batch.ts";
import type { RowMapping } from "../../card-series-maintenance/jobs/rows/row-mapping.ts";
import { type CliContext, exitCodes } from "../context.ts";
import { count, field } from "../options.ts";
import { plural } from "../plural.ts";
import { startProgress } from "../progress.ts";

interface CreateOptions {
  readonly out: string;
  readonly name?: string;
  readonly map?: RowMapping["columns"];
  readonly set?: RowMapping["constants"];
  readonly maxBlocks?: number;
  readonly maxBytes?: number;
  readonly format?: "csv" | "jsonl";
  readonly delimiter?: string;
  readonly skipBadRows: boolean;
  readonly oneCardPerCustomer: boolean;
}

/** `cardwright batch create INPUT` */
export function addBatchCreateCommand(batch: Command, context: CliContext): void {
  batch
    .command("create")
    .description(
      "Create batch files from rows, one card per row. Run it again after a crash: it continues without creating a card twice.",
    )
    .argument("<input>", "CSV with a header, or JSON lines; UTF-8")
    .requiredOption("-o, --out <folder>", "folder for the files")
    .option("-n, --name <name>", "name of the files; the name of the input by default")
    .option("-m, --map <field=column>", "column of a field; repeat for each field", field)
    .option("-s, --set <field=text>", "text of a field whose column is empty or missing; repeat for each field", field)
    .option("--max-blocks <count>", "maximum number of cards in a file", count)
    .option("--max-bytes <count>", "maximum size of a file in bytes, from 4096", count)
    .addOption(
      new Option("--format <format>", "format of the input; from its extension by default").choices(["csv", "jsonl"]),
    )
    .option("--delimiter <character>", "character between CSV columns; detected by default")
    .option("--skip-bad-rows", "skip bad rows and list them in NAME.rejected.jsonl", false)
    .option("--one-card-per-customer", "treat a second row of a customer as a bad row", false)
    .addHelpText(
      "after",
      "\nExamples:\n  $ cardwright batch create customers.csv -o outgoing --map CustomerID=customer_no --set CardPrefix=12345 --set CardSeriesSequence=01 --max-blocks 10000\n  $ cardwright batch create cards.jsonl -o outgoing --skip-bad-rows",
    )
    .action((input: string, options: CreateOptions) => create(input, options, context));
}

async function create(input: string, options: CreateOptions, context: CliContext): Promise<void> {
  const { out, map, set, maxBlocks, maxBytes, delimiter } = options;
  const extension = extname(input);
  const format = options.format ?? (/^\.(jsonl|ndjson)$/i.test(extension) ? "jsonl" : "csv");
  let read = 0;
  const bytes = (async function* () {
    for await (const piece of createReadStream(input)) {
      read += (piece as Buffer).length;
      yield piece as Buffer;
    }
  })();
  const progress = startProgress(context, "creating", (await stat(input)).size);
  try {
    const report = await createBatch({
      source: format === "csv" ? { csv: bytes, ...(delimiter !== undefined && { delimiter }) } : { jsonLines: bytes },
      mapping: { ...(map !== undefined && { columns: map }), ...(set !== undefined && { constants: set }) },
      folder: out,
      name: options.name ?? basename(input, extension),
      ...(maxBlocks !== undefined && { maxBlocks }),
      ...(maxBytes !== undefined && { maxBytes }),
      onBadRow: options.skipBadRows ? "skip" : "stop",
      oneCardPerCustomer: options.oneCardPerCustomer,
      onProgress: ({ blocks, files }) => progress.update(read, `${blocks} cards, ${files} files`),
      signal: context.signal,
    });
    progress.stop();
    if (report.rejected > 0) context.exitWith(exitCodes.found);
    context.result(report, () =>
      [
        ...report.files.map(({ file, blocks, bytes: size }) => `${file}  ${plural(blocks, "card")}  ${size} bytes`),
        `${plural(report.rows, "row")}, ${plural(report.blocks, "card")} in ${plural(report.files.length, "file")}, ${plural(report.rejected, "row")} skipped`,
        ...(report.withoutCustomer > 0 ? [`${plural(report.withoutCustomer, "card")} without a customer`] : []),
        ...(report.repeatedCustomers > 0
          ? [`${plural(report.repeatedCustomers, "row")} for a customer with a card from an earlier row`]
          : []),
        ...report.rejectedRows.flatMap(({ line, issues }) => issues.map((issue) => `  line ${line}: ${issue.message}`)),
      ].join("\n"),
    );
  } finally {
    progress.stop();
  }
}
