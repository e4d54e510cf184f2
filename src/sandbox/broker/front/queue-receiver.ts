import { types } from "../amqp/codec.ts";
import type { Outcome } from "../amqp/outcome.ts";
import type { SendingLink, SendingLinkHandler } from "../amqp/sending-link.ts";
import { BrokerError } from "../engine/broker-error.ts";
import type { HandedOut, ReceiveMode } from "../engine/message-queue.ts";
import type { SessionLock } from "../engine/stored-message.ts";
import { writeStored } from "./delivery.ts";
import type { Receiver } from "./dispatcher.ts";
import { deliveryTag } from "./lock-token.ts";
import type { Entity } from "./namespace.ts";

const noTag = Buffer.alloc(16);

/** One client's receiver: takes messages of a queue or session as far as its credit goes, and settles them as it says. */
export class QueueReceiver implements Receiver, SendingLinkHandler {
  readonly mode: ReceiveMode;
  readonly sessionLock: SessionLock | undefined;
  readonly #entity: Entity;
  readonly #link: SendingLink;
  readonly #tokens = new Map<number, string>();

  constructor(entity: Entity, link: SendingLink, sessionLock?: SessionLock) {
    this.#entity = entity;
    this.#link = link;
    this.sessionLock = sessionLock;
    this.mode = link.isSettledBySender ? "delete" : "lock";
    entity.dispatcher.add(this);
  }

  get credit(): number {
    return this.#link.credit;
  }

  deliver({ message, lock }: HandedOut): void {
    const payload = writeStored(message, lock === undefined ? {} : { lock });
    const deliveryId = this.#link.deliver(payload, lock === undefined ? noTag : deliveryTag(lock.token));
    if (lock !== undefined) this.#tokens.set(deliveryId, lock.token);
  }

  room(): void {
    if (this.sessionLock === undefined) this.#entity.dispatcher.pump();
    else this.#entity.dispatcher.pumpSession(this);
  }

  outcome(deliveryId: number, outcome: Outcome, settled: boolean): void {
    const token = this.#tokens.get(deliveryId);
    if (token === undefined) return;
    this.#tokens.delete(deliveryId);
    try {
      this.#settle(token, outcome);
      if (!settled) this.#link.answer(deliveryId, "accepted");
    } catch (error) {
      if (!(error instanceof BrokerError)) throw error;
      if (!settled) this.#link.answer(deliveryId, error);
    }
  }

  closed(): void {
    this.#entity.dispatcher.remove(this);
    this.#tokens.clear();
    // A message's lock outlives its link; a session's does not.
    if (this.sessionLock !== undefined) this.#entity.queue.sessions?.release(this.sessionLock, "closed");
  }

  #settle(token: string, outcome: Outcome): void {
    const { queue } = this.#entity;
    switch (outcome.kind) {
      case "accepted":
        queue.complete(token);
        return;
      case "released":
        queue.release(token);
        return;
      case "modified":
        outcome.undeliverableHere ? queue.defer(token, outcome.changes) : queue.abandon(token, outcome.changes);
        return;
      case "rejected": {
        const changes = new Map(outcome.info);
        const reason = textOf(changes.get("DeadLetterReason")) ?? outcome.error?.condition;
        const description = textOf(changes.get("DeadLetterErrorDescription")) ?? outcome.error?.description;
        queue.deadLetter(token, { reason, description, changes });
        return;
      }
      case "received":
        return;
      default:
        outcome satisfies never;
    }
  }
}

function textOf(value: unknown): string | undefined {
  const text = value === undefined ? undefined : types.unwrap(value);
  return typeof text === "string" ? text : undefined;
}
