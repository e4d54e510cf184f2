import { ServiceBusClient } from "@azure/service-bus";
import { ServiceBusBroker } from "../../../src/sandbox/broker/index.ts";
import { SettlementGate } from "../../../src/service-bus/settlement-gate.ts";
import { seededRandom } from "../seeded-random.ts";
import { waitFor } from "../wait-for.ts";

/** How messages that were settled at random ended. */
export interface SettlementOutcome {
  readonly messages: number;
  /** Messages that did not end as their handler decided: completed instead of abandoned, or the other way round. */
  readonly wrong: number;
  /** Of those, the ones that were to be delivered again or dead-lettered, and were completed: lost. */
  readonly lost: number;
  readonly seconds: number;
}

/** A dead-lettering never has a reason here, so that all have the same outcome. */
type Decision = "complete" | "abandon" | "dead-letter";

/**
 * Settles messages at random through the Azure client, with or without the gate, and compares what the broker was told
 * about each with what its handler decided.
 */
export async function settleAtRandom(options: {
  readonly messages: number;
  readonly concurrency: number;
  readonly seed: number;
  readonly gated: boolean;
}): Promise<SettlementOutcome> {
  const started = performance.now();
  const random = seededRandom(options.seed);
  await using broker = await ServiceBusBroker.start({
    queues: [{ name: "q", maxDeliveryCount: 1000, lockDurationMs: 300_000 }],
  });
  const told = new Map<string, string[]>();
  const decided = new Map<string, string[]>();
  broker.events.on((event) => {
    if (event.type !== "completed" && event.type !== "abandoned" && event.type !== "dead-lettered") return;
    record(told, event.messageId, event.type);
  });

  const client = new ServiceBusClient(broker.connectionString());
  const sender = client.createSender("q");
  for (let first = 0; first < options.messages; first += 500) {
    const count = Math.min(500, options.messages - first);
    await sender.sendMessages(
      Array.from({ length: count }, (_, index) => ({ messageId: `m${first + index}`, body: 0 })),
    );
  }

  const gate = new SettlementGate<Decision>();
  const receiver = client.createReceiver("q");
  receiver.subscribe(
    {
      processMessage: async (message) => {
        const roll = random();
        const decision: Decision = roll < 0.6 ? "complete" : roll < 0.8 ? "abandon" : "dead-letter";
        record(
          decided,
          String(message.messageId),
          { complete: "completed", abandon: "abandoned", "dead-letter": "dead-lettered" }[decision],
        );
        const settle = () =>
          decision === "complete"
            ? receiver.completeMessage(message)
            : decision === "abandon"
              ? receiver.abandonMessage(message)
              : receiver.deadLetterMessage(message);
        // A settlement that was merged into another's may fail afterwards; the books are compared all the same.
        await (options.gated ? gate.run(decision, settle) : settle()).catch(() => {});
      },
      processError: async () => {},
    },
    { maxConcurrentCalls: options.concurrency, autoCompleteMessages: false },
  );

  const queue = broker.queue("q");
  const ended = () => (queue.totals().completed ?? 0) + (queue.totals()["dead-lettered"] ?? 0);
  await waitFor({
    broker,
    what: `${options.messages} messages to be completed or dead-lettered`,
    until: () => ended() >= options.messages,
    timeoutMs: 30_000 + options.messages * 10,
  });
  await client.close();

  let wrong = 0;
  let lost = 0;
  for (const [messageId, decisions] of decided) {
    const outcomes = told.get(messageId) ?? [];
    if (JSON.stringify(outcomes) === JSON.stringify(decisions)) continue;
    wrong++;
    if (outcomes.includes("completed") && !decisions.includes("completed")) lost++;
  }
  return { messages: options.messages, wrong, lost, seconds: (performance.now() - started) / 1000 };
}

function record(book: Map<string, string[]>, messageId: string, what: string): void {
  const entries = book.get(messageId);
  if (entries === undefined) book.set(messageId, [what]);
  else entries.push(what);
}
