import { type AmqpError, errorFields } from "./amqp-error.ts";
import type { Answer, DeliveryOwner, LinkHost, Refillable } from "./link-host.ts";
import { acceptedState, decodeOutcome, rejectedState } from "./outcome.ts";
import type { Attach, Begin, Disposition, Flow, Performative, Transfer } from "./performatives.ts";
import { ProtocolError } from "./protocol-error.ts";
import { ReceivingLink } from "./receiving-link.ts";
import { SendingLink } from "./sending-link.ts";
import type { SessionHost } from "./session-host.ts";
import type { Typed } from "./typed.ts";

const incomingWindow = 5000;
const outgoingWindow = 0xffffffff;
// Frames of links and flows that wait behind deliveries for which the peer has no room.
const maxWaitingFrames = 2000;

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
  // A link that the broker has closed stays "detached" until the peer detaches too: its frames may be on their way.
  readonly #byPeerHandle = new Map<number, ReceivingLink | SendingLink | "detached">();
  readonly #byHandle = new Map<number, ReceivingLink | SendingLink>();
  // Deliveries to the peer that it has not settled, by delivery-id; ids ascend, so this is a window of at most its
  // buffer.
  readonly #unsettled = new Map<number, DeliveryOwner>();
  readonly #outbox: QueuedFrame[] = [];
  readonly #toRefill = new Set<Refillable>();
  #waitingFrames = 0;
  #hasEnded = false;
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
    return this.#outbox.length > 0 || this.#host.isCongested ? 0 : this.#peerWindow;
  }

  onFrame(performative: Performative, payload: Buffer): void {
    if (this.#hasEnded) {
      // Frames for a session that the broker has ended may be on their way until the peer ends it too.
      if (performative.kind === "end") this.#host.removeSession(this.#channel);
      return;
    }
    switch (performative.kind) {
      case "attach":
        this.#onAttach(performative.fields);
        return;
      case "flow":
        this.#onFlow(performative.fields);
        return;
      case "transfer":
        this.#onTransfer(performative.fields, payload);
        return;
      case "disposition":
        if (performative.fields.role) this.#onDisposition(performative.fields);
        return;
      case "detach": {
        const link = this.#byPeerHandle.get(performative.fields.handle);
        this.#byPeerHandle.delete(performative.fields.handle);
        if (link !== "detached") link?.onDetach();
        return;
      }
      case "end":
        this.dropped();
        this.#write("end", {});
        this.#hasEnded = true;
        this.#host.removeSession(this.#channel);
        return;
      default:
        throw new ProtocolError("amqp:connection:framing-error", `A session has no ${performative.kind}.`);
    }
  }

  /** Ends all links because the connection or session has ended. */
  dropped(): void {
    const links = [...this.#byHandle.values()];
    this.#byHandle.clear();
    this.#byPeerHandle.clear();
    this.#unsettled.clear();
    this.#toRefill.clear();
    this.#outbox.length = 0;
    this.#waitingFrames = 0;
    for (const link of links) {
      this.#forgetName(link);
      link.dropped();
    }
  }

  /** Lets the links go on that waited until the peer had read something. */
  goOn(): void {
    for (const link of this.#byHandle.values()) if (link instanceof SendingLink) link.handler?.room();
  }

  writeInOrder(kind: string, fields: object): void {
    if (this.#outbox.length === 0) {
      this.#write(kind, fields);
      return;
    }
    this.#outbox.push({ kind, fields });
    this.#waitingFrames++;
    if (this.#waitingFrames > maxWaitingFrames) {
      const description = "The peer asks for more and more while it has no room for what was asked before.";
      this.#host.close({ condition: "amqp:resource-limit-exceeded", description });
    }
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

  /** Writes what was held back until the end of this turn of the event loop. */
  flush(): void {
    this.flushAnswers();
    if (this.#toRefill.size === 0) return;
    for (const link of this.#toRefill) link.refill();
    this.#toRefill.clear();
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

  refillSoon(link: Refillable): void {
    this.#toRefill.add(link);
    this.#host.flushSoon();
  }

  removeLink({ handle }: { readonly handle: number }): void {
    const link = this.#byHandle.get(handle);
    if (link === undefined) return;
    this.#byHandle.delete(handle);
    this.#forgetName(link);
    if (this.#byPeerHandle.get(link.attach.handle) === link) this.#byPeerHandle.set(link.attach.handle, "detached");
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
    // A delayed answer may come when the session is over.
    if (this.#hasEnded) return;
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
      } else {
        this.#waitingFrames -= 1;
      }
      this.#write(frame.kind, frame.fields, frame.payload);
      sent++;
    }
    this.#outbox.splice(0, sent);
  }

  #onAttach(attach: Attach): void {
    const { maxLinksPerSession, maxLinks } = this.#host.limits;
    const isInSession = attach.handle < maxLinksPerSession;
    if (!isInSession || this.#host.linkNames.size >= maxLinks) {
      const most = isInSession
        ? `A connection holds at most ${maxLinks}`
        : `A session holds at most ${maxLinksPerSession}`;
      this.#host.close({ condition: "amqp:resource-limit-exceeded", description: `${most} links.` });
      return;
    }
    const known = this.#byPeerHandle.get(attach.handle);
    if (known !== undefined && known !== "detached") {
      this.#end({ condition: "amqp:session:handle-in-use", description: `The handle ${attach.handle} is in use.` });
      return;
    }
    const { linkNames } = this.#host;
    const namesake = linkNames.get(nameKey(attach));
    namesake?.close({ condition: "amqp:link:stolen", description: "Another link of this name was attached." });
    let handle = 0;
    while (this.#byHandle.has(handle)) handle++;
    const link = attach.role ? new SendingLink(this, handle, attach) : new ReceivingLink(this, handle, attach);
    this.#byHandle.set(handle, link);
    this.#byPeerHandle.set(attach.handle, link);
    linkNames.set(nameKey(attach), link);
    if (link instanceof SendingLink) this.#host.handler.attachedReceiver(link);
    else this.#host.handler.attachedSender(link);
  }

  #forgetName(link: ReceivingLink | SendingLink): void {
    const key = nameKey(link.attach);
    if (this.#host.linkNames.get(key) === link) this.#host.linkNames.delete(key);
  }

  #onTransfer(transfer: Transfer, payload: Buffer): void {
    this.#nextIncomingId = (this.#nextIncomingId + 1) >>> 0;
    this.#incomingLeft -= 1;
    const link = this.#byPeerHandle.get(transfer.handle);
    if (link === undefined) {
      const description = `No link is attached to the handle ${transfer.handle}.`;
      this.#end({ condition: "amqp:session:unattached-handle", description });
      return;
    }
    if (link instanceof ReceivingLink) link.onTransfer(transfer, payload);
    if (this.#incomingLeft < incomingWindow / 2 && !this.#hasEnded) this.writeFlow();
  }

  #end(error: AmqpError): void {
    this.dropped();
    this.#write("end", errorFields(error));
    this.#hasEnded = true;
  }

  #onFlow(flow: Flow): void {
    // Frames on their way when the peer counted are in its window no more.
    const wasFull = this.room <= 0;
    const inFlight = (this.#nextOutgoingId - (flow.next_incoming_id ?? 0)) >>> 0;
    this.#peerWindow = flow.incoming_window - inFlight;
    this.#flushOutbox();
    const link = flow.handle === null || flow.handle === undefined ? undefined : this.#byPeerHandle.get(flow.handle);
    if (link !== undefined && link !== "detached") link.onFlow(flow);
    else if (flow.echo) this.writeFlow();
    // More room in the window lets every link of the session go on.
    if (wasFull) this.goOn();
  }

  #onDisposition(disposition: Disposition): void {
    const outcome = decodeOutcome(disposition.state);
    const isUnfinished = outcome === undefined || outcome.kind === "received";
    if (isUnfinished && !disposition.settled) return;
    for (const id of this.#unsettledBetween(disposition.first, disposition.last ?? disposition.first)) {
      const link = this.#unsettled.get(id);
      if (link === undefined) continue;
      this.#unsettled.delete(id);
      if (!isUnfinished) link.onOutcome(id, outcome, Boolean(disposition.settled));
    }
  }

  /** The deliveries that a range names; however wide it is, no more work than there are deliveries. */
  #unsettledBetween(first: number, last: number): number[] {
    if (last - first > this.#unsettled.size)
      return [...this.#unsettled.keys()].filter((id) => id >= first && id <= last);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset);
  }
}

// A link is known by its name in its direction; the two directions do not know of each other.
function nameKey({ role, name }: Attach): string {
  return `${role ? "receiver" : "sender"} ${name}`;
}
