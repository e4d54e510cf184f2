import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { UsageError } from "../../errors/usage-error.ts";
import { type CliContext, exitCodes } from "../context.ts";
import { count } from "../options.ts";
import { type ReportFiles, writeReports } from "./conform-reports.ts";

interface ConformBatchOptions extends ReportFiles {
  readonly only?: readonly string[];
  readonly strict?: boolean;
  readonly seconds: number;
  readonly lastFailed?: string;
  readonly list?: boolean;
}

/** `cardwright conform batch -- COMMAND` */
export function addConformBatchCommand(conform: Command, context: CliContext): void {
  conform
    .command("batch")
    .description("Give customers to a generator of batch files, and say what is wrong with the files by ORCE's guide.")
    .argument("[command...]", "the generator, after --; see below for its environment")
    .option("--only <names...>", "only these scenarios or groups")
    .option("--strict", "warnings fail, too")
    .option("--seconds <number>", "how long the generator may take for one step", count, 60)
    .option("--last-failed <file>", "only what did not pass in this JSON report")
    .option("--html <file>", "write the report as one HTML file")
    .option("--junit <file>", "write the report as JUnit XML")
    .option("--report <file>", "write the report as JSON")
    .option("--list", "list the scenarios")
    .addHelpText("after", helpText)
    .action((command: readonly string[], options: ConformBatchOptions) => run(command, options, context));
}

async function run(command: readonly string[], options: ConformBatchOptions, context: CliContext): Promise<void> {
  const kit = await import("../../conformance/index.ts");
  if (options.list) {
    const listed = kit.batchScenarios.map(({ id, group, title }) => ({ id, group, title }));
    context.result(listed, () =>
      listed.map(({ id, group, title }) => `${id.padEnd(8)}${group.padEnd(14)}${title}`).join("\n"),
    );
    return;
  }
  const [file, ...parameters] = command;
  if (file === undefined) {
    throw new UsageError("No generator to test", {
      code: "CONFORM_OPTIONS",
      help: "Name the command after --, as in `cardwright conform batch -- node generate.js`.",
    });
  }
  const { lastFailed, strict, seconds } = options;
  const before = lastFailed === undefined ? undefined : kit.readReport(await readFile(lastFailed, "utf8"), lastFailed);
  const only = before === undefined ? (options.only ?? []) : kit.notPassed(before);
  if (before !== undefined && only.length === 0) {
    context.result({ cases: [] }, () => `Everything passed in ${lastFailed}`);
    return;
  }
  kit.assertKnown(only, "batch");
  const report = await kit.runBatchConformance({
    command: [file, ...parameters],
    only,
    seconds,
    ...(strict !== undefined && { strict }),
    repeatWith: (id) => `cardwright conform batch --only ${id} -- ${command.join(" ")}`,
    onCase: (result) => context.note(kit.caseLine(result)),
    signal: context.signal,
  });
  await writeReports(kit, report, options);
  if (!report.conforms) context.exitWith(report.counts.error > 0 ? exitCodes.failed : exitCodes.found);
  context.result(report, () => kit.summaryText(report));
}

const helpText = `
The generator is started for each step and finds in its environment:
  CARDWRIGHT_STEP        create: write batch files for the cards; resubmit: write files of exactly what failed
  CARDWRIGHT_CARDS_CSV   the cards: cardPrefix,cardSeriesSequence,customerId,typeCode,alternateId,currency,amount
  CARDWRIGHT_CARDS_JSON  the same as a list of objects
  CARDWRIGHT_OUT         the folder to write NAME.xml into
  CARDWRIGHT_COMPLETE    resubmit: the folder complete/ of ORCE, with NAME/archived and NAME/failed

Examples:
  $ cardwright conform batch -- node generate.js
  $ cardwright conform batch --only resubmission --html report.html -- python3 generate.py`;
