import { encodeMessage } from "../amqp/codec.ts";
import { type DecodedMessage, decodeMessage } from "../amqp/decoded-message.ts";
import { EncodingError } from "../amqp/encoding-check.ts";
import type { Arrival, ReceivingLink, ReceivingLinkHandler } from "../amqp/receiving-link.ts";
import type { SendingLink, SendingLinkHandler } from "../amqp/sending-link.ts";
import type { Typed } from "../amqp/typed.ts";
import { BrokerError } from "../engine/broker-error.ts";
import type { FaultGate } from "./fault-gate.ts";
import type { TurnBudget } from "./turn-budget.ts";

/** An answer to a request, as message content. */
export interface Reply {
  readonly properties: { readonly [name: string]: Typed };
  readonly body?: Typed;
}

const noTag = Buffer.from([0]);
const requestCredit = 100;

/** Who answers the requests to a node. */
export interface Responder {
  answer(request: DecodedMessage): Reply;
  refuse(error: BrokerError): Reply;
  context(request: DecodedMessage): Parameters<FaultGate["run"]>[0];
}

/** Bounds that a client cannot exceed. */
export interface NodeLimits {
  readonly maxRequestBytes: number;
  /** How much may wait until the client takes answers. */
  readonly maxWaitingBytes: number;
  readonly maxLinks: number;
}

interface WaitingRequest {
  readonly from: ReceivingLink;
  readonly request: DecodedMessage;
  readonly bytes: number;
}

/**
 * A node that is asked over one link and answers over another: `$cbs` and `$management`.
 *
 * A request waits until its client has credit and room for the answer, and until a turn of the event loop has room for it;
 * it counts against the client's credit so long.
 */
export class RequestNode {
  readonly #responder: Responder;
  readonly #faults: FaultGate;
  readonly #limits: NodeLimits;
  readonly #budget: TurnBudget;
  readonly #goOn = (): void => this.#serve();
  readonly #replyLinks = new Map<string, SendingLink>();
  #requestLinks = 0;
  #waiting: WaitingRequest[] = [];
  #waitingBytes = 0;
  // Answers that a fault has delayed beyond the credit that there was.
  #lateReplies: { readonly link: SendingLink; readonly message: Buffer }[] = [];
  #isServing = false;

  constructor(
    responder: Responder,
    deps: { readonly faults: FaultGate; readonly limits: NodeLimits; readonly budget: TurnBudget },
  ) {
    this.#responder = responder;
    this.#faults = deps.faults;
    this.#limits = deps.limits;
    this.#budget = deps.budget;
  }

  /** Takes the link over which requests come. @throws BrokerError when there are too many */
  openRequests(link: ReceivingLink): void {
    if (this.#requestLinks >= this.#limits.maxLinks) throw this.#tooManyLinks();
    this.#requestLinks++;
    const handler: ReceivingLinkHandler = {
      arrived: (arrival) => this.#arrived(link, arrival),
      closed: () => {
        this.#requestLinks -= 1;
        this.#forget((one) => one.from === link);
      },
    };
    link.open(handler, { maxMessageBytes: this.#limits.maxRequestBytes, creditWindow: requestCredit });
  }

  /**
   * Takes the link over which answers go: known by its target address, or by its name when it has none.
   *
   * @throws BrokerError when there are too many
   */
  openReplies(link: SendingLink): void {
    if (this.#replyLinks.size >= this.#limits.maxLinks) throw this.#tooManyLinks();
    const address = link.replyAddress === "" ? link.attach.name : link.replyAddress;
    const handler: SendingLinkHandler = {
      room: () => this.#serve(),
      outcome: (deliveryId, _outcome, settled) => {
        if (!settled) link.answer(deliveryId, "accepted");
      },
      closed: () => {
        if (this.#replyLinks.get(address) === link) this.#replyLinks.delete(address);
        this.#lateReplies = this.#lateReplies.filter((late) => late.link !== link);
      },
    };
    this.#replyLinks.set(address, link);
    link.open(handler);
  }

  #tooManyLinks(): BrokerError {
    const description = `A connection holds at most ${this.#limits.maxLinks} such links to one node.`;
    return new BrokerError("amqp:resource-limit-exceeded", description);
  }

  #arrived(link: ReceivingLink, arrival: Arrival): void {
    const request = this.#read(link, arrival);
    if (request === undefined) return;
    // The answer must not overtake this disposition: Microsoft's Python client drops an answer that does.
    link.answer(arrival, "accepted");
    const bytes = arrival.payload?.length ?? 0;
    if (this.#waitingBytes + bytes > this.#limits.maxWaitingBytes) {
      const description = "Too many requests wait for a client that takes no answers.";
      link.close({ condition: "amqp:resource-limit-exceeded", description });
      return;
    }
    link.hold();
    this.#waiting.push({ from: link, request, bytes });
    this.#waitingBytes += bytes;
    this.#serve();
  }

  #read(link: ReceivingLink, arrival: Arrival): DecodedMessage | undefined {
    if (arrival.payload === undefined) {
      const description = `A request has at most ${this.#limits.maxRequestBytes} bytes.`;
      link.answer(arrival, { condition: "amqp:link:message-size-exceeded", description });
      return undefined;
    }
    try {
      return decodeMessage(arrival.payload);
    } catch (error) {
      if (!(error instanceof EncodingError)) throw error;
      const description = `The bytes are not an AMQP message: ${error.message}.`;
      link.answer(arrival, { condition: "amqp:decode-error", description });
      return undefined;
    }
  }

  #serve(): void {
    if (this.#isServing) return;
    this.#isServing = true;
    try {
      this.#sendLate();
      for (let index = 0; index < this.#waiting.length; ) {
        if (this.#budget.isSpent) {
          this.#budget.wait(this.#goOn);
          return;
        }
        const next = this.#waiting[index];
        const link = next && this.#replyLink(next.request);
        if (next === undefined || (link !== undefined && link.credit <= 0)) {
          index++;
          continue;
        }
        this.#waiting.splice(index, 1);
        this.#waitingBytes -= next.bytes;
        next.from.release();
        this.#run(next);
      }
    } finally {
      this.#isServing = false;
    }
  }

  #run({ from, request }: WaitingRequest): void {
    this.#faults.run(this.#responder.context(request), {
      act: () => {
        const reply = this.#responder.answer(request);
        return () => this.#reply(request, reply);
      },
      refuse: (error) => this.#reply(request, this.#responder.refuse(error)),
      closeLink: (error) => from.close(error),
    });
  }

  #forget(isGone: (waiting: WaitingRequest) => boolean): void {
    this.#waiting = this.#waiting.filter((one) => !isGone(one));
    this.#waitingBytes = this.#waiting.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  #replyLink(request: DecodedMessage): SendingLink | undefined {
    const address = typeof request.replyTo === "string" ? request.replyTo : "";
    const link = this.#replyLinks.get(address) ?? [...this.#replyLinks.values()].at(-1);
    return link?.isOpen === true ? link : undefined;
  }

  #reply(request: DecodedMessage, reply: Reply): void {
    const link = this.#replyLink(request);
    if (link === undefined) return;
    const message = encodeMessage({
      correlation_id: request.messageId,
      application_properties: reply.properties,
      ...(reply.body !== undefined && { body: reply.body }),
    });
    this.#budget.spend(message.length);
    if (link.credit > 0) link.deliver(message, noTag);
    else this.#lateReplies.push({ link, message });
  }

  #sendLate(): void {
    while (true) {
      const index = this.#lateReplies.findIndex(({ link }) => link.credit > 0);
      const [late] = index < 0 ? [] : this.#lateReplies.splice(index, 1);
      if (late === undefined) return;
      late.link.deliver(late.message, noTag);
    }
  }
}
