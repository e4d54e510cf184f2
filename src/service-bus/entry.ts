import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import type { Delivery } from "./line.ts";
import type { MessageHolder } from "./lock-renewal.ts";

/** Where a message in hand is. */
export type EntryState = "waiting" | "working" | "busy" | "away" | "settling";

/** A message in hand, from its first delivery to its settlement. */
export class Entry implements MessageHolder {
  readonly key: string;
  /** The newest delivery: its lock is the one that counts. */
  delivery: Delivery;
  state: EntryState = "waiting";
  /** How often somebody else had it in hand. */
  timesBusy = 0;
  /** Resolves when one more message may come in place of this one. */
  readonly credit: Promise<void>;
  #giveCredit!: () => void;

  constructor(key: string, delivery: Delivery) {
    this.key = key;
    this.delivery = delivery;
    this.credit = new Promise((resolve) => {
      this.#giveCredit = resolve;
    });
  }

  get message(): ServiceBusReceivedMessage {
    return this.delivery.message;
  }

  giveCredit(): void {
    this.#giveCredit();
  }
}

/** The id of a message, for problems. */
export function idOf({ messageId }: ServiceBusReceivedMessage): { readonly messageId?: string } {
  return messageId === undefined ? {} : { messageId: String(messageId) };
}

/**
 * The same on every delivery of a message. Not its id: two messages of one id both have locks that count, and giving one of
 * them back for the other would use up the deliveries of both.
 */
export function keyOf({ messageId, sequenceNumber }: ServiceBusReceivedMessage): string {
  return sequenceNumber === undefined ? `id:${String(messageId)}` : `sequence-number:${sequenceNumber.toString()}`;
}
