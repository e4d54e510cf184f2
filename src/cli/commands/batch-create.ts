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
      "Make batch files of rows, one card a row. Run again after a crash, it goes on without making a card twice.",
    )
    .argument("<input>", "CSV with a header, or JSON lines; UTF-8")
    .requiredOption("-o, --out <folder>", "where the files go")
    .option("-n, --name <name>", "what the files are called; the input's name by default")
    .option("-m, --map <field=column>", "the column of a field; repeat for each field", field)
    .option(
      "-s, --set <field=text>",
      "a field's text where its column is empty or missing; repeat for each field",
      field,
    )
    .option("--max-blocks <count>", "most cards in a file", count)
    .option("--max-bytes <count>", "most bytes in a file, from 4096", count)
    .addOption(
      new Option("--format <format>", "of the input; by its extension when left out").choices(["csv", "jsonl"]),
    )
    .option("--delimiter <character>", "what separates CSV columns; found by itself when left out")
    .option("--skip-bad-rows", "leave bad rows out and list them in NAME.rejected.jsonl", false)
    .option("--one-card-per-customer", "take a second row of a customer as a bad row", false)
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
      mapping: { ...(map && { columns: map }), ...(set && { constants: set }) },
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
        `${plural(report.rows, "row")}, ${plural(report.blocks, "card")} in ${plural(report.files.length, "file")}, ${plural(report.rejected, "row")} left out`,
        ...(report.withoutCustomer > 0 ? [`${plural(report.withoutCustomer, "card")} for no customer`] : []),
        ...(report.repeatedCustomers > 0
          ? [`${plural(report.repeatedCustomers, "row")} of a customer who has a card from an earlier row`]
          : []),
        ...report.rejectedRows.flatMap(({ line, issues }) => issues.map((issue) => `  line ${line}: ${issue.message}`)),
      ].join("\n"),
    );
  } finally {
    progress.stop();
  }
}
