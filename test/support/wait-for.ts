import type { BrokerEvent, ServiceBusBroker } from "../../src/sandbox/index.ts";

/** What a test waits for, and where. */
export interface Awaited {
  readonly broker: ServiceBusBroker;
  /** Ends the sentence "Timed out waiting for …". */
  readonly what: string;
  /** Checked now, after every event of the broker, and every few milliseconds. */
  readonly until: () => boolean | Promise<boolean>;
  /** Default 10 000. */
  readonly timeoutMs?: number;
}

const pollMs = 20;
const maxEvents = 10;

/**
 * Waits until a condition holds.
 *
 * @throws after `timeoutMs`, with the state of all queues and the last events
 */
export async function waitFor({ broker, what, until, timeoutMs = 10_000 }: Awaited): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  const events: BrokerEvent[] = [];
  let next = Promise.withResolvers<void>();
  const stop = broker.events.on((event) => {
    events.push(event);
    if (events.length > maxEvents) events.shift();
    next.resolve();
  });
  const poll = setInterval(() => next.resolve(), pollMs);
  try {
    while (!(await until())) {
      if (performance.now() > deadline) throw new Error(timeoutReport({ broker, what, timeoutMs, events }));
      await next.promise;
      next = Promise.withResolvers();
    }
  } finally {
    stop();
    clearInterval(poll);
  }
}

function timeoutReport(wait: {
  readonly broker: ServiceBusBroker;
  readonly what: string;
  readonly timeoutMs: number;
  readonly events: readonly BrokerEvent[];
}): string {
  const { broker, what, timeoutMs, events } = wait;
  return [
    `Timed out after ${timeoutMs} ms waiting for ${what}`,
    ...broker
      .queues()
      .map((queue) => `  queue ${queue.name}: ${text(queue.counts())}, events in all ${text(queue.totals())}`),
    `  last events while waiting:${events.length === 0 ? " none" : ""}`,
    ...events.map((event) => `    ${text(event)}`),
  ].join("\n");
}

function text(facts: object): string {
  return Object.entries(facts)
    .filter(([, value]) => value !== 0)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(", ");
}
