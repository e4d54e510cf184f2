import { type Command, Option } from "commander";
import type { Correction } from "../../production-partner/ledger/index.ts";
import type { CliContext } from "../context.ts";
import { type LedgerOption, ledgerOption, withLedger } from "../ledger-option.ts";

const kinds = [
  "report-acknowledged",
  "report-lost",
  "shipment-acknowledged",
  "shipment-lost",
] satisfies readonly Correction["kind"][];

/** `cardwright orders correct|resend|mark-sent` */
export function addCorrectionCommands(orders: Command, context: CliContext): void {
  orders
    .command("correct")
    .description("Let an order continue that NGOC never answered, once you know by other means what it has.")
    .argument("<id>", "the card id, or for a shipment the message id, as `stuck` shows them")
    .addOption(new Option("--as <what>", "what you know of it").choices(kinds).makeOptionMandatory())
    .addOption(ledgerOption())
    .addHelpText(
      "after",
      "\nExample:\n  $ cardwright orders correct CARD-1 --as report-acknowledged --ledger orders.db",
    )
    .action((id: string, options: LedgerOption & { readonly as: Correction["kind"] }) =>
      withLedger(options, "write", async (ledger) => {
        await ledger.correct(correctionOf(options.as, id));
        context.result({ id, corrected: options.as }, () => `${options.as}: ${id}`);
      }),
    );

  orders
    .command("resend")
    .description("Send an uncertain message again. Only when NGOC does not have it: the queue takes it as a new one.")
    .argument("<message>", "the message id, as `stuck` shows it")
    .addOption(ledgerOption())
    .addHelpText("after", "\nExample:\n  $ cardwright orders resend 5f0c… --ledger orders.db")
    .action((messageId: string, options: LedgerOption) =>
      withLedger(options, "write", async (ledger) => {
        await ledger.resend(messageId);
        context.result({ messageId, resent: true }, () => `A running client sends it within seconds: ${messageId}`);
      }),
    );

  orders
    .command("mark-sent")
    .description("Record that NGOC has an uncertain message.")
    .argument("<message>", "the message id, as `stuck` shows it")
    .addOption(ledgerOption())
    .addHelpText("after", "\nExample:\n  $ cardwright orders mark-sent 5f0c… --ledger orders.db")
    .action((messageId: string, options: LedgerOption) =>
      withLedger(options, "write", async (ledger) => {
        await ledger.markSent([messageId]);
        context.result({ messageId, sent: true }, () => `marked as sent: ${messageId}`);
      }),
    );
}

function correctionOf(kind: Correction["kind"], id: string): Correction {
  return kind === "report-acknowledged" || kind === "report-lost" ? { kind, cardId: id } : { kind, messageId: id };
}
