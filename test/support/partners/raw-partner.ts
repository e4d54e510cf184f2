// A partner application on the bare Azure client, right unless MUTANT names the one way in which it is wrong.
// biome-ignore-all lint/correctness/noVoidTypeReturn: a refusal ends what handles the message
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { ServiceBusClient, type ServiceBusReceivedMessage } from "@azure/service-bus";

interface Card {
  readonly cardId: string;
  readonly shipmentId: string;
  readonly organisationId: string;
  readonly fields: readonly string[];
  accessories: { accessoryId: string; quantity: number }[];
  state: "produced" | "acknowledged" | "shipped";
  readonly message: Outgoing;
}
interface Outgoing {
  readonly subject?: string | undefined;
  readonly messageId: string;
  readonly correlationId?: string;
  readonly contentType?: string;
  readonly body: unknown;
}
interface Store {
  readonly seen: string[];
  readonly cards: { [cardId: string]: Card };
  readonly unsent: Outgoing[];
}

const mutant = process.env["MUTANT"] ?? "";
const is = (name: string): boolean => mutant === name;
const file = process.env["PARTNER_STORE"] ?? "";
const store: Store =
  file !== "" && existsSync(file) && !is("forgets-on-restart")
    ? (JSON.parse(readFileSync(file, "utf8")) as Store)
    : { seen: [], cards: {}, unsent: [] };
const save = (): void => {
  if (file === "") return;
  writeFileSync(`${file}.new`, JSON.stringify(store));
  renameSync(`${file}.new`, file);
};
const env = (name: string): string => process.env[`CARDWRIGHT_${name}`] ?? "";
const inbound = new ServiceBusClient(env("INBOUND_CONNECTION_STRING"), { retryOptions: { retryDelayInMs: 100 } });
// The Azure client waits for the answer to a lost send until its timeout.
const outbound = new ServiceBusClient(env("OUTBOUND_CONNECTION_STRING"), {
  retryOptions: { maxRetries: 0, timeoutInMs: 500 },
});
const sender = outbound.createSender(env("OUTBOUND_QUEUE"));
const receiver = inbound.createReceiver(env("INBOUND_QUEUE"), { skipParsingBodyAsJson: true });

const types = {
  request: "EXTERNAL_PRODUCTION_REQUEST_SENT",
  produced: "EXTERNAL_PRODUCTION_CARD_PRODUCED",
  reportOk: "EXTERNAL_PRODUCTION_REPORT_OK",
  shipped: "EXTERNAL_PRODUCTION_SHIPPED",
  shippedOk: "EXTERNAL_PRODUCTION_SHIPPED_OK",
  error: "EXTERNAL_PRODUCTION_ERROR",
} as const;

const newId = (): string => (is("ids-are-no-uuids") ? `msg-${randomUUID()}` : randomUUID());
const message = (subject: string, body: unknown, correlationId?: string): Outgoing => ({
  subject: is("subject-in-lower-case") ? subject.toLowerCase() : is("no-subject") ? undefined : subject,
  messageId: newId(),
  ...(is("no-content-type") ? {} : { contentType: "application/json" }),
  ...(correlationId !== undefined && !is("no-correlation") && { correlationId }),
  body,
});
const stage = (outgoing: Outgoing): void => void store.unsent.push(outgoing);

function produced(card: Omit<Card, "message" | "state" | "accessories">): Outgoing {
  const readout = createHash("sha256").update(card.cardId).digest("hex").slice(0, 14).toUpperCase();
  const fields = is("forgets-report-field") ? card.fields.slice(1) : card.fields;
  const body = {
    organisationId: is("wrong-organisation") ? "ORG-OTHER" : card.organisationId,
    shipmentId: is("wrong-shipment-in-report") ? `${card.shipmentId}X` : card.shipmentId,
    cardId: is("card-id-in-lower-case") ? card.cardId.toLowerCase() : card.cardId,
    reportData: Object.fromEntries(fields.map((field) => [field, readout])),
  };
  const { reportData, ...bare } = body;
  return message(types.produced, is("report-without-data") ? bare : is("report-as-list") ? [body] : body);
}

function ship(shipmentId: string): void {
  const all = Object.values(store.cards).filter((card) => card.shipmentId === shipmentId);
  if (is("ships-only-complete") && all.some(({ state }) => state === "produced")) return;
  if (is("forgets-later-part") && all.some(({ state }) => state === "shipped")) return;
  const isReady = (card: Card): boolean =>
    card.state === "acknowledged" || (is("ships-with-neighbours") && card.state === "produced");
  const ready = all.filter((card) => isReady(card) || (is("names-shipped-again") && card.state === "shipped"));
  const [one] = ready;
  if (one === undefined) return;
  const lines = ready.flatMap(({ accessories }) => accessories);
  const factor = is("accessory-too-many") ? 2 : 1;
  const given = is("accessory-quantity-one") ? lines.map((line) => ({ ...line, quantity: 1 })) : lines;
  const taken = is("forgets-accessories") ? [] : is("forgets-second-accessory") ? given.slice(0, 1) : given;
  const body = {
    organisationId: one.organisationId,
    shipmentId: is("ships-under-card-id") ? one.cardId : shipmentId,
    cardIds: is("ships-card-twice-in-parts") ? [one.cardId] : ready.map(({ cardId }) => cardId),
    ...(taken.length > 0 && {
      accessories: taken.map((line) => ({
        ...line,
        quantity: is("float-quantities") ? line.quantity + 0.5 : line.quantity * factor,
      })),
    }),
  };
  for (const card of ready) {
    card.state = "shipped";
    card.accessories = [];
  }
  stage(message(types.shipped, body));
  if (is("ships-twice")) stage(message(types.shipped, body));
}

function refuse(raw: ServiceBusReceivedMessage, details: string): void {
  if (is("silent-on-invalid")) return;
  const messageId = String(raw.messageId);
  const body = {
    errorCode: "INVALID_MESSAGE",
    details: is("details-are-an-object") ? { details } : details,
    messageId,
  };
  stage(message(types.error, body, messageId));
  if (is("two-errors")) stage(message(types.error, body, messageId));
}

const text = (value: unknown): value is string => typeof value === "string" && value !== "";

function parse(raw: ServiceBusReceivedMessage): { [name: string]: unknown } | undefined {
  try {
    const read: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(raw.body as Uint8Array));
    return typeof read === "object" && read !== null && !Array.isArray(read)
      ? (read as { [name: string]: unknown })
      : undefined;
  } catch {
    return undefined;
  }
}

const knownFields = ["organisationId", "shipmentId", "ordered", "address", "card", "accessories"];

function order(raw: ServiceBusReceivedMessage, body: { [name: string]: unknown }): void {
  const { organisationId, shipmentId, card: ordered, accessories = [] } = body as { [name: string]: never };
  const { cardId, expectedReportDataFields: fields = [] } = (ordered ?? {}) as {
    cardId?: string;
    expectedReportDataFields?: string[];
  };
  if (
    !(text(cardId) || (is("takes-number-as-id") && cardId !== undefined)) ||
    !text(shipmentId) ||
    !text(organisationId)
  )
    return refuse(raw, "an id is missing");
  if (is("refuses-unknown-fields") && Object.keys(body).some((name) => !knownFields.includes(name)))
    return refuse(raw, "unknown field");
  if (is("logs-names")) process.stdout.write(`${JSON.stringify(body)}\n`);
  if (store.cards[cardId] !== undefined && !is("produces-again")) return;
  const base = { cardId, shipmentId, organisationId, fields };
  const report = produced(base);
  const card: Card = {
    ...base,
    accessories,
    state: is("ships-before-report-ok") ? "acknowledged" : "produced",
    message: report,
  };
  store.cards[cardId] = card;
  if (is("never-reports")) return;
  stage(report);
  if (is("reports-twice")) stage(produced(base));
  if (is("ships-before-report-ok")) ship(shipmentId);
}

function handle(raw: ServiceBusReceivedMessage): void {
  if (is("refuses-other-content-type") && raw.contentType !== "application/json") return refuse(raw, "content type");
  const body = parse(raw);
  const subject = is("subject-by-prefix") && raw.subject?.startsWith(types.request) ? types.request : raw.subject;
  if (subject === types.error) {
    if (is("answers-errors")) return refuse(raw, "what error?");
    if (is("crashes-on-bad-error") && body === undefined) process.exit(1);
    if (is("crashes-on-unknown-code") && body?.["errorCode"] === "CODE_OF_TOMORROW") process.exit(1);
    return refused(body ?? {});
  }
  if (subject !== types.request && subject !== types.reportOk && subject !== types.shippedOk)
    return refuse(raw, "unknown type");
  if (body === undefined) return is("crashes-on-bad-json") ? process.exit(1) : refuse(raw, "not a JSON object");
  if (subject === types.request) return order(raw, body);
  if (is("answers-acknowledgements")) return refuse(raw, "thank you");
  if (subject === types.shippedOk) return;
  const card = store.cards[String(body["cardId"])];
  if (card === undefined && is("refuses-unknown-report-ok")) return refuse(raw, "unknown card");
  if (card?.state === "produced") card.state = "acknowledged";
  else if (card?.state === "shipped" && is("ships-on-each-report-ok")) card.state = "acknowledged";
  if (card !== undefined && !is("never-ships")) ship(card.shipmentId);
}

function refused(body: { [name: string]: unknown }): void {
  if (is("ignores-refusals")) return;
  const card = store.cards[String(body["cardId"])];
  if (card?.state === "produced") {
    if (is("ships-refused-card")) {
      card.state = "acknowledged";
      return ship(card.shipmentId);
    }
    stage(is("same-id-on-correction") ? card.message : produced(card));
    return;
  }
  if (is("ignores-refused-shipments")) return;
  const again = Object.values(store.cards).filter(
    (one) => one.shipmentId === body["shipmentId"] && one.state === "shipped",
  );
  if (again.length === 0) return;
  for (const one of again) one.state = "acknowledged";
  ship(String(body["shipmentId"]));
}

let sending: Promise<void> = Promise.resolve();
/** Sends what is staged, in order; a message stays until the queue has accepted it. */
function flush(): Promise<void> {
  sending = sending.then(async () => {
    for (let next = store.unsent[0]; next !== undefined; next = store.unsent[0]) {
      try {
        const { body, subject, ...rest } = next;
        const json = Buffer.from(JSON.stringify(body));
        await sender.sendMessages({
          ...rest,
          ...(subject !== undefined && { subject }),
          body: json,
          ...(is("new-id-on-resend") && { messageId: randomUUID() }),
        });
        if (is("sends-twice-with-new-id"))
          await sender.sendMessages({
            ...rest,
            ...(subject !== undefined && { subject }),
            messageId: randomUUID(),
            body: json,
          });
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 50));
        continue;
      }
      store.unsent.shift();
      save();
    }
  });
  return sending;
}

async function receive(raw: ServiceBusReceivedMessage): Promise<void> {
  const id = String(raw.messageId);
  if (is("completes-before-saving")) {
    await receiver.completeMessage(raw);
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
  if (!store.seen.includes(id) || is("no-inbox")) {
    handle(raw);
    store.seen.push(id);
    save();
  }
  await flush();
  const isInvalid = parse(raw) === undefined;
  try {
    if (is("dead-letters-invalid") && isInvalid) await receiver.deadLetterMessage(raw);
    else if (!is("completes-before-saving") && !is("never-completes")) await receiver.completeMessage(raw);
  } catch {
    // The lock is gone: the message comes again and is known by then.
  }
}

void flush();
const subscription = receiver.subscribe(
  {
    processMessage: receive,
    processError: async () => {},
  },
  { autoCompleteMessages: false, maxConcurrentCalls: 8 },
);
process.once("SIGTERM", () => {
  void Promise.all([subscription.close(), inbound.close(), outbound.close()]).then(() => process.exit());
});
