import { ServiceBusClient, type ServiceBusReceivedMessage, type ServiceBusReceiver } from "@azure/service-bus";
import { ServiceBusBroker } from "../../../../src/sandbox/broker/index.ts";
import { SettlementGate } from "../../../../src/service-bus/settlement-gate.ts";
import { withTimeout } from "../../../../src/timing/abort.ts";
import { seededRandom } from "../../seeded-random.ts";

/** The tests also dead-letter, always with the same reason. */
type Gate = SettlementGate<"complete" | "abandon" | "dead-letter">;

/** How hard the broker is tried. */
export interface BooksOptions {
  readonly messages: number;
  readonly receivers: number;
  /** How long a lock lasts: what a dropped connection costs. Default 5000. */
  readonly lockDurationMs?: number;
  readonly seed: number;
  /** How often all connections are dropped. */
  readonly drops: number;
  /** How often a receiver is closed, with messages in hand, and another one opened. */
  readonly closes: number;
  /** Of 100 deliveries, how many are abandoned, dead-lettered, and left until their lock expires; the rest is completed. */
  readonly percent: { readonly abandon: number; readonly deadLetter: number; readonly expire: number };
}

/** What the broker's books say in the end. */
export interface Books {
  readonly messages: number;
  readonly deliveries: number;
  readonly completed: number;
  readonly deadLettered: number;
  /** Messages in neither state: lost, or still in the queue. */
  readonly lost: number;
  readonly completedTwice: number;
  readonly completedAndDeadLettered: number;
  /** Messages completed or dead-lettered without a handler having asked for that. */
  readonly againstDecision: number;
  readonly drops: number;
  readonly closes: number;
  readonly left: ReturnType<ReturnType<ServiceBusBroker["queue"]>["counts"]>;
  readonly seconds: number;
}

// Short, so that a settlement on a dropped connection costs little of the soak's time.
const retryOptions = { maxRetries: 100, retryDelayInMs: 20, timeoutInMs: 2000 };

/**
 * Sends messages and settles them at random through Azure clients while connections drop and receivers close, and reads
 * in the broker's books how each message ended.
 *
 * Settlements go through the gate, because the bare client merges those of different kind (service-bus client, rhea).
 */
export async function keepBooks(options: BooksOptions): Promise<Books> {
  const started = performance.now();
  const random = seededRandom(options.seed);
  // Sends repeated after a drop are dropped as duplicates, so that every message exists once.
  await using broker = await ServiceBusBroker.start({
    queues: [
      {
        name: "q",
        lockDurationMs: options.lockDurationMs ?? 5000,
        maxDeliveryCount: 1e9,
        duplicateDetectionWindowMs: 3_600_000,
      },
    ],
  });
  const completed = new Map<string, number>();
  const deadLettered = new Map<string, number>();
  const decided = new Map<string, Set<string>>();
  let deliveries = 0;
  let drops = 0;
  let closes = 0;
  let closing = false;
  const ended = (): number => completed.size + deadLettered.size;
  const finished = Promise.withResolvers<void>();
  let progress = performance.now();
  const stalled = setInterval(() => {
    if (performance.now() - progress > 60_000) finished.resolve();
  }, 1000);

  broker.events.on((event) => {
    if (!("messageId" in event) || event.queue !== "q") return;
    if (event.type === "delivered") deliveries++;
    if (event.type !== "completed" && event.type !== "dead-lettered") return;
    const book = event.type === "completed" ? completed : deadLettered;
    book.set(event.messageId, (book.get(event.messageId) ?? 0) + 1);
    progress = performance.now();
    if (ended() >= options.messages) finished.resolve();
    if (ended() > ((drops + 1) * options.messages) / (options.drops + 1) && drops < options.drops) {
      drops++;
      setImmediate(() => broker.dropConnections());
    }
  });

  const clients: ServiceBusClient[] = [];
  const connect = (): ServiceBusClient => {
    const client = new ServiceBusClient(broker.connectionString(), { retryOptions });
    clients.push(client);
    return client;
  };
  const decide = (message: ServiceBusReceivedMessage): "complete" | "abandon" | "dead-letter" | "expire" => {
    const roll = random() * 100;
    const { abandon, deadLetter, expire } = options.percent;
    const choice =
      roll < abandon
        ? "abandon"
        : roll < abandon + deadLetter
          ? "dead-letter"
          : roll < abandon + deadLetter + expire
            ? "expire"
            : "complete";
    const id = String(message.messageId);
    decided.set(id, (decided.get(id) ?? new Set()).add(choice));
    return choice;
  };

  const settle = async (receiver: ServiceBusReceiver, gate: Gate, message: ServiceBusReceivedMessage) => {
    const decision = decide(message);
    await new Promise((resolve) => setImmediate(resolve));
    // A settlement may fail: its lock is lost, its link closed, its connection dropped. The message then comes back.
    const settling = (): Promise<void> => {
      switch (decision) {
        case "complete":
          return gate.run("complete", () => receiver.completeMessage(message));
        case "dead-letter":
          return gate.run("dead-letter", () => receiver.deadLetterMessage(message));
        case "expire":
          // Settled all the same once its lock is gone: an unsettled message would block the client's link in the end.
          broker.queue("q").expireLocks(message.lockToken);
          return gate.run("abandon", () => receiver.abandonMessage(message));
        case "abandon":
          return gate.run("abandon", () => receiver.abandonMessage(message));
      }
    };
    await settling().catch(() => undefined);
  };

  const subscribe = (client: ServiceBusClient): void => {
    const receiver = client.createReceiver("q", { maxAutoLockRenewalDurationInMs: 0 });
    const gate: Gate = new SettlementGate();
    const closeAfter = Math.ceil(((random() + 0.5) * options.messages) / (options.closes + 1));
    let handled = 0;
    receiver.subscribe(
      {
        processMessage: (message) => {
          handled++;
          if (handled === closeAfter && closes < options.closes && !closing) {
            closes++;
            receiver.close().then(
              () => closing || subscribe(client),
              () => closing || subscribe(client),
            );
          }
          // Not awaited while a dropped connection lets it hang, so that the receiver goes on.
          return withTimeout(settle(receiver, gate, message), 50);
        },
        processError: async () => undefined,
      },
      { maxConcurrentCalls: 25, autoCompleteMessages: false },
    );
  };
  for (let index = 0; index < options.receivers; index++) subscribe(connect());
  await Promise.all([0, 1].map((producer) => produce(connect(), producer, options.messages, () => closing)));
  await finished.promise;
  closing = true;
  clearInterval(stalled);
  // The Azure client's `close` waits for a minute and more when a receiver is just being opened again.
  await withTimeout(Promise.allSettled(clients.map((client) => client.close())), 2_000);

  const ids = Array.from({ length: options.messages }, (_, index) => `m${index}`);
  const count = (test: (id: string) => boolean): number => ids.filter(test).length;
  return {
    messages: options.messages,
    deliveries,
    completed: completed.size,
    deadLettered: deadLettered.size,
    lost: count((id) => !completed.has(id) && !deadLettered.has(id)),
    completedTwice: count((id) => (completed.get(id) ?? 0) + (deadLettered.get(id) ?? 0) > 1 && !deadLettered.has(id)),
    completedAndDeadLettered: count((id) => completed.has(id) && deadLettered.has(id)),
    againstDecision: count(
      (id) =>
        (completed.has(id) && decided.get(id)?.has("complete") !== true) ||
        (deadLettered.has(id) && decided.get(id)?.has("dead-letter") !== true),
    ),
    drops,
    closes,
    left: broker.queue("q").counts(),
    seconds: (performance.now() - started) / 1000,
  };
}

async function produce(
  client: ServiceBusClient,
  producer: number,
  messages: number,
  isOver: () => boolean,
): Promise<void> {
  let sender = client.createSender("q");
  for (let first = producer * 100; first < messages; first += 200) {
    const count = Math.min(100, messages - first);
    const batch = Array.from({ length: count }, (_, index) => ({
      messageId: `m${first + index}`,
      body: first + index,
    }));
    for (let sent = false; !sent && !isOver(); ) {
      try {
        await sender.sendMessages(batch);
        sent = true;
      } catch {
        await sender.close().catch(() => undefined);
        sender = client.createSender("q");
      }
    }
  }
}
