import { randomUUID } from "node:crypto";
import { ServiceBusClient, type ServiceBusMessage } from "@azure/service-bus";
import { type Problem, ProductionPartnerClient } from "../../../../src/index.ts";
import {
  type Binding,
  type ContractOf,
  defineContract,
  type MessageDefinition,
} from "../../../../src/production-partner/contract/index.ts";
import type { OrderLedger } from "../../../../src/production-partner/ledger/index.ts";
import { ServiceBusBroker } from "../../../../src/sandbox/index.ts";
import { binding, type VendorATerms } from "../../contracts/vendor-a/binding.ts";
import { type MessageTable, messageTable } from "../../contracts/vendor-a/generated/index.gen.ts";
import { seededRandom } from "../../seeded-random.ts";

/** How a partner dealt with messages that its contract cannot read, and with their replay under one that can. */
export interface UnreadableOutcome {
  readonly received: number;
  /** Messages that were not answered with exactly one Error Notification. */
  readonly misanswered: number;
  /** Messages that are not in the quarantine exactly once. */
  readonly notKept: number;
  /** Messages that the corrected contract reads. */
  readonly readable: number;
  /** Of these, messages whose handler was not called exactly once, or whose card is not ordered. */
  readonly lost: number;
  /** Messages that no contract reads and that are not in the quarantine any more. */
  readonly forgotten: number;
  /** Error Notifications that were sent in answer to a replay. */
  readonly answeredAgain: number;
  readonly problems: readonly Problem["kind"][];
  readonly seconds: number;
}

const renamedRequest = "EXTERNAL_PRODUCTION_REQUEST_SENT";
type Order =
  MessageTable["BUREAU_ORDER"] extends MessageDefinition<string, "receive", infer S, infer R>
    ? MessageDefinition<typeof renamedRequest, "receive", S, R>
    : never;

/** The contract as it turns out to be: other messages, and other fields in one whose name was guessed right. */
interface TrueTable extends MessageTable {
  readonly [renamedRequest]: Order;
}
const trueBinding: Binding<TrueTable, VendorATerms> = {
  ...binding,
  received: { ...binding.received, [renamedRequest]: binding.received.BUREAU_ORDER },
};
const trueContract: ContractOf<TrueTable, VendorATerms> = defineContract(
  { ...messageTable, [renamedRequest]: { ...messageTable.BUREAU_ORDER, type: renamedRequest } },
  trueBinding,
);

interface Sent {
  readonly message: ServiceBusMessage & { readonly messageId: string };
  /** The card that it orders under the true contract; `undefined` when no contract reads it. */
  readonly cardId: string | undefined;
}

/**
 * Sends orders of another contract to a client with the built-in one, and some that nobody can read; then replays all of
 * them under the true contract.
 */
export async function receiveUnreadable(options: {
  readonly ledger: OrderLedger;
  readonly size: number;
  readonly seed: number;
}): Promise<UnreadableOutcome> {
  const started = performance.now();
  const { ledger, size } = options;
  const random = seededRandom(options.seed);
  const messages = Array.from({ length: size }, (_, index) => unreadable(index, random));
  const answers = new Map<string, number>();
  const problems = new Set<Problem["kind"]>();
  await using broker = await ServiceBusBroker.start({
    queues: [{ name: "in", maxQueueBytes: 8 * 1024 ** 3 }, { name: "out" }],
  });
  await using closing = new AsyncDisposableStack();
  const ngoc = new ServiceBusClient(broker.connectionString());
  closing.defer(() => ngoc.close());
  ngoc.createReceiver("out").subscribe(
    {
      processMessage: async ({ correlationId }) => {
        const id = String(correlationId);
        answers.set(id, (answers.get(id) ?? 0) + 1);
      },
      processError: async () => {},
    },
    { maxConcurrentCalls: 64 },
  );
  const endpoints = {
    inbound: { connectionString: broker.connectionString({ queue: "in", rights: ["Listen"] }) },
    outbound: { connectionString: broker.connectionString({ queue: "out", rights: ["Send"] }) },
  };
  const onProblem = ({ kind }: Problem) => {
    if (kind !== "invalid-message") problems.add(kind);
  };

  const before = new ProductionPartnerClient({ ...endpoints, ledger, concurrency: 64, onProblem });
  closing.defer(() => before.close());
  before.on(renamedRequest, () => {
    throw new Error("the contract reads what it cannot");
  });
  await before.start();
  await sendAll(ngoc, messages);
  const stalled = AbortSignal.timeout(60_000 + size * 20);
  const inbound = broker.queue("in");
  const ended = () => (inbound.totals().completed ?? 0) + (inbound.totals()["dead-lettered"] ?? 0);
  while ((ended() < size || !broker.queue("out").isEmpty()) && !stalled.aborted) {
    await broker.events.once(() => true, { signal: stalled }).catch(() => {});
  }
  await before.close();
  const misanswered = messages.filter(({ message }) => answers.get(message.messageId) !== 1).length;
  const kept = await quarantined(ledger);
  const notKept = messages.filter(({ message }) => kept.get(message.messageId)?.length !== 1).length;

  const answered = [...answers.values()].reduce((sum, count) => sum + count, 0);
  const handled = new Map<string, number>();
  const after = new ProductionPartnerClient({ ...endpoints, ledger, contract: trueContract, onProblem });
  closing.defer(() => after.close());
  const handle = ({ messageId }: { readonly messageId: string }) => {
    handled.set(messageId, (handled.get(messageId) ?? 0) + 1);
  };
  after.on(renamedRequest, handle).on("BUREAU_ORDER", handle);
  await replayAll(after, [...kept.values()].flat());
  await after.close();
  while (!broker.queue("out").isEmpty()) await broker.events.once(() => true);

  const left = await quarantined(ledger, "kept");
  let lost = 0;
  let forgotten = 0;
  for (const { message, cardId } of messages) {
    if (cardId === undefined) forgotten += left.has(message.messageId) ? 0 : 1;
    else {
      const isOrdered = (await ledger.findCard(cardId))?.state === "requested";
      if (!isOrdered || handled.get(message.messageId) !== 1 || left.has(message.messageId)) lost++;
    }
  }
  return {
    received: size,
    misanswered,
    notKept,
    readable: messages.filter(({ cardId }) => cardId !== undefined).length,
    lost,
    forgotten,
    answeredAgain: [...answers.values()].reduce((sum, count) => sum + count, 0) - answered,
    problems: [...problems],
    seconds: (performance.now() - started) / 1000,
  };
}

function unreadable(index: number, random: () => number): Sent {
  const cardId = `CARD-${index}`;
  const order = {
    organisationId: "ORG-1",
    shipmentRef: `SHIP-${index % 500}`,
    receiver: { company: "Example AB" },
    card: { cardRef: cardId },
  };
  const text = JSON.stringify(order);
  const json = (subject: string) => ({ subject, body: Buffer.from(text) });
  const kinds = [
    { cardId, content: json(renamedRequest) },
    { cardId, content: json("BUREAU_ORDER") },
    { cardId, content: json("BUREAU_ORDER") },
    { cardId: undefined, content: { subject: renamedRequest, body: Buffer.from(text.slice(0, -1 - (index % 40))) } },
    { cardId: undefined, content: { subject: renamedRequest, body: Buffer.alloc(0) } },
    { cardId: undefined, content: json("BUREAU_ORDER_OF_TOMORROW") },
  ];
  const { content, ...rest } = kinds[Math.floor(random() * kinds.length)] as (typeof kinds)[number];
  return { ...rest, message: { ...content, messageId: randomUUID() } };
}

async function sendAll(ngoc: ServiceBusClient, messages: readonly Sent[]): Promise<void> {
  const sender = ngoc.createSender("in");
  let batch = await sender.createMessageBatch();
  for (const { message } of messages) {
    if (batch.tryAddMessage(message)) continue;
    await sender.sendMessages(batch);
    batch = await sender.createMessageBatch();
    batch.tryAddMessage(message);
  }
  if (batch.count > 0) await sender.sendMessages(batch);
}

/** The ids of quarantined entries, by the id of their message. */
async function quarantined(ledger: OrderLedger, state?: "kept"): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  let after: string | undefined;
  do {
    const page = await ledger.quarantine.list({
      limit: 1_000,
      ...(after !== undefined && { after }),
      ...(state !== undefined && { state }),
    });
    for (const { id, messageId } of page.items) found.set(messageId, [...(found.get(messageId) ?? []), id]);
    after = page.next;
  } while (after !== undefined);
  return found;
}

/** Sixteen at a time, as an operator's script would. */
async function replayAll(client: ProductionPartnerClient<typeof trueContract>, ids: readonly string[]): Promise<void> {
  const rest = ids.values();
  const worker = async () => {
    for (const id of rest) await client.quarantine.replay(id);
  };
  await Promise.all(Array.from({ length: 16 }, worker));
}
