import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Command } from "commander";
import { deliverBatch } from "../../card-series-maintenance/jobs/delivery/deliver-batch.ts";
import { readBatchConfig } from "../batch-config.ts";
import type { CliContext } from "../context.ts";
import { credentialsHelp, type FileServicesCliOptions, fileServices } from "../file-services.ts";
import { texts } from "../options.ts";
import { startProgress } from "../progress.ts";

interface UploadOptions extends FileServicesCliOptions {
  readonly journal?: string;
  readonly config?: string;
  readonly resend?: readonly string[];
}

const defaultJournal = "cardwright-delivery.jsonl";

/** `cardwright batch upload FILE...` */
export function addBatchUploadCommand(batch: Command, context: CliContext): void {
  batch
    .command("upload")
    .description("Upload batch files to ORCE's File Services, each once: a journal records what was sent.")
    .argument("<file...>", "batch files, in the order in which they are sent")
    .option("--url <url>", "https://<host> of Customer Engagement (default: CARDWRIGHT_ORCE_URL)")
    .option("--allow-origin <url>", "origin that an upload address may have, too; repeat for each", texts)
    .option("--journal <file>", `file that records what was sent (default: ${defaultJournal})`)
    .option("-c, --config <file>", "file with settings; cardwright.yaml by default, if there is one")
    .option("--resend <name...>", "send these again although their outcome is unknown")
    .addHelpText(
      "after",
      `
${credentialsHelp}

Example:
  $ cardwright batch upload outgoing/*.xml --url https://orce.example.com`,
    )
    .action((files: readonly string[], options: UploadOptions) => upload(files, options, context));
}

async function upload(files: readonly string[], options: UploadOptions, context: CliContext): Promise<void> {
  const { config } = await readBatchConfig(options.config);
  const services = fileServices(options, config);
  const sizes = new Map(await Promise.all(files.map(async (file) => [file, (await stat(file)).size] as const)));
  const progress = startProgress(
    context,
    "uploading",
    [...sizes.values()].reduce((sum, size) => sum + size, 0),
  );
  let done = 0;
  const results: { readonly file: string; readonly result: string }[] = [];
  try {
    const report = await deliverBatch({
      files,
      services,
      journal: options.journal ?? config.delivery?.journal ?? defaultJournal,
      ...(options.resend !== undefined && { resend: options.resend }),
      onProgress: ({ sentBytes, attempt }) =>
        progress.update(done + sentBytes, attempt > 1 ? `attempt ${attempt}` : ""),
      onFile: ({ path, result }) => {
        done += sizes.get(path) ?? 0;
        progress.update(done, basename(path));
        results.push({ file: path, result });
      },
      signal: context.signal,
    });
    progress.stop();
    context.result({ ...report, files: results }, () =>
      [
        ...results.map(({ file, result }) => `${file}  ${result}`),
        `${report.delivered} delivered, ${report.already} delivered before`,
      ].join("\n"),
    );
  } finally {
    progress.stop();
  }
}
