import { type DecodedMessage, decodeMessage, encodeMessage } from "../amqp/codec.ts";
import type { Arrival, ReceivingLink, ReceivingLinkHandler } from "../amqp/receiving-link.ts";
import type { SendingLink, SendingLinkHandler } from "../amqp/sending-link.ts";
import type { Typed } from "../amqp/typed.ts";
import type { BrokerError } from "../engine/broker-error.ts";
import type { FaultGate } from "./fault-gate.ts";

/** An answer to a request, as message content. */
export interface Reply {
  readonly properties: { readonly [name: string]: Typed };
  readonly body?: Typed;
}

const noTag = Buffer.from([0]);
const requestCredit = 100;
const maxRequestBytes = 1024 * 1024;

/** Who answers the requests to a node. */
export interface Responder {
  answer(request: DecodedMessage): Reply;
  refuse(error: BrokerError): Reply;
  context(request: DecodedMessage): Parameters<FaultGate["run"]>[0];
}

/** A node that is asked over one link and answers over another: `$cbs` and `$management`. */
export class RequestNode {
  readonly #responder: Responder;
  readonly #faults: FaultGate;
  readonly #replyLinks = new Map<string, SendingLink>();

  constructor(responder: Responder, faults: FaultGate) {
    this.#responder = responder;
    this.#faults = faults;
  }

  /** Takes the link over which requests come. */
  openRequests(link: ReceivingLink): void {
    const handler: ReceivingLinkHandler = {
      arrived: (arrival) => this.#arrived(link, arrival),
      closed: () => undefined,
    };
    link.open(handler, { maxMessageBytes: maxRequestBytes, creditWindow: requestCredit });
  }

  /** Takes the link over which answers go: known by its target address, or by its name when it has none. */
  openReplies(link: SendingLink): void {
    const address = link.replyAddress === "" ? link.attach.name : link.replyAddress;
    const handler: SendingLinkHandler = {
      room: () => undefined,
      outcome: (deliveryId, _outcome, settled) => {
        if (!settled) link.answer(deliveryId, "accepted");
      },
      closed: () => this.#replyLinks.delete(address),
    };
    this.#replyLinks.set(address, link);
    link.open(handler);
  }

  #arrived(link: ReceivingLink, arrival: Arrival): void {
    // The answer must not overtake this disposition: Microsoft's Python client drops an answer that does.
    link.answer(arrival, "accepted");
    if (arrival.payload === undefined) return;
    const request = decodeMessage(arrival.payload);
    this.#faults.run(this.#responder.context(request), {
      act: () => {
        const reply = this.#responder.answer(request);
        return () => this.#reply(request, reply);
      },
      refuse: (error) => this.#reply(request, this.#responder.refuse(error)),
      closeLink: (error) => link.close(error),
    });
  }

  #reply(request: DecodedMessage, reply: Reply): void {
    const link = this.#replyLinks.get(request.reply_to ?? "") ?? [...this.#replyLinks.values()].at(-1);
    if (link?.isOpen !== true) return;
    const message = {
      correlation_id: request.message_id,
      application_properties: reply.properties,
      ...(reply.body !== undefined && { body: reply.body }),
    };
    link.deliver(encodeMessage(message), noTag);
  }
}
