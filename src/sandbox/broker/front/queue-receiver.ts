import { types } from "../amqp/codec.ts";
import type { Answer } from "../amqp/link-host.ts";
import type { Outcome } from "../amqp/outcome.ts";
import type { SendingLink, SendingLinkHandler } from "../amqp/sending-link.ts";
import { BrokerError } from "../engine/broker-error.ts";
import type { MessageQueue } from "../engine/message-queue.ts";
import type { HandedOut, ReceiveMode } from "../engine/queue-ports.ts";
import type { SessionLock } from "../engine/stored-message.ts";
import { writeStored } from "./delivery.ts";
import type { Receiver } from "./dispatcher.ts";
import type { FaultGate } from "./fault-gate.ts";
import { deliveryTag } from "./lock-token.ts";
import type { Entity } from "./namespace.ts";

const noTag = Buffer.alloc(16);

/** One client's receiver: gets messages of a queue or session within its credit, and settles them. */
export class QueueReceiver implements Receiver, SendingLinkHandler {
  readonly mode: ReceiveMode;
  readonly sessionLock: SessionLock | undefined;
  readonly #entity: Entity;
  readonly #link: SendingLink;
  readonly #faults: FaultGate;
  readonly #tokens = new Map<number, string>();
  // Handed out by the queue but, by a fault, not sent yet: each has its part of the credit.
  #heldBack = 0;
  #overtaken: HandedOut | undefined;
  #isMute = false;

  constructor(entity: Entity, link: SendingLink, faults: FaultGate, sessionLock?: SessionLock) {
    this.#entity = entity;
    this.#link = link;
    this.#faults = faults;
    this.sessionLock = sessionLock;
    this.mode = link.isSettledBySender ? "delete" : "lock";
    entity.dispatcher.add(this);
  }

  get credit(): number {
    return this.#isMute ? 0 : this.#link.credit - this.#heldBack;
  }

  /** Delivers nothing any more; everything else goes on. */
  mute(): void {
    this.#isMute = true;
  }

  deliver(handedOut: HandedOut): void {
    const { message } = handedOut;
    const overtaken = this.#overtaken;
    this.#overtaken = undefined;
    const effect = this.#faults.onDelivery(this.#entity.queue.name, message.messageId);
    switch (effect?.kind) {
      case undefined:
        this.#send(handedOut);
        break;
      case "twice":
        this.#send(handedOut);
        this.#entity.queue.addCopy(message);
        break;
      case "reorder":
        // Without credit for two messages, no other could overtake it.
        if (this.credit < 2) this.#send(handedOut);
        else this.#overtaken = this.#holdBack(handedOut);
        break;
      case "delay":
        this.#holdBack(handedOut);
        this.#faults.later(effect.ms, () => this.#sendHeldBack(handedOut));
        break;
      case "lose":
        break;
      case "drop-connection":
        if (effect.when === "after") this.#send(handedOut);
        this.#faults.dropConnection();
        break;
      case "close-link":
        if (effect.when === "after") this.#send(handedOut);
        this.#link.close({ condition: effect.condition ?? "amqp:link:detach-forced" });
        break;
      default:
        effect satisfies never;
    }
    if (overtaken !== undefined) this.#sendHeldBack(overtaken);
  }

  room(): void {
    if (this.sessionLock === undefined) this.#entity.dispatcher.pump();
    else this.#entity.dispatcher.pumpSession(this);
  }

  outcome(deliveryId: number, outcome: Outcome, settled: boolean): void {
    const token = this.#tokens.get(deliveryId);
    if (token === undefined) return;
    this.#tokens.delete(deliveryId);
    const answer = (answer: Answer): void => {
      if (!settled && this.#link.isOpen) this.#link.answer(deliveryId, answer);
    };
    this.#faults.run(
      { point: "settle", queue: this.#entity.queue.name, operation: outcome.kind },
      {
        act: () => {
          const result = this.#settle(token, outcome);
          return () => answer(result);
        },
        refuse: answer,
        closeLink: (error) => this.#link.close(error),
      },
    );
  }

  closed(): void {
    this.#entity.dispatcher.remove(this);
    this.#tokens.clear();
    // A message's lock outlives its link; a session's does not.
    if (this.sessionLock !== undefined) this.#entity.queue.sessions?.release(this.sessionLock, "closed");
  }

  #holdBack(handedOut: HandedOut): HandedOut {
    this.#heldBack++;
    return handedOut;
  }

  #sendHeldBack(handedOut: HandedOut): void {
    this.#heldBack -= 1;
    this.#send(handedOut);
  }

  #send({ message, lock }: HandedOut): void {
    // The link of a delayed or overtaken message may be closed: it stays locked, like a message lost in transit.
    if (!this.#link.isOpen) return;
    const payload = writeStored(message, lock === undefined ? {} : { lock });
    const deliveryId = this.#link.deliver(payload, lock === undefined ? noTag : deliveryTag(lock.token));
    if (lock !== undefined) this.#tokens.set(deliveryId, lock.token);
  }

  #settle(token: string, outcome: Outcome): Answer {
    try {
      settle(this.#entity.queue, token, outcome);
      return "accepted";
    } catch (error) {
      if (error instanceof BrokerError) return error;
      throw error;
    }
  }
}

function settle(queue: MessageQueue, token: string, outcome: Outcome): void {
  switch (outcome.kind) {
    case "accepted":
      queue.complete(token);
      break;
    case "released":
      queue.release(token);
      break;
    case "modified":
      if (outcome.undeliverableHere) queue.defer(token, outcome.changes);
      else queue.abandon(token, outcome.changes);
      break;
    case "rejected": {
      const reason = textOf(outcome.info.get("DeadLetterReason")) ?? outcome.error?.condition;
      const description = textOf(outcome.info.get("DeadLetterErrorDescription")) ?? outcome.error?.description;
      queue.deadLetter(token, { reason, description, changes: outcome.info });
      break;
    }
    case "received":
      break;
    default:
      outcome satisfies never;
  }
}

function textOf(value: unknown): string | undefined {
  const text = value === undefined ? undefined : types.unwrap(value);
  return typeof text === "string" ? text : undefined;
}
