import { type AmqpError, errorFields } from "./amqp-error.ts";
import { decodeTerminus } from "./codec.ts";
import type { Answer, LinkHost } from "./link-host.ts";
import type { Attach, Flow, Transfer } from "./performatives.ts";

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
  /** Called once when the link is closed, by whichever side. */
  onGone: (() => void) | undefined;
  #handler: ReceivingLinkHandler | undefined;
  #maxMessageBytes = 0;
  #creditWindow = 0;
  #credit = 0;
  #deliveryCount: number;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #current: { deliveryId: number; format: number; settled: boolean } | undefined;
  #isOpen = false;

  constructor(session: LinkHost, handle: number, attach: Attach) {
    this.#session = session;
    this.handle = handle;
    this.attach = attach;
    this.address = decodeTerminus(attach.target)?.address ?? "";
    this.#deliveryCount = attach.initial_delivery_count ?? 0;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Accepts the link and lets the peer send `creditWindow` messages ahead of their answers. */
  open(handler: ReceivingLinkHandler, options: { maxMessageBytes: number; creditWindow: number }): void {
    this.#handler = handler;
    this.#maxMessageBytes = options.maxMessageBytes;
    this.#creditWindow = options.creditWindow;
    this.#isOpen = true;
    this.#session.writeInOrder("attach", { ...this.#attachFields(), max_message_size: options.maxMessageBytes });
    this.#refill();
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
    this.#session.removeLink(this.handle);
  }

  /** Tells the peer what became of a message. */
  answer(arrival: Arrival, answer: Answer): void {
    if (!arrival.settled) this.#session.answer("receiver", arrival.deliveryId, answer);
  }

  onTransfer(transfer: Transfer, payload: Buffer): void {
    this.#current ??= {
      deliveryId: transfer.delivery_id ?? 0,
      format: transfer.message_format ?? 0,
      settled: Boolean(transfer.settled),
    };
    this.#bytes += payload.length;
    if (this.#bytes <= this.#maxMessageBytes) this.#chunks.push(payload);
    else this.#chunks = [];
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
    if (this.#isOpen && this.#credit < this.#creditWindow / 2) this.#refill();
  }

  onFlow(flow: Flow): void {
    if (flow.echo) this.#writeFlow();
  }

  onDetach(): void {
    const known = this.#isOpen;
    this.dropped();
    this.#session.removeLink(this.handle);
    if (known) this.#session.writeInOrder("detach", { handle: this.handle, closed: true });
  }

  dropped(): void {
    this.#isOpen = false;
    const handler = this.#handler;
    this.#handler = undefined;
    handler?.closed();
    const { onGone } = this;
    this.onGone = undefined;
    onGone?.();
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

  #refill(): void {
    this.#credit = this.#creditWindow;
    this.#writeFlow();
  }

  #writeFlow(): void {
    this.#session.writeFlow({ handle: this.handle, delivery_count: this.#deliveryCount, link_credit: this.#credit });
  }
}
