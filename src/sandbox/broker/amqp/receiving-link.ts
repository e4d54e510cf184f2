import type { BrokerError } from "../engine/broker-error.ts";
import { type AmqpError, errorFields } from "./amqp-error.ts";
import type { Answer, LinkHost } from "./link-host.ts";
import type { Attach, Flow, Transfer } from "./performatives.ts";
import { readTerminus } from "./terminus.ts";

/** One message as a peer sent it. */
export interface Arrival {
  readonly deliveryId: number;
  /** The encoded message; `undefined` when it was larger than the link allows and was dropped while it came in. */
  readonly payload: Buffer | undefined;
  readonly format: number;
  readonly settled: boolean;
}

/** Handles the deliveries that arrive on a link. */
export interface ReceivingLinkHandler {
  arrived(arrival: Arrival): void;
  closed(): void;
}

/** The broker's end of a link on which the peer sends. */
export class ReceivingLink {
  readonly #session: LinkHost;
  readonly handle: number;
  readonly attach: Attach;
  /** The address the peer sends to; empty when it gave none. */
  readonly address: string;
  /** Why the link must be refused, whatever its address. */
  readonly problem: BrokerError | undefined;
  /** Called once when the link is closed, by whichever side. */
  onGone: (() => void) | undefined;
  #handler: ReceivingLinkHandler | undefined;
  #maxMessageBytes = 0;
  #creditWindow = 0;
  #credit = 0;
  #held = 0;
  #isRefillDue = false;
  #deliveryCount: number;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #current: { deliveryId: number; format: number; settled: boolean } | undefined;
  #isOpen = false;
  #isGone = false;

  constructor(session: LinkHost, handle: number, attach: Attach) {
    this.#session = session;
    this.handle = handle;
    this.attach = attach;
    const target = readTerminus(attach.target);
    this.address = target.address;
    this.problem = target.problem;
    this.#deliveryCount = attach.initial_delivery_count ?? 0;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Whether it has been closed, refused or dropped, by whichever side. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** Accepts the link and lets the peer send `creditWindow` messages ahead of their answers. */
  open(handler: ReceivingLinkHandler, options: { maxMessageBytes: number; creditWindow: number }): void {
    this.#handler = handler;
    this.#maxMessageBytes = options.maxMessageBytes;
    this.#creditWindow = options.creditWindow;
    this.#isOpen = true;
    this.#session.writeInOrder("attach", { ...this.#attachFields(), max_message_size: options.maxMessageBytes });
    this.refill();
  }

  /** Refuses the link with a reason. */
  refuse(error: AmqpError): void {
    const fields: { [name: string]: unknown } = this.#attachFields();
    delete fields["source"];
    delete fields["target"];
    this.#session.writeInOrder("attach", fields);
    this.close(error);
  }

  /** Closes the link, with the reason if there is one. */
  close(error?: AmqpError): void {
    this.#session.writeInOrder("detach", { handle: this.handle, closed: true, ...errorFields(error) });
    this.dropped();
    this.#session.removeLink(this);
  }

  /** Tells the peer what became of a message. */
  answer(arrival: Arrival, answer: Answer): void {
    if (!arrival.settled) this.#session.answer("receiver", arrival.deliveryId, answer);
  }

  /** Takes one message out of the window until it is released: a peer cannot send more than is dealt with. */
  hold(): void {
    this.#held++;
  }

  release(): void {
    this.#held -= 1;
    this.#refillIfLow();
  }

  onTransfer(transfer: Transfer, payload: Buffer): void {
    if (this.#current === undefined && this.#credit <= 0) {
      this.close({
        condition: "amqp:link:transfer-limit-exceeded",
        description: "More messages than the link's credit.",
      });
      return;
    }
    this.#current ??= {
      deliveryId: transfer.delivery_id ?? 0,
      format: transfer.message_format ?? 0,
      settled: Boolean(transfer.settled),
    };
    this.#bytes += payload.length;
    if (this.#bytes > this.#maxMessageBytes) this.#chunks = [];
    else if (payload.length > 0) this.#chunks.push(transfer.more ? kept(payload) : payload);
    if (transfer.more && !transfer.aborted) return;
    const { deliveryId, format, settled } = this.#current;
    const chunks = this.#chunks;
    const fits = this.#bytes <= this.#maxMessageBytes;
    this.#current = undefined;
    this.#chunks = [];
    this.#bytes = 0;
    if (!this.#isOpen) return;
    this.#deliveryCount = (this.#deliveryCount + 1) >>> 0;
    this.#credit -= 1;
    if (!transfer.aborted) {
      const whole = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
      this.#handler?.arrived({ deliveryId, format, settled, payload: fits ? whole : undefined });
    }
    this.#refillIfLow();
  }

  onFlow(flow: Flow): void {
    if (flow.echo) this.#writeFlow();
  }

  onDetach(): void {
    const known = this.#isOpen;
    this.dropped();
    this.#session.removeLink(this);
    if (known) this.#session.writeInOrder("detach", { handle: this.handle, closed: true });
  }

  dropped(): void {
    this.#isOpen = false;
    this.#isGone = true;
    this.#chunks = [];
    const handler = this.#handler;
    this.#handler = undefined;
    handler?.closed();
    const { onGone } = this;
    this.onGone = undefined;
    onGone?.();
  }

  /** Grants what the window allows. */
  refill(): void {
    this.#isRefillDue = false;
    if (!this.#isOpen) return;
    this.#credit = Math.max(this.#credit, this.#creditWindow - this.#held);
    this.#writeFlow();
  }

  #attachFields(): { [name: string]: unknown } {
    return {
      name: this.attach.name,
      handle: this.handle,
      role: true,
      snd_settle_mode: this.attach.snd_settle_mode,
      rcv_settle_mode: this.attach.rcv_settle_mode,
      source: this.attach.source,
      target: this.attach.target,
    };
  }

  // Not before the end of this turn: a peer cannot know of credit that is granted while its frames are being read.
  #refillIfLow(): void {
    const room = this.#creditWindow - this.#held;
    if (!this.#isOpen || this.#isRefillDue || this.#credit >= this.#creditWindow / 2 || this.#credit >= room) return;
    this.#isRefillDue = true;
    this.#session.refillSoon(this);
  }

  #writeFlow(): void {
    this.#session.writeFlow({ handle: this.handle, delivery_count: this.#deliveryCount, link_credit: this.#credit });
  }
}

// A small part of a message that is not complete yet must not retain the whole chunk that the network delivered.
function kept(payload: Buffer): Buffer {
  return payload.length < 4096 ? Buffer.from(payload) : payload;
}
