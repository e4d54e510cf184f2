import type { AmqpError } from "./amqp-error.ts";
import type { Outcome } from "./outcome.ts";

/** How a delivery ended: done, or refused with the reason. */
export type Answer = AmqpError | "accepted";

/** The sender of a delivery; it receives the outcome. */
export interface DeliveryOwner {
  readonly handle: number;
  onOutcome(deliveryId: number, outcome: Outcome, settled: boolean): void;
}

/** A link that grants credit. */
export interface Refillable {
  refill(): void;
}

/** The part of a session that its links use. */
export interface LinkHost {
  /** How many more delivery frames the peer accepts now. */
  readonly room: number;
  /** Writes a frame of a link, behind deliveries that still wait for room. */
  writeInOrder(kind: string, fields: object): void;
  /** Writes the state of the session, and of a link if fields of one are given. */
  writeFlow(link?: object): void;
  /** Numbers a delivery and sends it, in as many frames as it needs, as far as the peer has room. */
  transfer(owner: DeliveryOwner, fields: { tag: Buffer; settled: boolean }, payload: Buffer): number;
  /**
   * Answers one delivery.
   *
   * Only "accepted" answers of adjacent deliveries share a frame, so that no delivery ever gets its neighbour's
   * outcome.
   */
  answer(role: "sender" | "receiver", deliveryId: number, answer: Answer): void;
  /** Forgets the unsettled deliveries of a link that is gone: their locks live on, their numbers do not. */
  forgetDeliveries(owner: DeliveryOwner): void;
  /** Calls the link's `refill` at the end of this turn of the event loop. */
  refillSoon(link: Refillable): void;
  removeLink(link: { readonly handle: number }): void;
}
