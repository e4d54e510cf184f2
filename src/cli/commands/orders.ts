import { existsSync } from "node:fs";
import { type Command, InvalidArgumentError, Option } from "commander";
import { CardwrightError } from "../../errors/cardwright-error.ts";
import type { CardRecord, SqlLedger } from "../../production-partner/ledger/index.ts";
import type { CardState } from "../../production-partner/orders/index.ts";
import { type CliContext, exitCodes } from "../context.ts";

const states = [
  "requested",
  "rejected",
  "reported",
  "report-refused",
  "acknowledged",
  "announced",
  "shipped",
] as const satisfies readonly CardState[];

interface LedgerOption {
  readonly ledger?: string;
}

interface ListOptions extends LedgerOption {
  readonly state?: CardState;
  readonly shipment?: string;
  readonly limit: number;
  readonly after?: string;
}

/** `cardwright orders list|show|stuck` */
export function addOrdersCommands(program: Command, context: CliContext): void {
  const orders = program.command("orders").description("Look into the ledger of a production partner.");
  const ledger = () =>
    new Option("--ledger <where>", "an SQLite file, or the address of a PostgreSQL database").env("CARDWRIGHT_LEDGER");

  orders
    .command("list")
    .description("List cards: of one state those longest in it first, else by card id.")
    .addOption(ledger())
    .addOption(new Option("--state <state>", "only cards in this state").choices(states))
    .option("--shipment <id>", "only cards of this shipment")
    .option("--limit <n>", "how many at most, 1 to 1000", wholeNumber, 100)
    .option("--after <next>", "what the page before named as the next")
    .addHelpText("after", "\nExample:\n  $ cardwright orders list --ledger orders.db --state reported")
    .action((options: ListOptions) => withLedger(options, (open) => list(open, options, context)));

  orders
    .command("show")
    .description("Show a card and what has happened to it. Personal data is left out.")
    .argument("<card>", "the card id")
    .addOption(ledger())
    .addHelpText("after", "\nExample:\n  $ cardwright orders show CA2611210936-5GG3F4C8 --ledger orders.db")
    .action((cardId: string, options: LedgerOption) => withLedger(options, (open) => show(open, cardId, context)));

  orders
    .command("stuck")
    .description("List what has not gone on for a while. Exit code 1 when there is something.")
    .addOption(ledger())
    .option("--minutes <n>", "for how long", wholeNumber, 60)
    .addHelpText("after", "\nExample:\n  $ cardwright orders stuck --ledger orders.db --minutes 30")
    .action((options: LedgerOption & { readonly minutes: number }) =>
      withLedger(options, (open) => stuck(open, options.minutes, context)),
    );
}

async function list(ledger: SqlLedger, options: ListOptions, context: CliContext): Promise<void> {
  const { state, shipment, limit, after } = options;
  const page = await ledger.listCards({
    limit,
    ...(state === undefined ? {} : { state }),
    ...(shipment === undefined ? {} : { shipmentId: shipment }),
    ...(after === undefined ? {} : { after }),
  });
  context.result(page, () => (page.items.length === 0 ? "no cards" : page.items.map(lineOf).join("\n")));
  if (page.next !== undefined && !context.json) context.note(`There are more: --after ${page.next}`);
}

async function show(ledger: SqlLedger, cardId: string, context: CliContext): Promise<void> {
  const card = await ledger.findCard(cardId);
  if (card === undefined) {
    context.exitWith(exitCodes.found);
    context.result({ cardId, known: false }, () => `${cardId} was never requested.`);
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
          .map(({ kind, since, cardId, shipmentId, messageId, reason }) =>
            [
              since.toISOString(),
              kind.padEnd(16),
              cardId && `card ${cardId}`,
              shipmentId && `shipment ${shipmentId}`,
              messageId && `message ${messageId}`,
              reason && `(${reason})`,
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

async function withLedger(options: LedgerOption, use: (ledger: SqlLedger) => Promise<void>): Promise<void> {
  await using ledger = await openLedger(options.ledger);
  await use(ledger);
}

async function openLedger(where: string | undefined): Promise<SqlLedger> {
  if (where === undefined) {
    throw new CardwrightError("Which ledger?", {
      code: "LEDGER_MISSING",
      help: "Give --ledger with an SQLite file or the address of a PostgreSQL database, or set CARDWRIGHT_LEDGER.",
    });
  }
  // The query builder would double the time that the other commands take to start.
  const { openPostgresLedger, openSqliteLedger } = await import("../../production-partner/ledger/index.ts");
  if (/^postgres(ql)?:\/\//.test(where)) return openPostgresLedger({ connectionString: where });
  // Opening would make an empty one.
  if (existsSync(where)) return openSqliteLedger({ path: where });
  throw new CardwrightError(`There is no file ${where}`, {
    code: "LEDGER_MISSING",
    help: "Name the SQLite file that the client's ledger was opened with.",
  });
}

function wholeNumber(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is a whole number.");
}
