import type { Clock } from "../../../timing/clock.ts";
import type { MessageEvent, MessageEventType } from "./queue-event.ts";
import type { StoredMessage } from "./stored-message.ts";

/** Tells what happens to the messages of one queue, and counts it. */
export class QueueJournal {
  /** How often each thing has happened. */
  readonly totals: { [type in MessageEventType]?: number } = {};
  readonly #queue: string;
  readonly #clock: Clock;
  readonly #notify: (event: MessageEvent) => void;

  constructor(queue: string, host: { readonly clock: Clock; readonly notify: (event: MessageEvent) => void }) {
    this.#queue = queue;
    this.#clock = host.clock;
    this.#notify = host.notify;
  }

  report(
    type: MessageEventType,
    message: Pick<StoredMessage, "sequenceNumber" | "messageId" | "deliveryCount">,
    reason?: string,
  ): void {
    this.totals[type] = (this.totals[type] ?? 0) + 1;
    const { sequenceNumber, messageId, deliveryCount } = message;
    const event = { type, queue: this.#queue, sequenceNumber, messageId, deliveryCount, atMs: this.#clock.now() };
    this.#notify(reason === undefined ? event : { ...event, reason });
  }
}
