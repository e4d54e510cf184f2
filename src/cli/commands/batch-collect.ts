import type { Command } from "commander";
import { collectResults } from "../../card-series-maintenance/jobs/results/collect-results.ts";
import { fileServicesResults } from "../../card-series-maintenance/jobs/results/file-services-results.ts";
import { folderResults } from "../../card-series-maintenance/jobs/results/folder-results.ts";
import { readBatchConfig } from "../batch-config.ts";
import type { CliContext } from "../context.ts";
import { credentialsHelp, type FileServicesCliOptions, fileServices } from "../file-services.ts";
import { texts } from "../options.ts";

interface CollectOptions extends FileServicesCliOptions {
  readonly out: string;
  readonly from?: string;
  readonly config?: string;
}

/** `cardwright batch collect` */
export function addBatchCollectCommand(batch: Command, context: CliContext): void {
  batch
    .command("collect")
    .description(
      "Collect the results that ORCE has left, each file once; run it again to continue or to get later ones. That File Services offers them is assumed.",
    )
    .requiredOption("-o, --out <folder>", "folder for the filesets")
    .option("--from <folder>", "collect from this folder, such as complete/ on a mounted drive")
    .option("--url <url>", "https://<host> of Customer Engagement (default: CARDWRIGHT_ORCE_URL)")
    .option("--allow-origin <url>", "origin that an address in an answer may have, too; repeat for each", texts)
    .option("-c, --config <file>", "file with settings; cardwright.yaml by default, if there is one")
    .addHelpText(
      "after",
      `
${credentialsHelp}

Examples:
  $ cardwright batch collect -o complete --from /mnt/orce/complete
  $ cardwright batch collect -o complete --url https://orce.example.com`,
    )
    .action((options: CollectOptions) => collect(options, context));
}

async function collect(options: CollectOptions, context: CliContext): Promise<void> {
  const { out, from } = options;
  context.about("folder", from ?? out);
  const source =
    from === undefined
      ? fileServicesResults({ services: fileServices(options, (await readBatchConfig(options.config)).config) })
      : folderResults(from);
  const files: string[] = [];
  const report = await collectResults({
    source,
    folder: out,
    onFile: ({ name, result }) => {
      if (result === "collected") files.push(name);
    },
    signal: context.signal,
  });
  context.result({ ...report, files }, () =>
    [...files, `${report.collected} collected, ${report.already} collected before`].join("\n"),
  );
}
