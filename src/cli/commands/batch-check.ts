import { stat } from "node:fs/promises";
import { type Command, Option } from "commander";
import { type BatchIssue, checkBatch } from "../../card-series-maintenance/jobs/check/check-batch.ts";
import { splitBatch } from "../../card-series-maintenance/jobs/split/split-batch.ts";
import { type CliContext, exitCodes } from "../context.ts";
import { count } from "../options.ts";
import { plural } from "../plural.ts";
import { startProgress } from "../progress.ts";

interface CheckOptions {
  readonly prefixDigits?: "5" | "6";
  readonly oneCardPerCustomer: boolean;
  readonly maxIssues: number;
}

/** `cardwright batch check FILE...` */
export function addBatchCheckCommand(batch: Command, context: CliContext): void {
  batch
    .command("check")
    .description("Check batch files before sending them: schema, rules, and what comes twice within and across files.")
    .argument("<file...>", "batch files")
    .addOption(new Option("--prefix-digits <digits>", "insist on prefixes of this length").choices(["5", "6"]))
    .option("--one-card-per-customer", "take a second card of a customer as an issue", false)
    .option("--max-issues <count>", "how many issues to print", count, 100)
    .addHelpText(
      "after",
      "\nExamples:\n  $ cardwright batch check outgoing/*.xml\n  $ cardwright batch check spring.xml --json | jq '.firstIssues[] | [.line, .message]'",
    )
    .action((files: readonly string[], options: CheckOptions) => check(files, options, context));
}

async function check(files: readonly string[], options: CheckOptions, context: CliContext): Promise<void> {
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  const progress = startProgress(context, "checking", files.length);
  let printed = 0;
  const print = (issue: BatchIssue) => {
    printed += 1;
    if (!context.json && printed <= options.maxIssues)
      context.streams.stdout.write(`${issue.file}:${issue.line}:${issue.column} ${issue.message}\n`);
  };
  try {
    const report = await checkBatch({
      files,
      ...(options.prefixDigits && { prefixDigits: options.prefixDigits === "5" ? 5 : 6 }),
      oneCardPerCustomer: options.oneCardPerCustomer,
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
          ? [`${plural(report.repeatedCustomers, "block")} of a customer who has an earlier one`]
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

/** `cardwright batch split FILE` */
export function addBatchSplitCommand(batch: Command, context: CliContext): void {
  batch
    .command("split")
    .description("Split a batch file into parts, its blocks byte for byte as they are.")
    .argument("<file>", "a batch file")
    .requiredOption("-o, --out <folder>", "where the parts go")
    .requiredOption("--max-blocks <count>", "most cards in a part", count)
    .addHelpText("after", "\nExample:\n  $ cardwright batch split spring.xml -o parts --max-blocks 10000")
    .action(async (file: string, { out, maxBlocks }: { readonly out: string; readonly maxBlocks: number }) => {
      const parts = await splitBatch({ file, folder: out, maxBlocks, signal: context.signal });
      context.result(parts, () =>
        parts.map(({ path, blocks, bytes }) => `${path}  ${plural(blocks, "card")}  ${bytes} bytes`).join("\n"),
      );
    });
}
