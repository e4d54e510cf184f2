import { randomUUID } from "node:crypto";
import { ServiceBusClient, type ServiceBusMessage } from "@azure/service-bus";
import { ProductionPartnerClient } from "../../../src/index.ts";
import { exampleRequest } from "../../../src/sandbox/example-request.ts";
import { ServiceBusBroker } from "../../../src/sandbox/index.ts";
import { seededRandom } from "../seeded-random.ts";
import { waitFor } from "../wait-for.ts";

/** The outcome of a partner with a queue full of messages, half of them broken. */
export interface HostileOutcome {
  readonly valid: number;
  readonly invalid: number;
  /** Valid messages that were not handled exactly once. */
  readonly mishandled: number;
  /** Invalid messages that were not answered exactly once, or Error Notifications that were answered. */
  readonly misanswered: number;
  /** Messages left in the queue or its dead-letter queue. */
  readonly left: number;
  /** Problems that a broken message does not explain. */
  readonly problems: number;
  readonly seconds: number;
}

type Random = () => number;
/** Breaks a valid request; every mutation makes it invalid for a receiver. */
type Mutation = (payload: ReturnType<typeof exampleRequest>, random: Random) => Partial<ServiceBusMessage>;

const request = "EXTERNAL_PRODUCTION_REQUEST_SENT";
const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const pick = <T>(items: readonly T[], random: Random): T => items[Math.floor(random() * items.length)] as T;
const wrongValues: readonly unknown[] = [7, true, [], ["x"]];

const mutations: readonly Mutation[] = [
  (payload, random) => {
    const { [pick(["organisationId", "shipmentId", "card"] as const, random)]: _, ...rest } = payload;
    return { body: json(rest) };
  },
  (payload, random) => {
    const field = pick(["organisationId", "shipmentId", "address", "card", "accessories"], random);
    const isRequired = field !== "address" && field !== "accessories";
    const wrong = field === "accessories" ? [7, "x", {}] : isRequired ? [null, ...wrongValues] : wrongValues;
    return { body: json({ ...payload, [field]: pick(wrong, random) }) };
  },
  (payload) => ({ body: json({ ...payload, address: { city: "Stockholm" } }) }),
  (payload, random) => {
    const text = JSON.stringify(payload);
    return { body: Buffer.from(text.slice(0, 1 + Math.floor(random() * (text.length - 2)))) };
  },
  () => ({ body: Buffer.alloc(0) }),
  (_, random) => ({ body: Buffer.alloc(200_000, Math.floor(random() * 256)) }),
  () => ({ body: json({ filler: "x".repeat(200_000) }) }),
  (_, random) => ({ body: json(pick([null, 7, "text", [], {}], random)) }),
  (_, random) => ({ subject: pick(["", "EXTERNAL_PRODUCTION_RECALLED", "toString", "💥", "x".repeat(500)], random) }),
  (_, random) => ({ subject: pick(["EXTERNAL_PRODUCTION_SHIPPED", "EXTERNAL_PRODUCTION_CARD_PRODUCED"], random) }),
  (_, random) => ({
    subject: "EXTERNAL_PRODUCTION_ERROR",
    body: json(pick(["x", 7, []], random)),
  }),
];

/** Sends messages to a real client, half of them broken, and counts the outcome of each. */
export async function sendHostileMessages(options: {
  readonly messages: number;
  readonly seed: number;
}): Promise<HostileOutcome> {
  const started = performance.now();
  const random = seededRandom(options.seed);
  await using broker = await ServiceBusBroker.start({
    queues: [
      { name: "in", maxQueueBytes: 8 * 1024 ** 3 },
      { name: "out", duplicateDetectionWindowMs: 432_000_000 },
    ],
  });
  const valid = new Map<string, number>();
  const answered = new Map<string, number>();
  const unanswerable = new Set<string>();

  let problems = 0;
  const client = new ProductionPartnerClient({
    inbound: { connectionString: broker.connectionString({ queue: "in", rights: ["Listen"] }) },
    outbound: { connectionString: broker.connectionString({ queue: "out", rights: ["Send"] }) },
    onProblem: ({ kind }) => {
      if (kind !== "invalid-message" && kind !== "invalid-error-notification") problems++;
    },
  });
  client.on(request, ({ messageId }) => {
    valid.set(messageId, (valid.get(messageId) ?? 0) + 1);
  });
  await client.start();

  const counterpart = new ServiceBusClient(broker.connectionString());
  counterpart.createReceiver("out").subscribe(
    {
      processMessage: async ({ correlationId }) => {
        const id = String(correlationId);
        answered.set(id, (answered.get(id) ?? 0) + 1);
      },
      processError: async () => {},
    },
    { maxConcurrentCalls: 20 },
  );

  const sender = counterpart.createSender("in");
  let batch = await sender.createMessageBatch();
  for (let index = 0; index < options.messages; index++) {
    const messageId = randomUUID();
    const payload = exampleRequest({ cardId: `CARD-${index}`, shipmentId: `SHIP-${index % 500}` });
    const good = { messageId, subject: request, body: json(payload) };
    const broken = random() < 0.5 ? pick(mutations, random)(payload, random) : undefined;
    const message = { ...good, ...broken };
    if (broken === undefined) valid.set(messageId, 0);
    else if (message.subject === "EXTERNAL_PRODUCTION_ERROR") unanswerable.add(messageId);
    else answered.set(messageId, 0);
    if (batch.tryAddMessage(message)) continue;
    await sender.sendMessages(batch);
    batch = await sender.createMessageBatch();
    batch.tryAddMessage(message);
  }
  if (batch.count > 0) await sender.sendMessages(batch);

  const inbound = broker.queue("in");
  const outbound = broker.queue("out");
  const ended = () => (inbound.totals().completed ?? 0) + (inbound.totals()["dead-lettered"] ?? 0);
  await waitFor({
    broker,
    what: `${options.messages} messages to be consumed, and all answers to be received`,
    until: () => ended() >= options.messages && outbound.isEmpty(),
    timeoutMs: 30_000 + options.messages * 10,
  });
  await client.close();
  await counterpart.close();

  const { active, locked, deadLettered } = inbound.counts();
  return {
    valid: valid.size,
    invalid: answered.size + unanswerable.size,
    mishandled: [...valid.values()].filter((count) => count !== 1).length,
    misanswered:
      [...answered.values()].filter((count) => count !== 1).length +
      [...unanswerable].filter((id) => answered.has(id)).length,
    left: active + locked + deadLettered,
    problems,
    seconds: (performance.now() - started) / 1000,
  };
}
