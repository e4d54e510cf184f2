import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Command } from "commander";
import { deliverBatch } from "../../card-series-maintenance/jobs/delivery/deliver-batch.ts";
import type { FileServicesAuthorization } from "../../card-series-maintenance/jobs/delivery/file-services.ts";
import { ConfigurationError } from "../../errors/configuration-error.ts";
import type { CliContext } from "../context.ts";
import { startProgress } from "../progress.ts";

interface UploadOptions {
  readonly url?: string;
  readonly journal: string;
  readonly resend?: readonly string[];
}

/** `cardwright batch upload FILE...` */
export function addBatchUploadCommand(batch: Command, context: CliContext): void {
  batch
    .command("upload")
    .description("Upload batch files to ORCE's File Services, each once: a journal records what was sent.")
    .argument("<file...>", "batch files, in the order in which they are sent")
    .option("--url <url>", "https://<host> of Customer Engagement (default: CARDWRIGHT_ORCE_URL)")
    .option("--journal <file>", "file that records what was sent", "cardwright-delivery.jsonl")
    .option("--resend <name...>", "send these again although their outcome is unknown")
    .addHelpText(
      "after",
      `
Credentials come from the environment: CARDWRIGHT_ORCE_TOKEN (OAuth bearer token), or
CARDWRIGHT_ORCE_USER and CARDWRIGHT_ORCE_PASSWORD (basic, deprecated by Oracle).

Example:
  $ cardwright batch upload outgoing/*.xml --url https://orce.example.com`,
    )
    .action((files: readonly string[], options: UploadOptions) => upload(files, options, context));
}

async function upload(files: readonly string[], options: UploadOptions, context: CliContext): Promise<void> {
  const baseUrl = options.url ?? process.env["CARDWRIGHT_ORCE_URL"];
  if (baseUrl === undefined) throw settingMissing("URL", "Give --url or set CARDWRIGHT_ORCE_URL.");
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
      services: { baseUrl, authorization: authorization() },
      journal: options.journal,
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

function authorization(): FileServicesAuthorization {
  const {
    CARDWRIGHT_ORCE_TOKEN: bearer,
    CARDWRIGHT_ORCE_USER: username,
    CARDWRIGHT_ORCE_PASSWORD: password,
  } = process.env;
  if (bearer) return { bearer };
  if (username && password) return { username, password };
  throw settingMissing(
    "credentials",
    "Set CARDWRIGHT_ORCE_TOKEN, or CARDWRIGHT_ORCE_USER and CARDWRIGHT_ORCE_PASSWORD.",
  );
}

function settingMissing(what: string, help: string): ConfigurationError {
  return new ConfigurationError(`Missing ${what} of File Services`, {
    code: "DELIVERY_SETTINGS",
    help,
  });
}
