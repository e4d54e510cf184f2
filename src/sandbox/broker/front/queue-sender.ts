import { EncodingError } from "../amqp/encoding-check.ts";
import type { Answer } from "../amqp/link-host.ts";
import { type ParsedMessage, parseMessage } from "../amqp/message-content.ts";
import { dataSections, splitMessage } from "../amqp/message-sections.ts";
import type { Arrival, ReceivingLink, ReceivingLinkHandler } from "../amqp/receiving-link.ts";
import { tooLarge } from "../engine/arrival.ts";
import { BrokerError } from "../engine/broker-error.ts";
import type { FaultGate } from "./fault-gate.ts";
import type { Entity } from "./namespace.ts";

// "com.microsoft: batched message format": the body's data sections are one encoded message each.
const batchFormat = 0x80013700;

/** One client's sender: puts what arrives, single or batched, into its queue and answers each. */
export class QueueSender implements ReceivingLinkHandler {
  readonly #entity: Entity;
  readonly #link: ReceivingLink;
  readonly #faults: FaultGate;

  constructor(entity: Entity, link: ReceivingLink, faults: FaultGate) {
    this.#entity = entity;
    this.#link = link;
    this.#faults = faults;
  }

  arrived(arrival: Arrival): void {
    this.#faults.run(
      { point: "send", queue: this.#entity.queue.name },
      {
        act: () => {
          const answer = this.#take(arrival);
          return () => this.#link.answer(arrival, answer);
        },
        refuse: (error) => this.#link.answer(arrival, error),
        closeLink: (error) => this.#link.close(error),
      },
    );
  }

  closed(): void {
    // Nothing is held for a sender.
  }

  #take(arrival: Arrival): Answer {
    const { queue } = this.#entity;
    try {
      if (arrival.payload === undefined) throw tooLarge(queue.settings);
      queue.enqueue(readMessages(arrival.payload, arrival.format));
      return "accepted";
    } catch (error) {
      if (error instanceof BrokerError) return error;
      throw error;
    }
  }
}

function readMessages(payload: Buffer, format: number): ParsedMessage[] {
  try {
    if (format !== batchFormat) return [parseMessage(payload)];
    return dataSections(splitMessage(payload).body).map(parseMessage);
  } catch (error) {
    if (!(error instanceof EncodingError)) throw error;
    throw new BrokerError("amqp:decode-error", `The bytes are not an AMQP message: ${error.message}.`);
  }
}
