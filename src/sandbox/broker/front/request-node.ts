import { type DecodedMessage, decodeMessage, encodeMessage } from "../amqp/codec.ts";
import type { Arrival, ReceivingLink, ReceivingLinkHandler } from "../amqp/receiving-link.ts";
import type { SendingLink, SendingLinkHandler } from "../amqp/sending-link.ts";
import type { Typed } from "../amqp/typed.ts";

/** An answer to a request, as message content. */
export interface Reply {
  readonly properties: { readonly [name: string]: Typed };
  readonly body?: Typed;
}

const noTag = Buffer.from([0]);
const requestCredit = 100;
const maxRequestBytes = 1024 * 1024;

/** A node that is asked over one link and answers over another: `$cbs` and `$management`. */
export class RequestNode {
  readonly #answer: (request: DecodedMessage) => Reply | undefined;
  readonly #replyLinks = new Map<string, SendingLink>();

  constructor(answer: (request: DecodedMessage) => Reply | undefined) {
    this.#answer = answer;
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
    const reply = this.#answer(request);
    const replies = this.#replyLinks.get(request.reply_to ?? "") ?? [...this.#replyLinks.values()].at(-1);
    if (reply === undefined || replies?.isOpen !== true) return;
    const message = {
      correlation_id: request.message_id,
      application_properties: reply.properties,
      ...(reply.body !== undefined && { body: reply.body }),
    };
    replies.deliver(encodeMessage(message), noTag);
  }
}
