import type { Command } from "commander";
import type { CliContext } from "../context.ts";
import { addBatchCheckCommand, addBatchSplitCommand } from "./batch-check.ts";
import { addBatchCollectCommand } from "./batch-collect.ts";
import { addBatchConfigCommand } from "./batch-config.ts";
import { addBatchCreateCommand } from "./batch-create.ts";
import { addBatchFailuresCommand } from "./batch-failures.ts";
import { addBatchReportCommand } from "./batch-report.ts";
import { addBatchResubmitCommand } from "./batch-resubmit.ts";
import { addBatchUploadCommand } from "./batch-upload.ts";

/** `cardwright batch …` */
export function addBatchCommands(program: Command, context: CliContext): void {
  const batch = program.command("batch").description("CardSeriesMaintenance batch files.");
  addBatchConfigCommand(batch, context);
  addBatchCreateCommand(batch, context);
  addBatchCheckCommand(batch, context);
  addBatchSplitCommand(batch, context);
  addBatchUploadCommand(batch, context);
  addBatchCollectCommand(batch, context);
  addBatchFailuresCommand(batch, context);
  addBatchReportCommand(batch, context);
  addBatchResubmitCommand(batch, context);
}
