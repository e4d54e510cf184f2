import { type Command, Option } from "commander";
import type {
  QuarantineCause,
  QuarantineEntry,
  QuarantineFilter,
  QuarantineState,
  SqlLedger,
} from "../../production-partner/ledger/index.ts";
import { type CliContext, exitCodes } from "../context.ts";
import { type LedgerOption, ledgerOption, wholeNumber, withLedger } from "../ledger-option.ts";

interface FilterOptions extends LedgerOption {
  readonly state?: QuarantineState;
  readonly reason?: QuarantineCause["reason"];
  readonly type?: string;
}

const states = ["kept", "replayed", "dismissed"] satisfies readonly QuarantineState[];
const reasons = [
  "invalid",
  "unknown-type",
  "refused",
  "rejected",
  "handler-failed",
  "no-handler",
] satisfies readonly QuarantineCause["reason"][];

/** `cardwright orders quarantine list|show|export|replay|dismiss` */
export function addQuarantineCommands(orders: Command, context: CliContext): void {
  const quarantine = orders
    .command("quarantine")
    .description("Messages that were consumed without having been handled: read, replay or dismiss them.");
  const filtered = (command: Command) =>
    command
      .addOption(ledgerOption())
      .addOption(new Option("--state <state>", "only messages in this state").choices(states))
      .addOption(new Option("--reason <reason>", "only messages with this reason").choices(reasons))
      .option("--type <type>", "only messages of this type");

  filtered(quarantine.command("list").description("List messages, the oldest first. Their content is left out."))
    .option("--limit <n>", "maximum number of messages, 1 to 1000", wholeNumber, 100)
    .option("--after <next>", "continue after the previous page: the value that it printed")
    .addHelpText("after", "\nExample:\n  $ cardwright orders quarantine list --ledger orders.db --state kept")
    .action((options: FilterOptions & { readonly limit: number; readonly after?: string }) =>
      withLedger(options, "look", (open) => list(open, options, context)),
    );

  quarantine
    .command("show")
    .description("Show why a message is here, and with --body its content, which holds personal data.")
    .argument("<id>", "the id that `list` shows")
    .addOption(ledgerOption())
    .option("--body", "print the content too", false)
    .addHelpText("after", "\nExample:\n  $ cardwright orders quarantine show 5f0c… --ledger orders.db")
    .action((id: string, options: LedgerOption & { readonly body: boolean }) =>
      withLedger(options, "look", (open) => show(open, id, options.body, context)),
    );

  filtered(quarantine.command("export").description("Print messages as JSON lines, with content and personal data."))
    .addHelpText("after", "\nExample:\n  $ cardwright orders quarantine export --ledger orders.db > quarantine.jsonl")
    .action((options: FilterOptions) => withLedger(options, "look", (open) => exportLines(open, options, context)));

  quarantine
    .command("replay")
    .description("Ask the running client to handle a message now, under the contract that it uses.")
    .argument("<id>", "the id that `list` shows")
    .addOption(ledgerOption())
    .option("--yes", "also if NGOC was told that the message failed: it may have ordered again", false)
    .addHelpText("after", "\nExample:\n  $ cardwright orders quarantine replay 5f0c… --ledger orders.db --yes")
    .action((id: string, options: LedgerOption & { readonly yes: boolean }) =>
      withLedger(options, "write", (open) => replay(open, id, options.yes, context)),
    );

  quarantine
    .command("dismiss")
    .description("Record that a message needs no handling.")
    .argument("<id>", "the id that `list` shows")
    .addOption(ledgerOption())
    .addHelpText("after", "\nExample:\n  $ cardwright orders quarantine dismiss 5f0c… --ledger orders.db")
    .action((id: string, options: LedgerOption) =>
      withLedger(options, "write", async ({ quarantine: messages }) => {
        await messages.dismiss(id);
        context.result({ id, state: "dismissed" }, () => `dismissed: ${id}`);
      }),
    );
}

async function list(
  { quarantine }: SqlLedger,
  options: FilterOptions & { readonly limit: number; readonly after?: string },
  context: CliContext,
): Promise<void> {
  const { limit, after } = options;
  const page = await quarantine.list({ ...filterOf(options), limit, ...(after !== undefined && { after }) });
  context.result(page, () => (page.items.length === 0 ? "no messages found" : page.items.map(lineOf).join("\n")));
  if (page.next !== undefined && !context.json) context.note(`More messages follow: use --after ${page.next}`);
}

async function show({ quarantine }: SqlLedger, id: string, withBody: boolean, context: CliContext): Promise<void> {
  const message = await quarantine.show(id);
  if (message === undefined) return notFound(id, context);
  const { raw, ...entry } = message;
  const content = bodyText(raw.body);
  context.result(withBody ? { ...entry, raw: { ...raw, body: content } } : entry, () =>
    [
      lineOf(entry),
      `message ${printable(entry.messageId)}`,
      ...causeLines(entry.cause),
      answerLine(entry),
      ...(withBody ? [printable(content ?? "the body was not kept")] : []),
    ].join("\n"),
  );
}

async function exportLines({ quarantine }: SqlLedger, options: FilterOptions, context: CliContext): Promise<void> {
  const { quarantineLines } = await import("../../production-partner/ledger/index.ts");
  for await (const line of quarantineLines(quarantine, filterOf(options))) context.streams.stdout.write(`${line}\n`);
}

async function replay({ quarantine }: SqlLedger, id: string, isSure: boolean, context: CliContext): Promise<void> {
  const entry = await quarantine.takeForReplay(id);
  if (entry.answer !== undefined && !isSure) {
    context.exitWith(exitCodes.found);
    context.result({ id, requested: false, answer: entry.answer }, () =>
      [answerLine(entry), "It may have ordered again. To replay the message all the same, add --yes."].join("\n"),
    );
    return;
  }
  await quarantine.requestReplay(id);
  context.result({ id, requested: true, ...(entry.answer !== undefined && { answer: entry.answer }) }, () =>
    [answerLine(entry), `replay requested: ${id}`, "A running client handles the message within seconds."].join("\n"),
  );
}

function notFound(id: string, context: CliContext): void {
  context.exitWith(exitCodes.found);
  context.result({ id, known: false }, () => `Unknown message: ${printable(id)}`);
}

function filterOf({ state, reason, type }: FilterOptions): QuarantineFilter {
  return {
    ...(state !== undefined && { state }),
    ...(reason !== undefined && { reason }),
    ...(type !== undefined && { type }),
  };
}

function lineOf({ id, receivedAt, state, cause, type, isReplayRequested }: QuarantineEntry): string {
  const shown = isReplayRequested ? "requested" : state;
  return `${receivedAt.toISOString()}  ${shown.padEnd(9)}  ${cause.reason.padEnd(14)}  ${id}  ${printable(type ?? "-")}`;
}

function causeLines(cause: QuarantineCause): readonly string[] {
  if ("issues" in cause) return cause.issues.map(({ message }) => printable(message));
  if ("refusal" in cause) return [`refused by the rule ${cause.refusal.reason}`];
  return "errorCode" in cause ? [`${cause.reason} with ${printable(cause.errorCode)}`] : ["no handler for this type"];
}

function answerLine({ answer }: QuarantineEntry): string {
  if (answer === undefined) return "NGOC was not answered.";
  return `NGOC was answered with ${printable(answer.errorCode)} (message ${answer.messageId}).`;
}

function bodyText(body: unknown): string | undefined {
  if (body === undefined || typeof body === "string") return body;
  return body instanceof Uint8Array ? `base64: ${Buffer.from(body).toString("base64")}` : JSON.stringify(body);
}

/** A message may contain control sequences of a terminal. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, "?");
}
