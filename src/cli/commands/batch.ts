import type { Command } from "commander";
import type { CliContext } from "../context.ts";
import { addBatchFailuresCommand, addBatchResubmitCommand } from "./batch-after.ts";
import { addBatchCheckCommand, addBatchSplitCommand } from "./batch-check.ts";
import { addBatchConfigCommand } from "./batch-config.ts";
import { addBatchCreateCommand } from "./batch-create.ts";
import { addBatchUploadCommand } from "./batch-upload.ts";

/** `cardwright batch …` */
export function addBatchCommands(program: Command, context: CliContext): void {
  const batch = program.command("batch").description("CardSeriesMaintenance batch files.");
  addBatchConfigCommand(batch, context);
  addBatchCreateCommand(batch, context);
  addBatchCheckCommand(batch, context);
  addBatchSplitCommand(batch, context);
  addBatchUploadCommand(batch, context);
  addBatchFailuresCommand(batch, context);
  addBatchResubmitCommand(batch, context);
}
