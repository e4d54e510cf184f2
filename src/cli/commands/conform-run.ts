import { readFile } from "node:fs/promises";
import type * as Kit from "../../conformance/index.ts";
import { UsageError } from "../../errors/usage-error.ts";
import { ngocSideOf } from "../../sandbox/ngoc/counterpart.ts";
import { type CliContext, exitCodes } from "../context.ts";
import { loadSpoken } from "../contract-module.ts";
import { tlsOf } from "../tls-option.ts";
import { type ConformanceReport, type ReportFiles, writeReports } from "./conform-reports.ts";
import { changesIn } from "./conform-watch.ts";

/** The options of `cardwright conform`, as commander reads them. */
export interface ConformOptions extends ReportFiles {
  readonly attach?: boolean;
  readonly profile?: string;
  readonly contract?: string;
  readonly only?: readonly string[];
  readonly seed?: number;
  readonly strict?: boolean;
  readonly lastFailed?: string;
  readonly expectedFailures?: string;
  readonly watch?: readonly string[] | true;
  readonly host: string;
  readonly port: number;
  readonly tlsKey?: string;
  readonly tlsCert?: string;
  readonly list?: boolean;
}

/** Runs the kit once or, with `--watch`, after each change. */
export async function runConform(
  command: readonly string[],
  options: ConformOptions,
  context: CliContext,
): Promise<void> {
  // Loaded here only: the sandbox and the client of Service Bus take longer to load than other commands take.
  const kit = await import("../../conformance/index.ts");
  if (options.list) {
    const listed = kit.scenarios.map(({ id, group, title, needs = [] }) => ({ id, group, title, needs }));
    context.result(listed, () =>
      listed.map(({ id, group, title }) => `${id.padEnd(8)}${group.padEnd(14)}${title}`).join("\n"),
    );
    return;
  }
  if ((command.length === 0) === (options.attach !== true)) {
    throw new UsageError(command.length === 0 ? "No application to test" : "Both a command and --attach", {
      code: "CONFORM_OPTIONS",
      help: "Name the command after --, as in `cardwright conform -- node partner.js`, or use --attach.",
    });
  }
  const report = await runOnce(kit, command, options, context);
  if (options.watch === undefined) return finish(kit, report, options, context);
  let before = report;
  if (report !== undefined) context.note(kit.summaryText(report));
  const paths = options.watch === true ? ["."] : options.watch;
  for await (const changed of changesIn(paths, context)) {
    context.note(`\n${changed} changed`);
    const after = await runOnce(kit, command, options, context);
    if (after === undefined) continue;
    context.note(kit.summaryText(after));
    if (before !== undefined) context.note(`\n${kit.comparisonText(kit.compareReports(before, after))}`);
    before = after;
  }
}

function finish(
  kit: typeof Kit,
  report: ConformanceReport | undefined,
  { lastFailed }: ConformOptions,
  context: CliContext,
): void {
  if (report === undefined) {
    context.result({ cases: [] }, () => `Everything passed in ${lastFailed}`);
    return;
  }
  if (!report.conforms) context.exitWith(report.counts.error > 0 ? exitCodes.failed : exitCodes.found);
  context.result(report, () => kit.summaryText(report));
}

/** Runs the kit and writes the reports; `undefined` when all had passed in the report of `--last-failed`. */
async function runOnce(
  kit: typeof Kit,
  command: readonly string[],
  options: ConformOptions,
  context: CliContext,
): Promise<ConformanceReport | undefined> {
  const { lastFailed, host, port } = options;
  const failedBefore =
    lastFailed === undefined
      ? undefined
      : kit.notPassed(kit.readReport(await readFile(lastFailed, "utf8"), lastFailed));
  if (failedBefore?.length === 0) return undefined;
  const only = failedBefore ?? options.only ?? [];
  kit.assertKnown(only);
  const profile =
    options.profile === undefined ? kit.defaultProfile : kit.readProfile(await readFile(options.profile, "utf8"));
  const expectedFailures = options.expectedFailures === undefined ? [] : await linesOf(options.expectedFailures);
  kit.assertKnown(expectedFailures);
  const spoken = options.contract === undefined ? undefined : await loadSpoken(options.contract);
  const given = [
    ...(options.profile === undefined ? [] : [`--profile ${options.profile}`]),
    ...(options.contract === undefined ? [] : [`--contract ${options.contract}`]),
  ];
  const [file, ...parameters] = command;
  const target = file === undefined ? "--attach" : `-- ${command.join(" ")}`;
  const tls = tlsOf(options);
  const report = await kit.runConformance({
    ...(file !== undefined && { command: [file, ...parameters] as const }),
    onAttach: (environment) => {
      context.note("The connection strings for the application:");
      for (const [name, value] of Object.entries(environment)) context.note(`  ${name}='${value}'`);
    },
    ...(spoken !== undefined && {
      contract: { contract: spoken.contract, side: ngocSideOf(spoken.counterpart) },
    }),
    profile,
    only,
    ...(options.seed !== undefined && { seed: options.seed }),
    ...(options.strict !== undefined && { strict: options.strict }),
    expectedFailures,
    listen: { host, port, ...(tls !== undefined && { tls }) },
    repeatWith: (id, seed) => ["cardwright conform", ...given, `--only ${id} --seed ${seed} ${target}`].join(" "),
    onCase: (result) => context.note(kit.caseLine(result)),
    onWaiting: ({ id, says }) => context.note(`waiting ${id}: ${says} (${profile.attendSeconds} s)`),
    signal: context.signal,
  });
  await writeReports(kit, report, options);
  return report;
}

async function linesOf(path: string): Promise<readonly string[]> {
  return (await readFile(path, "utf8"))
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "");
}
