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

let cardInHand = "";
const newId = (): string => {
  if (is("ids-are-no-uuids")) return `msg-${randomUUID()}`;
  if (is("ids-without-dashes")) return randomUUID().replaceAll("-", "");
  return is("same-id-for-all-of-a-card") && cardInHand !== "" ? cardInHand : randomUUID();
};
const message = (subject: string, body: unknown, correlationId?: string): Outgoing => ({
  subject: is("subject-in-lower-case") ? subject.toLowerCase() : is("no-subject") ? undefined : subject,
  messageId: newId(),
  ...(is("no-content-type") ? {} : { contentType: "application/json" }),
  ...(correlationId !== undefined && !is("no-correlation") && { correlationId }),
  body,
});
const stage = (outgoing: Outgoing): void => void store.unsent.push(outgoing);

function produced(card: Omit<Card, "message" | "state" | "accessories">): Outgoing {
  const source = is("same-readout-for-all-cards") ? card.shipmentId : card.cardId;
  const digest = createHash("sha256").update(source).digest("hex").slice(0, 14).toUpperCase();
  const readout = is("empty-readout") ? "" : is("readout-as-number") ? 4711 : digest;
  const fields = is("forgets-report-field") ? card.fields.slice(1) : card.fields;
  cardInHand = `${digest.slice(0, 8)}-1111-4111-8111-${digest.slice(0, 12)}`;
  const body = {
    organisationId: is("wrong-organisation") ? "ORG-OTHER" : card.organisationId,
    shipmentId: is("wrong-shipment-in-report") ? `${card.shipmentId}X` : card.shipmentId,
    cardId: is("card-id-in-lower-case") ? card.cardId.toLowerCase() : card.cardId,
    reportData: Object.fromEntries(fields.map((field) => [field, readout])),
  };
  const { reportData, ...bare } = body;
  if (is("report-as-text")) return message(types.produced, JSON.stringify(body));
  return message(types.produced, is("report-without-data") ? bare : is("report-as-list") ? [body] : body);
}

function ship(shipmentId: string): void {
  const all = Object.values(store.cards).filter((card) => card.shipmentId === shipmentId);
  if (is("ships-only-complete") && all.some(({ state }) => state === "produced")) return;
  if (is("forgets-later-part") && all.some(({ state }) => state === "shipped")) return;
  if (is("ignores-second-shipment") && shipmentId !== newestShipment) return;
  const isReady = (card: Card): boolean =>
    card.state === "acknowledged" || (is("ships-with-neighbours") && card.state === "produced");
  const others = Object.values(store.cards).filter((card) => card.shipmentId !== shipmentId);
  const near = is("ships-two-shipments-as-one") ? [...all, ...others] : all;
  const ready = near.filter((card) => isReady(card) || (is("names-shipped-again") && card.state === "shipped"));
  const [one] = ready;
  if (one === undefined) return;
  const lines = (is("accessories-with-each-part") ? all : ready).flatMap(({ accessories }) => accessories);
  if (is("accessories-of-other-shipments")) lines.push(...others.flatMap(({ accessories }) => accessories));
  const quantity = { "accessory-quantity-one": 1, "accessory-quantity-zero": 0 }[mutant];
  const given = quantity === undefined ? lines : lines.map((line) => ({ ...line, quantity }));
  const taken = is("forgets-accessories") ? [] : is("forgets-second-accessory") ? given.slice(0, 1) : given;
  if (is("adds-an-accessory")) taken.push({ accessoryId: "LEAFLET", quantity: 1 });
  const factor = is("accessory-too-many") ? 2 : 1;
  const body = {
    organisationId: is("wrong-organisation-in-shipment") ? "ORG-OTHER" : one.organisationId,
    shipmentId: is("ships-under-card-id") ? one.cardId : shipmentId,
    cardIds: is("ships-without-cards") ? [] : ready.map(({ cardId }) => cardId),
    ...(taken.length > 0 && {
      accessories: taken.map((line) => ({
        ...line,
        quantity: is("float-quantities") ? line.quantity + 0.5 : line.quantity * factor,
      })),
    }),
  };
  for (const card of ready) {
    card.state = "shipped";
    if (!is("accessories-with-each-part")) card.accessories = [];
  }
  const notice = message(types.shipped, body);
  stage(notice);
  if (is("repeats-late-shipments")) later(300, () => stage({ ...notice, messageId: randomUUID() }));
  if (is("ships-twice")) stage(message(types.shipped, body));
}

function refuse(raw: ServiceBusReceivedMessage, details: string): void {
  if (is("silent-on-invalid")) return;
  cardInHand = "";
  const messageId = String(raw.messageId);
  const body = {
    errorCode: "INVALID_MESSAGE",
    ...(!is("error-without-details") && { details: is("details-are-an-object") ? { details } : details }),
    messageId: is("error-names-another-message") ? randomUUID() : messageId,
  };
  stage(message(types.error, body, is("error-names-another-message") ? body.messageId : messageId));
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
const knownCardFields = ["cardId", "articleId", "cardElements", "expectedReportDataFields"];
let newestShipment = "";

/** Does something that is too late or too early; what it stages is sent. */
function later(ms: number, run: () => void): void {
  setTimeout(() => {
    run();
    void flush();
  }, ms);
}

function order(raw: ServiceBusReceivedMessage, body: { [name: string]: unknown }): void {
  const { organisationId, shipmentId, card: ordered, accessories = [] } = body as { [name: string]: never };
  const { cardId, expectedReportDataFields: fields = [] } = (ordered ?? {}) as {
    cardId?: string;
    expectedReportDataFields?: string[];
  };
  if (
    !(text(cardId) || (is("takes-number-as-id") && cardId !== undefined)) ||
    !(text(shipmentId) || is("takes-order-without-shipment")) ||
    !text(organisationId)
  ) {
    if (is("logs-names-of-refused-orders")) process.stdout.write(`refused: ${JSON.stringify(body)}\n`);
    return refuse(raw, "an id is missing");
  }
  const base = { cardId, shipmentId: String(shipmentId), organisationId, fields };
  if (is("refuses-unknown-card-fields") && Object.keys(ordered ?? {}).some((name) => !knownCardFields.includes(name)))
    return refuse(raw, "unknown field");
  if (is("refuses-unknown-fields") && Object.keys(body).some((name) => !knownFields.includes(name)))
    return refuse(raw, "unknown field");
  if (is("logs-names")) process.stdout.write(`${JSON.stringify(body)}\n`);
  if (store.cards[cardId] !== undefined && !is("produces-again") && !is("no-inbox")) return;
  const report = produced(base);
  const card: Card = {
    ...base,
    accessories,
    state: is("ships-before-report-ok") ? "acknowledged" : "produced",
    message: report,
  };
  store.cards[cardId] = card;
  newestShipment = base.shipmentId;
  if (is("never-reports") || (is("reports-one-card-per-shipment") && hasOther(card))) return;
  stage(report);
  if (is("repeats-late-reports")) {
    later(300, () => card.state === "produced" && stage({ ...report, messageId: randomUUID() }));
  }
  if (is("ships-after-a-while")) {
    later(150, () => {
      card.state = card.state === "shipped" ? card.state : "acknowledged";
      ship(base.shipmentId);
    });
  }
  if (is("ends-after-an-order")) later(50, () => process.exit());
  if (is("reports-twice")) stage(produced(base));
  if (is("ships-before-report-ok")) ship(base.shipmentId);
}

const hasOther = (card: Card): boolean =>
  Object.values(store.cards).some((one) => one !== card && one.shipmentId === card.shipmentId);

const isStrange = (raw: ServiceBusReceivedMessage): boolean => {
  const body = Buffer.from(raw.body as Uint8Array);
  return (
    (is("refuses-other-content-type") && raw.contentType?.includes(";") === true) ||
    (is("refuses-no-content-type") && raw.contentType === undefined) ||
    (is("refuses-properties") && Object.keys(raw.applicationProperties ?? {}).length > 0) ||
    (is("refuses-upper-case-ids") && raw.messageId !== String(raw.messageId).toLowerCase()) ||
    (is("refuses-blanks") && raw.subject === types.request && /^\s/.test(body.toString())) ||
    (is("refuses-long-messages") && body.length > 20_000) ||
    (is("refuses-what-is-not-ascii") && raw.subject === types.request && body.includes("\u00e6"))
  );
};

let newest = 0;
function handle(raw: ServiceBusReceivedMessage): void {
  const number = Number(raw.sequenceNumber ?? 0);
  if (is("drops-what-was-overtaken") && number < newest) return;
  newest = Math.max(number, newest);
  if (is("drops-under-load") && inHand > 4) return;
  if (isStrange(raw)) return refuse(raw, "unusual");
  const body = parse(raw);
  const subject = is("subject-by-prefix") && raw.subject?.startsWith(types.request) ? types.request : raw.subject;
  if (subject === types.error) {
    if (is("answers-errors")) return refuse(raw, "what error?");
    if (is("stops-after-a-refusal")) void subscription.close();
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
  if (is("opens-on-any-report-ok")) {
    for (const one of Object.values(store.cards)) {
      if (one.state !== "produced") continue;
      one.state = "acknowledged";
      ship(one.shipmentId);
    }
  }
  if (card?.state === "produced") card.state = "acknowledged";
  else if (card?.state === "shipped" && is("ships-on-each-report-ok")) card.state = "acknowledged";
  if (card !== undefined && is("ships-two-shipments-as-one")) later(150, () => ship(card.shipmentId));
  else if (card !== undefined && !is("never-ships")) ship(card.shipmentId);
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
    if (is("corrects-twice")) stage(produced(card));
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
        });
        if (is("sends-twice-with-new-id"))
          await sender.sendMessages({
            ...rest,
            ...(subject !== undefined && { subject }),
            messageId: randomUUID(),
            body: json,
          });
      } catch (error) {
        const isLost = error instanceof Error && !error.message.includes("busy");
        if (is("gives-up-when-busy") && !isLost) store.unsent.shift();
        if (is("gives-up-when-the-link-is-lost") && isLost) store.unsent.shift();
        if (is("new-id-on-resend")) store.unsent[0] = { ...next, messageId: randomUUID() };
        await new Promise((resolve) => setTimeout(resolve, 50));
        continue;
      }
      store.unsent.shift();
      save();
    }
  });
  return sending;
}

let inHand = 0;
async function receive(raw: ServiceBusReceivedMessage): Promise<void> {
  if (is("reads-nothing")) return;
  inHand++;
  try {
    await take(raw);
  } finally {
    inHand--;
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function take(raw: ServiceBusReceivedMessage): Promise<void> {
  const id = String(raw.messageId);
  if (is("takes-a-second-for-each")) await pause(1000);
  if (is("drops-under-load")) await pause(20);
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
    else if (is("abandons-invalid") && isInvalid) await receiver.abandonMessage(raw);
    else if (is("defers-invalid") && isInvalid) await receiver.deferMessage(raw);
    else if (is("dead-letters-unknown-types") && !isKnown(raw)) await receiver.deadLetterMessage(raw);
    else if (!is("completes-before-saving") && !is("never-completes")) await receiver.completeMessage(raw);
  } catch {
    // The lock is gone: the message comes again and is known by then.
  }
}

const isKnown = ({ subject }: ServiceBusReceivedMessage): boolean =>
  Object.values(types).some((type) => type === subject);

for (const card of Object.values(store.cards).slice(-1)) {
  if (is("reports-again-on-start")) stage({ ...card.message, messageId: randomUUID() });
  if (is("forgets-the-gate-on-start") && card.state === "produced") card.state = "acknowledged";
  if (is("ships-again-on-start") && card.state === "shipped") card.state = "acknowledged";
  if (is("forgets-the-gate-on-start") || is("ships-again-on-start")) ship(card.shipmentId);
}
void flush();
if (is("listens-on-both-queues")) {
  outbound
    .createReceiver(env("OUTBOUND_QUEUE"))
    .subscribe({ processMessage: async () => {}, processError: async () => {} });
}
const subscription = receiver.subscribe(
  {
    processMessage: receive,
    processError: async () => {
      if (is("never-reconnects")) await subscription.close();
    },
  },
  {
    autoCompleteMessages: false,
    maxConcurrentCalls: { "takes-all-at-once": 200, "takes-a-second-for-each": 1 }[mutant] ?? 8,
  },
);
process.once("SIGTERM", () => {
  void Promise.all([subscription.close(), inbound.close(), outbound.close()]).then(() => process.exit());
});
