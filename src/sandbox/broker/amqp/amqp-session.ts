import type { Answer, DeliveryOwner, LinkHost } from "./link-host.ts";
import { acceptedState, decodeOutcome, rejectedState } from "./outcome.ts";
import type { Attach, Begin, Disposition, Flow, Performative } from "./performatives.ts";
import { ReceivingLink } from "./receiving-link.ts";
import { SendingLink } from "./sending-link.ts";
import type { SessionHost } from "./session-host.ts";
import type { Typed } from "./typed.ts";

const incomingWindow = 5000;
const outgoingWindow = 0xffffffff;

interface PendingAnswers {
  readonly role: boolean;
  readonly first: number;
  last: number;
}

interface QueuedFrame {
  readonly kind: string;
  readonly fields: object;
  readonly payload?: Buffer;
}

/** The server's end of one AMQP session: windows, links, and the numbering of deliveries. */
export class AmqpSession implements LinkHost {
  readonly #host: SessionHost;
  readonly #channel: number;
  readonly #byPeerHandle = new Map<number, ReceivingLink | SendingLink>();
  readonly #byHandle = new Map<number, ReceivingLink | SendingLink>();
  // Deliveries to the peer that it has not settled, by delivery-id; ids ascend, so this is a window of at most its
  // buffer.
  readonly #unsettled = new Map<number, DeliveryOwner>();
  readonly #outbox: QueuedFrame[] = [];
  #pending: PendingAnswers | undefined;
  #nextDeliveryId = 0;
  #nextOutgoingId = 0;
  #peerWindow: number;
  #nextIncomingId: number;
  #incomingLeft = incomingWindow;

  constructor(host: SessionHost, channel: number, begin: Begin) {
    this.#host = host;
    this.#channel = channel;
    this.#peerWindow = begin.incoming_window;
    this.#nextIncomingId = begin.next_outgoing_id;
    this.#write("begin", {
      remote_channel: channel,
      next_outgoing_id: this.#nextOutgoingId,
      incoming_window: incomingWindow,
      outgoing_window: outgoingWindow,
      handle_max: host.limits.maxLinksPerSession - 1,
    });
  }

  get links(): Iterable<ReceivingLink | SendingLink> {
    return this.#byHandle.values();
  }

  get room(): number {
    return this.#outbox.length > 0 ? 0 : this.#peerWindow;
  }

  onFrame(performative: Performative, payload: Buffer): void {
    switch (performative.kind) {
      case "attach":
        this.#onAttach(performative.fields);
        return;
      case "flow":
        this.#onFlow(performative.fields);
        return;
      case "transfer": {
        this.#nextIncomingId = (this.#nextIncomingId + 1) >>> 0;
        this.#incomingLeft -= 1;
        const link = this.#byPeerHandle.get(performative.fields.handle);
        if (link instanceof ReceivingLink) link.onTransfer(performative.fields, payload);
        if (this.#incomingLeft < incomingWindow / 2) this.writeFlow();
        return;
      }
      case "disposition":
        if (performative.fields.role) this.#onDisposition(performative.fields);
        return;
      case "detach": {
        const link = this.#byPeerHandle.get(performative.fields.handle);
        this.#byPeerHandle.delete(performative.fields.handle);
        link?.onDetach();
        return;
      }
      case "end":
        this.dropped();
        this.#write("end", {});
        this.#host.removeSession(this.#channel);
        return;
      default:
        throw new Error(`unexpected ${performative.kind}`);
    }
  }

  /** Ends all links because the connection or session has ended. */
  dropped(): void {
    const links = [...this.#byHandle.values()];
    this.#byHandle.clear();
    this.#byPeerHandle.clear();
    this.#unsettled.clear();
    this.#outbox.length = 0;
    for (const link of links) link.dropped();
  }

  writeInOrder(kind: string, fields: object): void {
    if (this.#outbox.length > 0) this.#outbox.push({ kind, fields });
    else this.#write(kind, fields);
  }

  transfer(owner: DeliveryOwner, fields: { tag: Buffer; settled: boolean }, payload: Buffer): number {
    const deliveryId = this.#nextDeliveryId;
    this.#nextDeliveryId = (this.#nextDeliveryId + 1) >>> 0;
    if (!fields.settled) this.#unsettled.set(deliveryId, owner);
    const chunkBytes = this.#host.peerMaxFrameBytes - 64;
    for (let start = 0; start === 0 || start < payload.length; start += chunkBytes) {
      this.#outbox.push({
        kind: "transfer",
        fields: {
          handle: owner.handle,
          delivery_id: deliveryId,
          delivery_tag: fields.tag,
          message_format: 0,
          settled: fields.settled,
          more: start + chunkBytes < payload.length,
        },
        payload: payload.subarray(start, start + chunkBytes),
      });
    }
    this.#flushOutbox();
    return deliveryId;
  }

  answer(role: "sender" | "receiver", deliveryId: number, answer: Answer): void {
    const isReceiver = role === "receiver";
    if (answer !== "accepted") {
      this.#writeDisposition(isReceiver, deliveryId, deliveryId, rejectedState(answer));
      return;
    }
    if (this.#pending?.role === isReceiver && this.#pending.last + 1 === deliveryId) {
      this.#pending.last = deliveryId;
      return;
    }
    this.flushAnswers();
    this.#pending = { role: isReceiver, first: deliveryId, last: deliveryId };
    this.#host.flushSoon();
  }

  /** Writes the answers that were held back to share a frame. */
  flushAnswers(): void {
    const pending = this.#pending;
    if (pending === undefined) return;
    this.#pending = undefined;
    this.#writeDisposition(pending.role, pending.first, pending.last, acceptedState);
  }

  forgetDeliveries(owner: DeliveryOwner): void {
    for (const [id, holder] of this.#unsettled) if (holder === owner) this.#unsettled.delete(id);
  }

  removeLink(handle: number): void {
    this.#byHandle.delete(handle);
  }

  writeFlow(link: object = {}): void {
    this.#incomingLeft = incomingWindow;
    this.writeInOrder("flow", {
      next_incoming_id: this.#nextIncomingId,
      incoming_window: incomingWindow,
      next_outgoing_id: this.#nextOutgoingId,
      outgoing_window: outgoingWindow,
      ...link,
    });
  }

  #write(kind: string, fields: object, payload?: Buffer): void {
    this.flushAnswers();
    this.#host.write(this.#channel, kind, fields, payload);
  }

  #writeDisposition(role: boolean, first: number, last: number, state: Typed): void {
    this.#write("disposition", { role, first, last, settled: true, state });
  }

  #flushOutbox(): void {
    let sent = 0;
    for (const frame of this.#outbox) {
      if (frame.kind === "transfer") {
        if (this.#peerWindow <= 0) break;
        this.#peerWindow -= 1;
        this.#nextOutgoingId = (this.#nextOutgoingId + 1) >>> 0;
      }
      this.#write(frame.kind, frame.fields, frame.payload);
      sent++;
    }
    this.#outbox.splice(0, sent);
  }

  #onAttach(attach: Attach): void {
    let handle = 0;
    while (this.#byHandle.has(handle)) handle++;
    if (handle >= this.#host.limits.maxLinksPerSession) {
      const description = `A session holds at most ${this.#host.limits.maxLinksPerSession} links.`;
      this.#host.close({ condition: "amqp:resource-limit-exceeded", description });
      return;
    }
    const link = attach.role ? new SendingLink(this, handle, attach) : new ReceivingLink(this, handle, attach);
    this.#byHandle.set(handle, link);
    this.#byPeerHandle.set(attach.handle, link);
    if (link instanceof SendingLink) this.#host.handler.attachedReceiver(link);
    else this.#host.handler.attachedSender(link);
  }

  #onFlow(flow: Flow): void {
    // Frames on their way when the peer counted are in its window no more.
    const wasFull = this.room <= 0;
    const inFlight = (this.#nextOutgoingId - (flow.next_incoming_id ?? 0)) >>> 0;
    this.#peerWindow = flow.incoming_window - inFlight;
    this.#flushOutbox();
    if (flow.handle !== null && flow.handle !== undefined) this.#byPeerHandle.get(flow.handle)?.onFlow(flow);
    else if (flow.echo) this.writeFlow();
    // More room in the window lets every link of the session go on.
    if (!wasFull) return;
    for (const link of this.#byHandle.values()) if (link instanceof SendingLink) link.handler?.room();
  }

  #onDisposition(disposition: Disposition): void {
    const outcome = decodeOutcome(disposition.state);
    for (const id of this.#unsettledBetween(disposition.first, disposition.last ?? disposition.first)) {
      const link = this.#unsettled.get(id);
      if (link === undefined) continue;
      if (outcome === undefined || outcome.kind === "received") {
        if (disposition.settled) this.#unsettled.delete(id);
        continue;
      }
      this.#unsettled.delete(id);
      link.onOutcome(id, outcome, Boolean(disposition.settled));
    }
  }

  /** The deliveries that a range names; however wide it is, no more work than there are deliveries. */
  #unsettledBetween(first: number, last: number): number[] {
    if (last - first > this.#unsettled.size)
      return [...this.#unsettled.keys()].filter((id) => id >= first && id <= last);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset);
  }
}
