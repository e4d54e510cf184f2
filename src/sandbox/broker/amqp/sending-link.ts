import type { BrokerError } from "../engine/broker-error.ts";
import { type AmqpError, errorFields } from "./amqp-error.ts";
import { encodeSource } from "./codec.ts";
import type { Answer, DeliveryOwner, LinkHost } from "./link-host.ts";
import type { Outcome } from "./outcome.ts";
import type { Attach, Flow } from "./performatives.ts";
import { readTerminus } from "./terminus.ts";

const settledBySender = 1;

/** Who feeds a link. */
export interface SendingLinkHandler {
  /** Called when the peer may have given credit or room: deliver as long as `link.credit` lasts. */
  room(): void;
  /** Called when the peer reports the outcome of a delivery; `settled` when it expects no answer. */
  outcome(deliveryId: number, outcome: Outcome, settled: boolean): void;
  closed(): void;
}

/** The broker's end of a link on which the peer receives. */
export class SendingLink implements DeliveryOwner {
  readonly #session: LinkHost;
  readonly handle: number;
  readonly attach: Attach;
  /** The address the peer receives from; empty when it gave none. */
  readonly address: string;
  /** The peer's own address on this link; empty when it gave none. */
  readonly replyAddress: string;
  /** The filters the peer asks for. */
  readonly filter: { readonly [name: string]: unknown };
  /** Why the link must be refused, whatever its addresses. */
  readonly problem: BrokerError | undefined;
  handler: SendingLinkHandler | undefined;
  /** Called once when the link is closed, by whichever side. */
  onGone: (() => void) | undefined;
  #credit = 0;
  #deliveryCount = 0;
  #state: "attaching" | "open" | "closed" = "attaching";

  constructor(session: LinkHost, handle: number, attach: Attach) {
    this.#session = session;
    this.handle = handle;
    this.attach = attach;
    const source = readTerminus(attach.source);
    const target = readTerminus(attach.target);
    this.address = source.address;
    this.filter = source.filter;
    this.replyAddress = target.address;
    this.problem = source.problem ?? target.problem;
  }

  get isOpen(): boolean {
    return this.#state === "open";
  }

  /** Whether it has been closed, refused or dropped, by whichever side. */
  get isGone(): boolean {
    return this.#state === "closed";
  }

  /** How many more deliveries the peer accepts now. */
  get credit(): number {
    return this.isOpen && this.#session.room > 0 ? this.#credit : 0;
  }

  /** Whether deliveries go out settled: the peer wants each at most once. */
  get isSettledBySender(): boolean {
    return this.attach.snd_settle_mode === settledBySender;
  }

  /** Accepts the link; `filter` and `properties` describe it to the peer. */
  open(handler: SendingLinkHandler, options: { filter?: object; properties?: object } = {}): void {
    this.handler = handler;
    this.#state = "open";
    const source = options.filter && encodeSource({ address: this.address, filter: options.filter });
    this.#session.writeInOrder("attach", {
      ...this.#attachFields(),
      source: source ?? this.attach.source,
      target: this.attach.target,
      ...(options.properties && { properties: options.properties }),
    });
  }

  /** Refuses the link with a reason. */
  refuse(error: AmqpError): void {
    this.#session.writeInOrder("attach", this.#attachFields());
    this.close(error);
  }

  /** Closes the link, with the reason if there is one. */
  close(error?: AmqpError): void {
    this.#session.writeInOrder("detach", { handle: this.handle, closed: true, ...errorFields(error) });
    this.#forget();
  }

  /** Sends one delivery and gives its number. */
  deliver(payload: Buffer, tag: Buffer): number {
    this.#credit -= 1;
    this.#deliveryCount = (this.#deliveryCount + 1) >>> 0;
    return this.#session.transfer(this, { tag, settled: this.isSettledBySender }, payload);
  }

  /** Tells the peer how its outcome was taken. */
  answer(deliveryId: number, answer: Answer): void {
    this.#session.answer("sender", deliveryId, answer);
  }

  onOutcome(deliveryId: number, outcome: Outcome, settled: boolean): void {
    this.handler?.outcome(deliveryId, outcome, settled);
  }

  onFlow(flow: Flow): void {
    this.#credit = ((flow.delivery_count ?? 0) + (flow.link_credit ?? 0) - this.#deliveryCount) | 0;
    this.handler?.room();
    if (!this.isOpen) return;
    if (flow.drain) {
      // Answered also when no credit is left: rhea's clients wait for it.
      this.#deliveryCount = (this.#deliveryCount + Math.max(0, this.#credit)) >>> 0;
      this.#credit = 0;
      this.#writeFlow(true);
    } else if (flow.echo) {
      this.#writeFlow(false);
    }
  }

  onDetach(): void {
    const before = this.#state;
    this.#forget();
    if (before === "attaching") this.#session.writeInOrder("attach", this.#attachFields());
    if (before !== "closed") this.#session.writeInOrder("detach", { handle: this.handle, closed: true });
  }

  dropped(): void {
    this.#state = "closed";
    const handler = this.handler;
    this.handler = undefined;
    handler?.closed();
    const { onGone } = this;
    this.onGone = undefined;
    onGone?.();
  }

  #forget(): void {
    this.#session.forgetDeliveries(this);
    this.#session.removeLink(this);
    this.dropped();
  }

  #writeFlow(drain: boolean): void {
    this.#session.writeFlow({
      handle: this.handle,
      delivery_count: this.#deliveryCount,
      link_credit: Math.max(0, this.#credit),
      drain,
    });
  }

  #attachFields(): object {
    return {
      name: this.attach.name,
      handle: this.handle,
      role: false,
      snd_settle_mode: this.attach.snd_settle_mode,
      rcv_settle_mode: this.attach.rcv_settle_mode,
      initial_delivery_count: 0,
    };
  }
}
