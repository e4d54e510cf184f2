import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { type Command, Option } from "commander";
import { type BatchReport, createBatch } from "../../card-series-maintenance/jobs/create/create-batch.ts";
import { numberNotation } from "../../card-series-maintenance/jobs/rows/local-number.ts";
import type { RowMapping } from "../../card-series-maintenance/jobs/rows/row-mapping.ts";
import { bytesPerRead, type RowSource } from "../../card-series-maintenance/jobs/rows/row-source.ts";
import { CardwrightError } from "../../errors/cardwright-error.ts";
import { type BatchConfig, readBatchConfig, schemaHelp } from "../batch-config.ts";
import { type CliContext, exitCodes } from "../context.ts";
import { count, field, texts } from "../options.ts";
import { plural } from "../plural.ts";
import { startProgress } from "../progress.ts";

/** The options of the command; those that the configuration file knows too have no default here. */
interface CreateOptions {
  readonly out?: string;
  readonly name?: string;
  readonly config?: string;
  readonly schema?: string;
  readonly map?: { readonly [field: string]: string };
  readonly set?: { readonly [field: string]: string };
  readonly ignore?: readonly string[];
  readonly require?: readonly string[];
  readonly maxBlocks?: number;
  readonly maxBytes?: number;
  readonly format?: string;
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly sheet?: string;
  readonly locale?: string;
  readonly dateFormat?: readonly string[];
  readonly skipBadRows?: boolean;
  readonly oneCardPerCustomer?: boolean;
  readonly failOnEmpty?: boolean;
  readonly dryRun: boolean;
}

/** `cardwright batch create INPUT` */
export function addBatchCreateCommand(batch: Command, context: CliContext): void {
  batch
    .command("create")
    .description(
      "Create batch files from rows, one card per row. Run it again after a crash: it continues without creating a card twice.",
    )
    .argument("<input>", "CSV with a header, an Excel file (.xlsx), or JSON lines")
    .option("-o, --out <folder>", "folder for the files; required unless --dry-run")
    .option("-n, --name <name>", "name of the files; the name of the input by default")
    .option("-c, --config <file>", "file with settings; cardwright.yaml by default, if there is one")
    .option("--schema <module>", schemaHelp)
    .option("-m, --map <field=column>", "column of a field; repeat for each field", field)
    .option("-s, --set <field=text>", "text of a field whose column is empty or missing; repeat for each field", field)
    .option("--ignore <column>", "column to leave alone although it is called like a field; repeat for each", texts)
    .option("--require <field>", "field without which a row is bad, such as CustomerID; repeat for each", texts)
    .option("--max-blocks <count>", "maximum number of cards in a file", count)
    .option("--max-bytes <count>", "maximum size of a file in bytes, from 4096", count)
    .addOption(
      new Option("--format <format>", "format of the input; from its extension by default").choices([
        "csv",
        "jsonl",
        "xlsx",
      ]),
    )
    .option("--delimiter <character>", "character between CSV columns; detected by default")
    .option("--encoding <name>", "encoding of the CSV, such as windows-1252; guessed and told by default")
    .option("--sheet <name>", "name or number of the sheet of an Excel file; the first by default")
    .option("--locale <locale>", "how amounts are written: with de-DE, 1.234,50 is 1234.50")
    .option("--date-format <pattern>", "how dates are written, such as DD.MM.YYYY; repeat for each", texts)
    .option("--skip-bad-rows", "skip bad rows and list them in NAME.rejected.jsonl and NAME.rejected.csv")
    .option("--one-card-per-customer", "treat a second row of a customer as a bad row")
    .option("--fail-on-empty", "exit with 1 when the input has no row")
    .option("--dry-run", "check all rows and write nothing", false)
    .addHelpText(
      "after",
      `
An option takes precedence over the settings of cardwright.yaml; --map and --set add to them.

Examples:
  $ cardwright batch create customers.csv -o outgoing --map CustomerID=customer_no --set CardPrefix=12345 --set CardSeriesSequence=01 --max-blocks 10000
  $ cardwright batch create export.csv --dry-run --locale de-DE --map CustomerID=Kundennr --map Amount=Guthaben --require CustomerID
  $ cardwright batch create cards.jsonl -o outgoing --skip-bad-rows`,
    )
    .action((input: string, options: CreateOptions) => create(input, options, context));
}

async function create(input: string, options: CreateOptions, context: CliContext): Promise<void> {
  context.about("file", input);
  const { config, contract } = await readBatchConfig(options.config, options.schema);
  const { out, dryRun, name = basename(input, extname(input)) } = options;
  if (out === undefined && !dryRun) {
    throw new CardwrightError("No folder given for the files", {
      code: "BATCH_OPTIONS",
      help: "Set --out to a folder, or check without writing (--dry-run).",
    });
  }
  if (out !== undefined) context.about("folder", out);
  const { size } = await stat(input);
  let read = 0;
  const bytes = async function* () {
    for await (const piece of createReadStream(input, { highWaterMark: bytesPerRead })) {
      read += (piece as Buffer).length;
      yield piece as Buffer;
    }
  };
  const locale = options.locale ?? config.locale;
  const maxBlocks = options.maxBlocks ?? config.maxBlocks;
  const maxBytes = options.maxBytes ?? config.maxBytes;
  const progress = startProgress(context, dryRun ? "checking" : "creating", size);
  try {
    const report = await createBatch({
      source: sourceOf(input, { options, config, bytes }),
      contract,
      mapping: mappingOf(options, { config, locale, fields: contract.fields }),
      folder: out ?? "",
      name,
      ...(maxBlocks !== undefined && { maxBlocks }),
      ...(maxBytes !== undefined && { maxBytes }),
      onBadRow: (options.skipBadRows ?? config.skipBadRows) ? "skip" : "stop",
      oneCardPerCustomer: options.oneCardPerCustomer ?? config.oneCardPerCustomer ?? false,
      dryRun,
      onProgress: ({ blocks, files }) => progress.update(read, `${blocks} cards, ${files} files`),
      signal: context.signal,
    });
    progress.stop();
    const isEmpty = report.rows === 0;
    if (report.rejected > 0 || (isEmpty && (options.failOnEmpty ?? config.failOnEmpty)))
      context.exitWith(exitCodes.found);
    // That text is UTF-8 is hardly ever wrong; the report says it all the same.
    if (report.format?.guessed === true && report.format.encoding !== "utf-8")
      context.note(`Read as ${report.format.encoding}, which is a guess: say otherwise with --encoding`);
    context.result({ ...report, ...(dryRun && { dryRun }) }, () =>
      describe(report, dryRun ? undefined : join(out ?? "", `${name}.rejected`)).join("\n"),
    );
  } finally {
    progress.stop();
  }
}

function sourceOf(
  input: string,
  from: {
    readonly options: CreateOptions;
    readonly config: BatchConfig;
    readonly bytes: () => AsyncIterable<Uint8Array>;
  },
): RowSource {
  const { options, config, bytes } = from;
  const byExtension = /^\.(jsonl|ndjson)$/i.test(extname(input)) ? "jsonl" : /\.xlsx$/i.test(input) ? "xlsx" : "csv";
  const format = options.format ?? config.format ?? byExtension;
  if (format === "jsonl") return { jsonLines: bytes() };
  if (format === "xlsx") {
    const sheet = options.sheet ?? config.sheet;
    const locale = options.locale ?? config.locale;
    return {
      xlsx: input,
      ...(sheet !== undefined && { sheet: /^\d+$/.test(sheet) ? Number(sheet) : sheet }),
      ...(locale !== undefined && { decimal: numberNotation(locale).decimal }),
    };
  }
  const delimiter = options.delimiter ?? config.delimiter;
  const encoding = options.encoding ?? config.encoding;
  return {
    csv: bytes(),
    ...(delimiter !== undefined && { delimiter }),
    ...(encoding !== undefined && { encoding }),
  };
}

function mappingOf(
  options: CreateOptions,
  {
    config,
    locale,
    fields,
  }: { readonly config: BatchConfig; readonly locale: string | undefined; readonly fields: readonly string[] },
): RowMapping<string> {
  // Names are taken in any case; unknown ones are refused with the mapping.
  const nameOf = (name: string) => fields.find((one) => one.toLowerCase() === name.toLowerCase()) ?? name;
  const named = (values: { readonly [field: string]: string } = {}) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [nameOf(name), value]));
  const dateFormats = options.dateFormat ?? config.dateFormats;
  return {
    columns: { ...config.mapping, ...named(options.map) },
    constants: { ...config.constants, ...named(options.set) },
    ignore: options.ignore ?? config.ignore ?? [],
    required: options.require?.map(nameOf) ?? config.require ?? [],
    ...(locale !== undefined && { locale }),
    ...(dateFormats !== undefined && { dateFormats }),
  };
}

/** @param rejectedPath where the rejected rows are, without the extension; `undefined` when nothing was written */
function describe(report: BatchReport, rejectedPath: string | undefined): readonly string[] {
  const { rejectedRows, rejected, files, format } = report;
  const table = format === undefined ? "" : `${rejectedPath}.csv, to be corrected and used again, and in `;
  const more = rejected - rejectedRows.length;
  return [
    ...files.map(({ file, blocks, bytes: size }) => `${file}  ${plural(blocks, "card")}  ${size} bytes`),
    `${plural(report.rows, "row")}, ${plural(report.blocks, "card")} in ${plural(files.length, "file")}, ${plural(rejected, "row")} skipped`,
    ...(report.rows === 0 ? ["The input has no row"] : []),
    ...(report.blankRows > 0 ? [`${plural(report.blankRows, "blank row")} left out`] : []),
    ...(report.withoutCustomer > 0 ? [`${plural(report.withoutCustomer, "card")} without a customer`] : []),
    ...(report.repeatedCustomers > 0
      ? [`${plural(report.repeatedCustomers, "row")} for a customer with a card from an earlier row`]
      : []),
    ...rejectedRows.flatMap(({ line, issues }) => issues.map((issue) => `  line ${line}: ${issue.message}`)),
    ...(more > 0 ? [`  and ${plural(more, "row")} more`] : []),
    ...(rejected > 0 && rejectedPath !== undefined ? [`All rejected rows are in ${table}${rejectedPath}.jsonl`] : []),
    ...(rejectedPath === undefined ? ["Nothing was written"] : []),
  ];
}
