import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { reportHtml } from "../../card-series-maintenance/jobs/report/report-html.ts";
import { reportJob } from "../../card-series-maintenance/jobs/report/report-job.ts";
import { readBatchConfig, schemaHelp } from "../batch-config.ts";
import { type CliContext, exitCodes } from "../context.ts";
import { plural } from "../plural.ts";

interface ReportOptions {
  readonly name: string;
  readonly results?: readonly string[];
  readonly html?: string;
  readonly schema?: string;
}

/** `cardwright batch report FOLDER --name NAME` */
export function addBatchReportCommand(batch: Command, context: CliContext): void {
  batch
    .command("report")
    .description(
      "Report what became of a batch: rows, cards, money, failures and what was sent again. No personal data.",
    )
    .argument("<folder>", "folder in which the batch was created")
    .requiredOption("-n, --name <name>", "name of the batch")
    .option("--results <folder...>", "complete/, or filesets of it; without them, all cards are waiting")
    .option("--html <file>", "also write a page to look at and to print")
    .option("--schema <module>", schemaHelp)
    .addHelpText(
      "after",
      "\nExamples:\n  $ cardwright batch report outgoing --name spring --results complete --html spring.html\n  $ cardwright batch report outgoing --name spring --results complete --json | jq .failed",
    )
    .action(async (folder: string, { name, results = [], html, schema }: ReportOptions) => {
      const { contract } = await readBatchConfig(undefined, schema);
      context.about("folder", folder);
      const report = await reportJob({ folder, name, results, contract, signal: context.signal });
      if (html !== undefined) await writeFile(html, reportHtml(report));
      if (report.failed + report.rejectedRows > 0) context.exitWith(exitCodes.found);
      context.result(report, () =>
        [
          `${plural(report.cards, "card")}: ${report.generated} generated, ${report.failed} failed, ${report.waiting} without a result`,
          `${plural(report.rejectedRows, "row")} became no card`,
          ...report.rejections.map(({ reason, rows }) => `  ${rows}: ${reason}`),
          ...report.failures.map(({ cards, possibleCodes }) => `  ${cards} failed: ${possibleCodes.join(", ")}`),
          ...report.added.map(({ kind, currency, total }) => `${kind} ${currency} ${total} added`),
          ...(html === undefined ? [] : [html]),
        ].join("\n"),
      );
    });
}
