import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { type CliContext, exitCodes } from "../context.ts";
import { count, port } from "../options.ts";
import { addConformBatchCommand } from "./conform-batch.ts";
import { type ConformOptions, runConform } from "./conform-run.ts";

/** `cardwright conform` */
export function addConformCommand(program: Command, context: CliContext): void {
  const conform = program
    .command("conform")
    .description("Play NGOC for a partner application in any language, and say what it does wrong.")
    .argument("[command...]", "the application, after --; it gets two connection strings in its environment")
    .option("--attach", "print the connection strings, and let somebody else start the application")
    .option("--profile <file>", "what the application does and how fast (conform.yaml)")
    .option("--contract <module>", "a module that exports contract and counterpart (default: the built-in contract)")
    .option("--only <names...>", "only these scenarios or groups")
    .option("--seed <number>", "repeat a run with the same random moments", count)
    .option("--strict", "warnings fail, too")
    .option("--last-failed <file>", "only what did not pass in this JSON report")
    .option("--expected-failures <file>", "ids of scenarios that may fail, one a line; one that passes is told")
    .option("--watch [paths...]", "run again when a file changes in these folders (default: the current one)")
    .option("--html <file>", "write the report as one HTML file")
    .option("--junit <file>", "write the report as JUnit XML")
    .option("--report <file>", "write the report as JSON")
    .option("--host <address>", "address of the queues", "127.0.0.1")
    .option("--port <port>", "port of the queues; 0 takes a free one", port, 0)
    .option("--tls-key <file>", "private key, for clients that come over TLS")
    .option("--tls-cert <file>", "its certificate")
    .option("--list", "list the scenarios")
    .addHelpText("after", helpText)
    .action((command: readonly string[], options: ConformOptions) => runConform(command, options, context));
  addConformBatchCommand(conform, context);
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

const helpText = `
The application gets CARDWRIGHT_INBOUND_CONNECTION_STRING, CARDWRIGHT_INBOUND_QUEUE and the same with OUTBOUND.
Exit codes: 0 it conforms, 1 it does not, 2 invalid usage, 3 the kit could not run.

Examples:
  $ cardwright conform -- node partner.js
  $ cardwright conform --profile conform.yaml --html report.html -- java -jar partner.jar
  $ cardwright conform --only gate EIN-1 -- node partner.js
  $ cardwright conform --watch src --last-failed report.json --report report.json -- node partner.js`;
