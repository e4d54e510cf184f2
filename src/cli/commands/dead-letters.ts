import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Command, InvalidArgumentError } from "commander";
import { CardwrightError } from "../../errors/cardwright-error.ts";
import type { DeadLetter, ProductionPartnerClient } from "../../production-partner/client/index.ts";
import type { Contract } from "../../production-partner/contract/index.ts";
import { type CliContext, exitCodes } from "../context.ts";
import { loadContract } from "../contract-module.ts";
import { type LedgerOption, ledgerOption, openLedger, wholeNumber } from "../ledger-option.ts";

interface HandleOptions extends LedgerOption {
  readonly handlers: string;
  readonly contract?: string;
  readonly yes: boolean;
}

/** `cardwright dead-letters list|show|handle|remove` */
export function addDeadLetterCommands(program: Command, context: CliContext): void {
  const letters = program
    .command("dead-letters")
    .description("The dead-letter queue of the queue from NGOC. The right to listen is enough.")
    .addHelpText(
      "after",
      "\nThe queues are those of the client: CARDWRIGHT_INBOUND_CONNECTION_STRING, CARDWRIGHT_INBOUND_QUEUE and the same\nwith OUTBOUND.",
    );

  letters
    .command("list")
    .description("List messages, the oldest first. Their content is left out.")
    .option("--limit <n>", "maximum number of messages", wholeNumber, 100)
    .addHelpText("after", "\nExample:\n  $ cardwright dead-letters list")
    .action((options: { readonly limit: number }) =>
      withClient({}, async ({ deadLetters }) => {
        const found = await deadLetters.list(options);
        context.result(found.map(asJson), () =>
          found.length === 0 ? "no messages found" : found.map(lineOf).join("\n"),
        );
      }),
    );

  letters
    .command("show")
    .description("Show a message, and with --body its content, which holds personal data.")
    .argument("<number>", "the sequence number that `list` shows", sequenceNumber)
    .option("--body", "print the content too", false)
    .addHelpText("after", "\nExample:\n  $ cardwright dead-letters show 17")
    .action((number: bigint, options: { readonly body: boolean }) =>
      withClient({}, async ({ deadLetters }) => {
        const found = await deadLetters.show(number);
        if (found === undefined) {
          context.exitWith(exitCodes.found);
          context.result({ sequenceNumber: String(number), known: false }, () => `Unknown message: ${number}`);
          return;
        }
        const { raw, ...letter } = found;
        const body = options.body ? textOf(raw.body) : undefined;
        context.result({ ...asJson(letter), ...(body !== undefined && { body }) }, () =>
          [
            lineOf(letter),
            ...(letter.description === undefined ? [] : [letter.description]),
            ...(body === undefined ? [] : [body]),
          ]
            .map(printable)
            .join("\n"),
        );
      }),
    );

  letters
    .command("handle")
    .description(
      "Hand a message to the application's handlers again. It leaves the dead-letter queue unless they fail.",
    )
    .argument("<number>", "the sequence number that `list` shows", sequenceNumber)
    .requiredOption("--handlers <module>", "a module that exports a function `handlers(client)`, which registers them")
    .option("--contract <module>", "a module that exports the contract in use (default: the built-in contract)")
    .option("--yes", "also if NGOC was told that the message failed: it may have ordered again", false)
    .addOption(ledgerOption())
    .addHelpText(
      "after",
      "\nExample:\n  $ cardwright dead-letters handle 17 --handlers ./handlers.js --ledger orders.db",
    )
    .action((number: bigint, options: HandleOptions) => handle(number, options, context));

  letters
    .command("remove")
    .description("Remove a message for good.")
    .argument("<number>", "the sequence number that `list` shows", sequenceNumber)
    .addHelpText("after", "\nExample:\n  $ cardwright dead-letters remove 17")
    .action((number: bigint) =>
      withClient({}, async ({ deadLetters }) => {
        await deadLetters.remove(number);
        context.result({ sequenceNumber: String(number), removed: true }, () => `removed: ${number}`);
      }),
    );
}

async function handle(number: bigint, options: HandleOptions, context: CliContext): Promise<void> {
  const contract = options.contract === undefined ? undefined : await loadContract(options.contract);
  const register = await loadHandlers(options.handlers);
  await using ledger = await openLedger(options.ledger, "write");
  await withClient({ ledger, ...(contract !== undefined && { contract }) }, async (client) => {
    register(client);
    const { kind } = await client.deadLetters.handle(number, { evenIfTold: options.yes });
    await client.flush();
    if (kind !== "handled" && kind !== "was-handled") context.exitWith(exitCodes.found);
    context.result({ sequenceNumber: String(number), outcome: kind }, () => `${kind}: ${number}`);
  });
}

async function withClient(
  options: { readonly ledger?: ProductionPartnerClient["ledger"]; readonly contract?: Contract },
  use: (client: ProductionPartnerClient) => Promise<void>,
): Promise<void> {
  // Loaded here only: the client of Service Bus takes longer to load than the other commands take.
  const { ProductionPartnerClient: Client } = await import("../../production-partner/client/index.ts");
  await using client = new Client<Contract>(options);
  // Which contract it has matters to the handlers alone, and they know.
  await use(client as unknown as ProductionPartnerClient);
}

async function loadHandlers(path: string): Promise<(client: ProductionPartnerClient) => void> {
  const loaded = (await import(pathToFileURL(resolve(path)).href)) as { readonly [name: string]: unknown };
  const handlers = loaded["handlers"] ?? loaded["default"];
  if (typeof handlers === "function") return handlers as (client: ProductionPartnerClient) => void;
  throw new CardwrightError(`The module ${path} exports no function handlers`, {
    code: "HANDLERS_MODULE",
    help: "Export a function handlers(client) that calls client.on for each message type.",
  });
}

function sequenceNumber(text: string): bigint {
  if (/^\d{1,19}$/.test(text)) return BigInt(text);
  throw new InvalidArgumentError("Expected a sequence number, as `list` shows it.");
}

function asJson({ sequenceNumber: number, ...letter }: DeadLetter): object {
  return { sequenceNumber: String(number), ...letter };
}

function lineOf({ sequenceNumber: number, enqueuedAt, deliveryCount, type, reason, messageId }: DeadLetter): string {
  const when = enqueuedAt?.toISOString() ?? "";
  const told = [
    when,
    String(number).padStart(6),
    `${deliveryCount} deliveries`,
    reason ?? "-",
    type ?? "-",
    messageId ?? "-",
  ];
  return printable(told.join("  "));
}

function textOf(body: unknown): string {
  if (typeof body === "string") return body;
  return body instanceof Uint8Array ? Buffer.from(body).toString("utf8") : JSON.stringify(body);
}

/** A message may contain control sequences of a terminal. */
function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n]/gu, "?");
}
