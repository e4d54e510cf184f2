import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { ServiceBusClient, type ServiceBusReceivedMessage } from "@azure/service-bus";
import { readAsyncApi } from "../../../../codegen/asyncapi/read-async-api.ts";
import { ProductionPartnerClient } from "../../../../src/index.ts";
import type { OrderLedger } from "../../../../src/production-partner/ledger/index.ts";
import { ServiceBusBroker } from "../../../../src/sandbox/index.ts";
import { seededRandom } from "../../seeded-random.ts";
import { assumedRules } from "./assumed-rules.ts";
import { fullSample } from "./full-sample.ts";

/** How a partner dealt with messages that break one assumed rule each. */
export interface DeviationOutcome {
  readonly received: number;
  readonly rules: number;
  /** Messages that did not reach the handler exactly once. */
  readonly mishandled: number;
  /** Messages that reached the handler without a word about what deviates. */
  readonly unremarked: number;
  /** Error Notifications that the partner sent. */
  readonly refused: number;
  /** The rules behind all these: messages that were refused or handled without a word. */
  readonly culprits: readonly string[];
  /** Cards whose order did not end. */
  readonly unfinished: number;
  /** Problems that are no deviation. */
  readonly problems: readonly string[];
  readonly seconds: number;
}

type Payload = { [key: string]: unknown };

const document = "spec/production-partner.asyncapi.yaml";
const schemaOf = {
  EXTERNAL_PRODUCTION_REQUEST_SENT: "ExternalProductionData",
  EXTERNAL_PRODUCTION_REPORT_OK: "ReportOk",
  EXTERNAL_PRODUCTION_SHIPPED_OK: "ShippedOk",
  EXTERNAL_PRODUCTION_ERROR: "Error",
} as const;
type ReceivedType = keyof typeof schemaOf;

/**
 * Takes orders from their request to their end, with an NGOC that breaks one rule in every message it sends: one of those
 * that the contract only assumes. Of a size of N, a quarter are requests.
 */
export async function receiveDeviations(options: {
  readonly ledger: OrderLedger;
  readonly size: number;
  readonly seed: number;
}): Promise<DeviationOutcome> {
  const started = performance.now();
  const random = seededRandom(options.seed);
  const messageOf = await brokenMessages(random);
  const handled = new Map<string, number>();
  const problems: string[] = [];
  let unremarked = 0;
  let refused = 0;
  const ruleOf = new Map<string, string>();
  const culprits = new Set<string>();

  await using broker = await ServiceBusBroker.start({
    queues: [{ name: "in", maxQueueBytes: 8 * 1024 ** 3 }, { name: "out" }],
  });
  const ngoc = new ServiceBusClient(broker.connectionString());
  await using closing = new AsyncDisposableStack();
  closing.defer(() => ngoc.close());
  const client = new ProductionPartnerClient({
    inbound: { connectionString: broker.connectionString({ queue: "in", rights: ["Listen"] }) },
    outbound: { connectionString: broker.connectionString({ queue: "out", rights: ["Send"] }) },
    ledger: options.ledger,
    concurrency: 64,
    onProblem: (problem) => {
      // Only the cards are shipped here.
      if (problem.kind === "deviation" || problem.kind === "accessories-open") return;
      problems.push(problem.kind);
      const messageId =
        problem.kind === "invalid-message" ? problem.invalid.messageId : "messageId" in problem && problem.messageId;
      if (typeof messageId === "string") culprits.add(`${problem.kind}: ${ruleOf.get(messageId)}`);
    },
  });
  closing.defer(() => client.close());

  const count = ({ messageId, deviations }: { messageId: string; deviations: readonly unknown[] }) => {
    handled.set(messageId, (handled.get(messageId) ?? 0) + 1);
    if (deviations.length > 0) return;
    unremarked++;
    culprits.add(`not remarked: ${ruleOf.get(messageId)}`);
  };
  client
    .on("EXTERNAL_PRODUCTION_REQUEST_SENT", async (message) => {
      count(message);
      const { cardId, expectedReportDataFields: fields = [] } = message.payload.card;
      await client.reportCardProduced({ cardId, reportData: Object.fromEntries(fields.map((field) => [field, "1"])) });
    })
    .on("EXTERNAL_PRODUCTION_REPORT_OK", async (message) => {
      count(message);
      await client.reportShipped({ cardIds: [message.payload.cardId] });
    })
    .onAnyOther((message) => {
      if ("deviations" in message) count(message);
    });
  await client.start();

  const sender = ngoc.createSender("in");
  const send = async (type: ReceivedType, card: number, correlationId?: string) => {
    const { rule, ...content } = messageOf(type, card);
    const message = { ...content, messageId: randomUUID() };
    handled.set(message.messageId, 0);
    ruleOf.set(message.messageId, `${type} ${rule}`);
    await sender.sendMessages({ ...message, ...(correlationId !== undefined && { correlationId }) });
  };
  const answer = async ({ subject, body, messageId }: ServiceBusReceivedMessage) => {
    const id = String(messageId);
    const cardId: string = body.cardId ?? body.cardIds?.[0] ?? "";
    const card = Number(cardId.replace("CARD-", ""));
    if (subject === "EXTERNAL_PRODUCTION_CARD_PRODUCED") await send("EXTERNAL_PRODUCTION_REPORT_OK", card, id);
    else if (subject === "EXTERNAL_PRODUCTION_SHIPPED") await send("EXTERNAL_PRODUCTION_SHIPPED_OK", card, id);
    else refused++;
  };
  ngoc
    .createReceiver("out")
    .subscribe(
      { processMessage: answer, processError: async ({ error }) => void problems.push(`NGOC: ${error.message}`) },
      { maxConcurrentCalls: 64 },
    );

  const cards = Math.max(1, Math.floor(options.size / 4));
  // A hundred at a time, so that requests do not wait behind each other for long.
  for (let first = 0; first < cards; first += 100) {
    const some = Array.from({ length: Math.min(100, cards - first) }, (_, index) => first + index);
    await Promise.all(
      some.flatMap((card) => [send("EXTERNAL_PRODUCTION_REQUEST_SENT", card), send("EXTERNAL_PRODUCTION_ERROR", -1)]),
    );
    const waiting = () => broker.queue("in").counts().active > 1_000;
    while (waiting()) await broker.events.once(() => true);
  }
  const inbound = broker.queue("in");
  const ended = () => (inbound.totals().completed ?? 0) + (inbound.totals()["dead-lettered"] ?? 0);
  const stalled = AbortSignal.timeout(60_000 + options.size * 20);
  while ((ended() < cards * 4 || !broker.queue("out").isEmpty()) && !stalled.aborted) {
    await broker.events.once(() => true, { signal: stalled }).catch(() => {});
  }
  await client.drain();
  let unfinished = 0;
  for (let card = 0; card < cards; card++) {
    if ((await options.ledger.findCard(`CARD-${card}`))?.state !== "shipped") unfinished++;
  }
  return {
    received: handled.size,
    rules: messageOf.rules,
    mishandled: [...handled.values()].filter((times) => times !== 1).length,
    unremarked,
    refused,
    culprits: [...culprits].sort(),
    unfinished,
    problems: [...new Set(problems)],
    seconds: (performance.now() - started) / 1000,
  };
}

/** Makes messages that fit the contract but for one rule, drawn anew for each. */
async function brokenMessages(random: () => number) {
  const text = await readFile(document, "utf8");
  const { messages } = await readAsyncApi({ path: document, text });
  const kinds = new Map(
    messages.flatMap(({ type, payload }) => {
      const schema = schemaOf[type as ReceivedType];
      return schema === undefined ? [] : [[type, { sample: fullSample(payload), rules: assumedRules(text, schema) }]];
    }),
  );
  const make = (
    type: ReceivedType,
    card: number,
  ): { readonly subject: string; readonly body: unknown; readonly rule: string } => {
    const kind = kinds.get(type);
    if (kind === undefined) throw new Error(`The contract has no ${type}`);
    const payload = withIds(kind.sample as Payload, card) as Payload;
    const rule = kind.rules[Math.floor(random() * kind.rules.length)];
    rule?.break(payload);
    return { subject: type, body: payload, rule: rule?.rule ?? "" };
  };
  return Object.assign(make, { rules: [...kinds.values()].reduce((sum, { rules }) => sum + rules.length, 0) });
}

/** The sample with ids of this card; a thousand cards share no shipment. */
function withIds(value: unknown, card: number): unknown {
  if (Array.isArray(value)) return value.map((each) => withIds(each, card));
  if (typeof value !== "object" || value === null) {
    if (value === "CARDID" || value === "CARDIDS") return `CARD-${card}`;
    return value === "SHIPMENTID" ? `SHIP-${card}` : value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withIds(each, card)]));
}
