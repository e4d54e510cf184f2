import { type Command, Option } from "commander";
import type { CardRecord, SqlLedger } from "../../production-partner/ledger/index.ts";
import { type CardState, cardStates } from "../../production-partner/orders/order.ts";
import { type CliContext, exitCodes } from "../context.ts";
import { type LedgerOption, ledgerOption, wholeNumber, withLedger } from "../ledger-option.ts";
import { addCorrectionCommands } from "./orders-correct.ts";
import { addQuarantineCommands } from "./orders-quarantine.ts";

interface ListOptions extends LedgerOption {
  readonly state?: CardState;
  readonly shipment?: string;
  readonly limit: number;
  readonly after?: string;
}

/** `cardwright orders list|show|stuck|correct|resend|mark-sent|quarantine` */
export function addOrdersCommands(program: Command, context: CliContext): void {
  const orders = program.command("orders").description("Inspect the orders in the ledger of a production partner.");

  orders
    .command("list")
    .description("List cards: by card id, or with --state those longest in that state first.")
    .addOption(ledgerOption())
    .addOption(new Option("--state <state>", "only cards in this state").choices(Object.keys(cardStates)))
    .option("--shipment <id>", "only cards of this shipment")
    .option("--limit <n>", "maximum number of cards, 1 to 1000", wholeNumber, 100)
    .option("--after <next>", "continue after the previous page: the value that it printed")
    .addHelpText("after", "\nExample:\n  $ cardwright orders list --ledger orders.db --state reported")
    .action((options: ListOptions) => withLedger(options, "look", (open) => list(open, options, context)));

  orders
    .command("show")
    .description("Show a card with its history. Personal data is left out.")
    .argument("<card>", "the card id")
    .addOption(ledgerOption())
    .addHelpText("after", "\nExample:\n  $ cardwright orders show CA2611210936-5GG3F4C8 --ledger orders.db")
    .action((cardId: string, options: LedgerOption) =>
      withLedger(options, "look", (open) => show(open, cardId, context)),
    );

  orders
    .command("stuck")
    .description("List orders and messages that are stuck. Exit code 1 if there are any.")
    .addOption(ledgerOption())
    .option("--minutes <n>", "how long they have been stuck", wholeNumber, 60)
    .addHelpText("after", "\nExample:\n  $ cardwright orders stuck --ledger orders.db --minutes 30")
    .action((options: LedgerOption & { readonly minutes: number }) =>
      withLedger(options, "look", (open) => stuck(open, options.minutes, context)),
    );

  addCorrectionCommands(orders, context);
  addQuarantineCommands(orders, context);
}

async function list(ledger: SqlLedger, options: ListOptions, context: CliContext): Promise<void> {
  const { state, shipment, limit, after } = options;
  const page = await ledger.listCards({
    limit,
    ...(state !== undefined && { state }),
    ...(shipment !== undefined && { shipmentId: shipment }),
    ...(after !== undefined && { after }),
  });
  context.result(page, () => (page.items.length === 0 ? "no cards found" : page.items.map(lineOf).join("\n")));
  if (page.next !== undefined && !context.json) context.note(`More cards follow: use --after ${page.next}`);
}

async function show(ledger: SqlLedger, cardId: string, context: CliContext): Promise<void> {
  const card = await ledger.findCard(cardId);
  if (card === undefined) {
    context.exitWith(exitCodes.found);
    context.result({ cardId, known: false }, () => `Unknown card: ${cardId}`);
    return;
  }
  const { items: history } = await ledger.cardHistory(cardId, { limit: 1_000 });
  context.result({ ...card, history }, () =>
    [
      `${cardId}: ${card.state}${card.errorCode === undefined ? "" : ` (${card.errorCode})`}`,
      `shipment ${card.shipmentId} of ${card.organisationId}`,
      ...history.map(({ at, direction, type, state, reason }) =>
        [at.toISOString(), direction.padEnd(8), type, state && `→ ${state}`, reason && `(${reason})`]
          .filter(Boolean)
          .join("  "),
      ),
    ].join("\n"),
  );
}

async function stuck(ledger: SqlLedger, minutes: number, context: CliContext): Promise<void> {
  const items = await ledger.listStuck({ olderThanMs: minutes * 60_000, limit: 1_000 });
  if (items.length > 0) context.exitWith(exitCodes.found);
  context.result(items, () =>
    items.length === 0
      ? "nothing is stuck"
      : items
          .map(({ kind, since, cardId, shipmentId, messageId, reason, isDatedAhead }) =>
            [
              since.toISOString(),
              kind.padEnd(16),
              cardId && `card ${cardId}`,
              shipmentId && `shipment ${shipmentId}`,
              messageId && `message ${messageId}`,
              reason && `(${reason})`,
              isDatedAhead && "(dated ahead: a clock was wrong)",
            ]
              .filter(Boolean)
              .join("  "),
          )
          .join("\n"),
  );
}

function lineOf({ cardId, state, stateSince, shipmentId, errorCode }: CardRecord): string {
  const reason = errorCode === undefined ? "" : `  (${errorCode})`;
  return `${stateSince.toISOString()}  ${state.padEnd(14)}  ${cardId}  ${shipmentId}${reason}`;
}
