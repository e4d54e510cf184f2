import { readFile, writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { UsageError } from "../../errors/usage-error.ts";
import { type CliContext, exitCodes } from "../context.ts";
import { count } from "../options.ts";

interface ConformOptions {
  readonly attach?: boolean;
  readonly profile?: string;
  readonly only?: readonly string[];
  readonly seed?: number;
  readonly strict?: boolean;
  readonly lastFailed?: string;
  readonly expectedFailures?: string;
  readonly html?: string;
  readonly junit?: string;
  readonly report?: string;
  readonly list?: boolean;
}

/** `cardwright conform` */
export function addConformCommand(program: Command, context: CliContext): void {
  const conform = program
    .command("conform")
    .description("Play NGOC for a partner application in any language, and say what it does wrong.")
    .argument("[command...]", "the application, after --; it gets two connection strings in its environment")
    .option("--attach", "print the connection strings, and let somebody else start the application")
    .option("--profile <file>", "what the application does and how fast (conform.yaml)")
    .option("--only <names...>", "only these scenarios or groups")
    .option("--seed <number>", "repeat a run with the same random moments", count)
    .option("--strict", "warnings fail, too")
    .option("--last-failed <file>", "only what did not pass in this JSON report")
    .option("--expected-failures <file>", "ids of scenarios that may fail, one a line; one that passes is told")
    .option("--html <file>", "write the report as one HTML file")
    .option("--junit <file>", "write the report as JUnit XML")
    .option("--report <file>", "write the report as JSON")
    .option("--list", "list the scenarios")
    .addHelpText("after", helpText)
    .action((command: readonly string[], options: ConformOptions) => run(command, options, context));
  conform
    .command("compare")
    .description(
      "Compare two JSON reports: what passes now, and what no longer does. Exit code 1 when something got worse.",
    )
    .argument("<before>", "a JSON report")
    .argument("<after>", "a later one")
    .action(async (before: string, after: string) => {
      const { compareReports, comparisonText, readReport } = await import("../../conformance/index.ts");
      const compared = compareReports(
        readReport(await readFile(before, "utf8"), before),
        readReport(await readFile(after, "utf8"), after),
      );
      if (compared.worse.length > 0) context.exitWith(exitCodes.found);
      context.result(compared, () => comparisonText(compared));
    });
}

async function run(command: readonly string[], options: ConformOptions, context: CliContext): Promise<void> {
  // Loaded here only: the sandbox and the client of Service Bus take longer to load than other commands take.
  const kit = await import("../../conformance/index.ts");
  if (options.list) {
    const listed = kit.scenarios.map(({ id, group, title, needs = [] }) => ({ id, group, title, needs }));
    context.result(listed, () =>
      listed.map(({ id, group, title }) => `${id.padEnd(8)}${group.padEnd(14)}${title}`).join("\n"),
    );
    return;
  }
  const [file, ...parameters] = command;
  if ((file === undefined) === (options.attach !== true)) {
    throw new UsageError(file === undefined ? "No application to test" : "Both a command and --attach", {
      code: "CONFORM_OPTIONS",
      help: "Name the command after --, as in `cardwright conform -- node partner.js`, or use --attach.",
    });
  }
  const lines = async (path: string): Promise<readonly string[]> =>
    (await readFile(path, "utf8"))
      .split("\n")
      .map((line) => line.replace(/#.*/, "").trim())
      .filter((line) => line !== "");
  const failedBefore =
    options.lastFailed === undefined
      ? undefined
      : kit.notPassed(kit.readReport(await readFile(options.lastFailed, "utf8"), options.lastFailed));
  if (failedBefore?.length === 0) {
    context.result({ cases: [] }, () => `Everything passed in ${options.lastFailed}`);
    return;
  }
  const only = failedBefore ?? options.only ?? [];
  kit.assertKnown(only);
  const profile =
    options.profile === undefined ? kit.defaultProfile : kit.readProfile(await readFile(options.profile, "utf8"));
  const expectedFailures = options.expectedFailures === undefined ? [] : await lines(options.expectedFailures);
  kit.assertKnown(expectedFailures);
  const given = options.profile === undefined ? "" : ` --profile ${options.profile}`;
  const target = file === undefined ? "--attach" : `-- ${command.join(" ")}`;
  const report = await kit.runConformance({
    ...(file !== undefined && { command: [file, ...parameters] }),
    onAttach: (environment) => {
      context.note("Start the application with:");
      for (const [name, value] of Object.entries(environment)) context.note(`  ${name}='${value}'`);
    },
    profile,
    only,
    ...(options.seed !== undefined && { seed: options.seed }),
    ...(options.strict !== undefined && { strict: options.strict }),
    expectedFailures,
    repeatWith: (id, seed) => `cardwright conform${given} --only ${id} --seed ${seed} ${target}`,
    onCase: (result) => context.note(kit.caseLine(result)),
    signal: context.signal,
  });
  if (options.html !== undefined) await writeFile(options.html, kit.htmlReport(report));
  if (options.junit !== undefined) await writeFile(options.junit, kit.junitReport(report));
  if (options.report !== undefined) await writeFile(options.report, `${JSON.stringify(report, undefined, 2)}\n`);
  if (!report.conforms) context.exitWith(report.counts.error > 0 ? exitCodes.failed : exitCodes.found);
  context.result(report, () => kit.summaryText(report));
}

const helpText = `
The application gets CARDWRIGHT_INBOUND_CONNECTION_STRING, CARDWRIGHT_INBOUND_QUEUE and the same with OUTBOUND.
Exit codes: 0 it conforms, 1 it does not, 2 invalid usage, 3 the kit could not run.

Examples:
  $ cardwright conform -- node partner.js
  $ cardwright conform --profile conform.yaml --html report.html -- java -jar partner.jar
  $ cardwright conform --only gate EIN-1 -- node partner.js`;
