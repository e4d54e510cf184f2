import { stat } from "node:fs/promises";
import { type Command, Option } from "commander";
import { type MixedSeries, mixedSeriesValues } from "../../card-series-maintenance/file/mixed-series.ts";
import { type BatchIssue, checkBatch } from "../../card-series-maintenance/jobs/check/check-batch.ts";
import { splitBatch } from "../../card-series-maintenance/jobs/split/split-batch.ts";
import { readBatchConfig, schemaHelp } from "../batch-config.ts";
import { type CliContext, exitCodes } from "../context.ts";
import { count } from "../options.ts";
import { plural } from "../plural.ts";
import { startProgress } from "../progress.ts";

interface CheckOptions {
  readonly schema?: string;
  readonly prefixDigits?: "5" | "6";
  readonly mixedSeries?: MixedSeries;
  readonly oneCardPerCustomer: boolean;
  readonly maxIssues: number;
  readonly maxTextLength?: number;
  readonly maxDepth?: number;
}

/** `cardwright batch check FILE...` */
export function addBatchCheckCommand(batch: Command, context: CliContext): void {
  batch
    .command("check")
    .description("Check batch files before sending them: schema, rules, and duplicates within and across files.")
    .argument("<file...>", "batch files")
    .option("--schema <module>", schemaHelp)
    .addOption(new Option("--prefix-digits <digits>", "require prefixes of this length").choices(["5", "6"]))
    .addOption(
      new Option(
        "--mixed-series <policy>",
        "what becomes of blocks of another series in a file (default: refused)",
      ).choices(mixedSeriesValues),
    )
    .option("--one-card-per-customer", "report a second card for a customer as an issue", false)
    .option("--max-issues <count>", "maximum number of issues to print", count, 100)
    .option("--max-text-length <count>", "limit of a text or tag, in characters (default: 1048576)", count)
    .option("--max-depth <count>", "limit of elements inside each other (default: 64)", count)
    .addHelpText(
      "after",
      "\nExamples:\n  $ cardwright batch check outgoing/*.xml\n  $ cardwright batch check spring.xml --json | jq '.firstIssues[] | [.line, .message]'",
    )
    .action((files: readonly string[], options: CheckOptions) => check(files, options, context));
}

async function check(files: readonly string[], options: CheckOptions, context: CliContext): Promise<void> {
  const { contract } = await readBatchConfig(undefined, options.schema);
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  const progress = startProgress(context, "checking", files.length);
  let printed = 0;
  const print = (issue: BatchIssue) => {
    printed++;
    if (!context.json && printed <= options.maxIssues)
      context.streams.stdout.write(
        `${issue.file}:${issue.line}:${issue.column} ${issue.message}${issue.code === undefined ? "" : ` (${issue.code})`}\n${issue.help === undefined ? "" : `  ${issue.help}\n`}`,
      );
  };
  try {
    const report = await checkBatch({
      files,
      contract,
      ...(options.prefixDigits !== undefined && { prefixDigits: options.prefixDigits === "5" ? 5 : 6 }),
      ...(options.mixedSeries !== undefined && { mixedSeries: options.mixedSeries }),
      oneCardPerCustomer: options.oneCardPerCustomer,
      limits: {
        ...(options.maxTextLength !== undefined && { text: options.maxTextLength }),
        ...(options.maxDepth !== undefined && { depth: options.maxDepth }),
      },
      onIssue: print,
      onProgress: (now) => progress.update(now.files - 1, `${now.blocks} blocks, ${now.issues} issues`),
      signal: context.signal,
    });
    progress.stop();
    if (report.issues > 0) context.exitWith(exitCodes.found);
    context.result(report, () =>
      [
        ...(printed > options.maxIssues ? [`and ${printed - options.maxIssues} more issues`] : []),
        `${plural(report.blocks, "block")} in ${plural(files.length, "file")} (${sizes.reduce((a, b) => a + b, 0)} bytes): ${plural(report.issues, "issue")}`,
        ...(report.repeatedCustomers > 0
          ? [`${plural(report.repeatedCustomers, "block")} for a customer with an earlier block`]
          : []),
        ...(report.notCompared > 0
          ? [`${plural(report.notCompared, "block")} not compared with the others; check again after correcting`]
          : []),
      ].join("\n"),
    );
  } finally {
    progress.stop();
  }
}

interface SplitOptions {
  readonly out: string;
  readonly maxBlocks: number;
  readonly schema?: string;
}

/** `cardwright batch split FILE` */
export function addBatchSplitCommand(batch: Command, context: CliContext): void {
  batch
    .command("split")
    .description("Split a batch file into parts, with its blocks unchanged byte for byte.")
    .argument("<file>", "a batch file")
    .requiredOption("-o, --out <folder>", "folder for the parts")
    .requiredOption("--max-blocks <count>", "maximum number of cards in a part", count)
    .option("--schema <module>", schemaHelp)
    .addHelpText("after", "\nExample:\n  $ cardwright batch split spring.xml -o parts --max-blocks 10000")
    .action(async (file: string, { out, maxBlocks, schema }: SplitOptions) => {
      const { contract } = await readBatchConfig(undefined, schema);
      const parts = await splitBatch({ file, folder: out, maxBlocks, contract, signal: context.signal });
      context.result(parts, () =>
        parts.map(({ path, blocks, bytes }) => `${path}  ${plural(blocks, "card")}  ${bytes} bytes`).join("\n"),
      );
    });
}
