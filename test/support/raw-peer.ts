import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createRequire } from "node:module";
import { connect, type Socket } from "node:net";

/** A value as rhea's codec makes and reads it. */
export interface Encodable {
  readonly value?: unknown;
  readonly descriptor?: { readonly value: unknown };
}

/** The part of rhea's codec that a test writes and reads frames with; the broker checks bytes before it uses the same. */
interface Codec {
  readonly types: {
    readonly Reader: new (bytes: Buffer) => { position: number; read(): Encodable; remaining(): number };
    unwrap(value: unknown): unknown;
    described_nc(descriptor: Encodable, value: Encodable): Encodable;
  } & { readonly [wrapper: string]: (value: unknown, code?: number) => Encodable };
  readonly frames: {
    write_frame(frame: object): Buffer;
    amqp_frame(channel: number, performative: object): object;
    sasl_frame(performative: object): object;
  } & { readonly [performative: string]: (fields: object) => object };
  readonly message: { encode(message: object): Buffer; accepted(): { described(): Encodable } };
  readonly terminus: {
    source(fields: object): { described(): Encodable };
    target(fields: object): { described(): Encodable };
  };
}

const load = createRequire(import.meta.url);
export const codec: Codec = {
  types: load("rhea-broker/lib/types.js"),
  frames: load("rhea-broker/lib/frames.js"),
  message: load("rhea-broker/lib/message.js"),
  terminus: load("rhea-broker/lib/terminus.js"),
};

export const amqpHeader: Buffer = Buffer.from("AMQP\0\x01\0\0", "latin1");
export const saslHeader: Buffer = Buffer.from("AMQP\x03\x01\0\0", "latin1");

/** A frame as the broker wrote it. */
export interface RawFrame {
  readonly kind: string;
  readonly channel: number;
  /** The values of the performative in their order, as they are on the wire. */
  readonly fields: readonly Encodable[];
  readonly payload: Buffer;
}

const kinds: { readonly [code: number]: string } = {
  ...{ 16: "open", 17: "begin", 18: "attach", 19: "flow", 20: "transfer", 21: "disposition" },
  ...{ 22: "detach", 23: "end", 24: "close", 64: "sasl-mechanisms", 68: "sasl-outcome" },
};

/** Encodes a frame that a well-behaved or other peer may send. */
export function frame(channel: number, kind: string, fields: object, payload: Buffer = Buffer.alloc(0)): Buffer {
  const bytes = codec.frames.write_frame(codec.frames.amqp_frame(channel, make(kind, fields)));
  bytes.writeUInt32BE(bytes.length + payload.length, 0);
  return Buffer.concat([bytes, payload]);
}

/** Encodes a frame around bytes of one's own. */
export function frameAround(body: Buffer, type = 0): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(head.length + body.length);
  head[4] = 2;
  head[5] = type;
  return Buffer.concat([head, body]);
}

/** The attach frame of a link. */
export function attach(
  channel: number,
  fields: { name: string; handle: number; role: boolean; address: string },
): Buffer {
  const { name, handle, role, address } = fields;
  return frame(channel, "attach", {
    name,
    handle,
    role,
    snd_settle_mode: 0,
    rcv_settle_mode: role ? 1 : 0,
    source: codec.terminus.source({ address: role ? address : name }).described(),
    target: codec.terminus.target({ address: role ? name : address }).described(),
    ...(!role && { initial_delivery_count: 0 }),
  });
}

function make(kind: string, fields: object): object {
  const maker = codec.frames[kind];
  if (maker === undefined) throw new Error(`no performative ${kind}`);
  return maker(fields);
}

/** A client that writes and reads bare frames, and so can do what no library does. */
export class RawPeer implements Disposable {
  readonly socket: Socket;
  /** All that the broker has sent. */
  readonly frames: RawFrame[] = [];
  readonly headers: Buffer[] = [];
  #rest: Buffer = Buffer.alloc(0);
  #changed = Promise.withResolvers<void>();
  #isClosed = false;
  #nextDelivery = 0;

  constructor(port: number) {
    this.socket = connect(port, "127.0.0.1");
    this.socket.setNoDelay(true);
    this.socket.on("error", () => undefined);
    this.socket.on("data", (chunk: Buffer) => this.#read(chunk));
    this.socket.on("close", () => {
      this.#isClosed = true;
      this.#wake();
    });
  }

  /** A peer whose connection and first session are open. */
  static async open(port: number, open: object = {}, begin: object = {}): Promise<RawPeer> {
    const peer = new RawPeer(port);
    peer.write(amqpHeader);
    peer.write(frame(0, "open", { container_id: "raw", hostname: "localhost", ...open }));
    peer.write(frame(0, "begin", { next_outgoing_id: 0, incoming_window: 2048, outgoing_window: 2048, ...begin }));
    await peer.next("begin");
    return peer;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  write(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  /** Writes and waits until the bytes have left: a broker that reads no more holds this up. */
  async writeAll(bytes: Buffer): Promise<void> {
    if (!this.socket.write(bytes) && !this.#isClosed) await Promise.race([once(this.socket, "drain"), this.closed()]);
  }

  /** Takes the first frame of a kind, as soon as there is one; `undefined` when the broker closes the stream first. */
  async next(kind: string): Promise<RawFrame | undefined> {
    for (;;) {
      const at = this.frames.findIndex((one) => one.kind === kind);
      if (at >= 0) return this.frames.splice(at, 1)[0];
      if (this.#isClosed) return undefined;
      await this.#changed.promise;
    }
  }

  /** Resolves when the broker has ended the stream. */
  async closed(): Promise<void> {
    while (!this.#isClosed) await this.#changed.promise;
  }

  /** Attaches links to `$cbs` and presents a token. Returns the status code. */
  async authorize(token: string, audience: string, type = "servicebus.windows.net:sastoken"): Promise<unknown> {
    this.write(attach(0, { name: "cbs-out", handle: 200, role: false, address: "$cbs" }));
    this.write(attach(0, { name: "cbs-in", handle: 201, role: true, address: "$cbs" }));
    this.credit(201, 100);
    this.request(200, { operation: "put-token", type, name: audience }, token, "cbs-in");
    const reply = await this.next("transfer");
    return reply && propertiesOf(reply.payload)["status-code"];
  }

  /** Gives credit to the link with a handle of ours. */
  credit(handle: number, credit: number, more: object = {}): void {
    const session = { next_incoming_id: 0, incoming_window: 2048, next_outgoing_id: 0, outgoing_window: 2048 };
    this.write(frame(0, "flow", { ...session, handle, delivery_count: 0, link_credit: credit, ...more }));
  }

  /** Sends a request to a node. */
  request(handle: number, properties: object, body: unknown, replyTo: string): void {
    this.send(
      handle,
      codec.message.encode({ message_id: "r", reply_to: replyTo, application_properties: properties, body }),
    );
  }

  /** Sends one settled message in one frame. */
  send(handle: number, payload: Buffer, more: object = {}): void {
    this.write(this.transfer(handle, payload, more));
  }

  /** The frame of one message. */
  transfer(handle: number, payload: Buffer, more: object = {}): Buffer {
    const fields = {
      handle,
      delivery_id: this.#nextDelivery++,
      delivery_tag: Buffer.from("t"),
      settled: true,
      ...more,
    };
    return frame(0, "transfer", fields, payload);
  }

  [Symbol.dispose](): void {
    this.socket.destroy();
  }

  #wake(): void {
    const { resolve } = this.#changed;
    this.#changed = Promise.withResolvers();
    resolve();
  }

  #read(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    while (this.#rest.length >= 8) {
      const isHeader = this.#rest.toString("latin1", 0, 4) === "AMQP";
      const size = isHeader ? 8 : this.#rest.readUInt32BE(0);
      if (this.#rest.length < size) break;
      const bytes = this.#rest.subarray(0, size);
      this.#rest = this.#rest.subarray(size);
      if (isHeader) this.headers.push(bytes);
      else if (size > 8) this.frames.push(readFrame(bytes));
    }
    this.#wake();
  }
}

function readFrame(bytes: Buffer): RawFrame {
  const reader = new codec.types.Reader(bytes);
  reader.position = 8;
  const performative = reader.read();
  return {
    kind: kinds[Number(performative.descriptor?.value)] ?? "unknown",
    channel: bytes.readUInt16BE(6),
    fields: performative.value as Encodable[],
    payload: bytes.subarray(reader.position),
  };
}

/** The application properties of an encoded message. */
export function propertiesOf(payload: Buffer): { readonly [name: string]: unknown } {
  const reader = new codec.types.Reader(payload);
  while (reader.remaining() > 0) {
    const section = reader.read();
    if (section.descriptor?.value === 0x74) return codec.types.unwrap(section) as { readonly [name: string]: unknown };
  }
  return {};
}

/** The condition in the error of a frame, or in that of its delivery state. */
export function conditionOf(given: RawFrame | undefined): unknown {
  const error = given?.fields.flatMap(withItems).find(({ descriptor }) => descriptor?.value === 0x1d);
  return (error?.value as Encodable[] | undefined)?.[0]?.value;
}

function withItems(field: Encodable): Encodable[] {
  return Array.isArray(field.value) && field.descriptor?.value !== 0x1d ? (field.value as Encodable[]) : [field];
}

/** A shared access signature for a resource. */
export function signature(resource: string, keyName: string, key: string): string {
  const encoded = encodeURIComponent(resource);
  const expiry = 4_102_444_800;
  const digest = createHmac("sha256", key).update(`${encoded}\n${expiry}`).digest("base64");
  return `SharedAccessSignature sr=${encoded}&sig=${encodeURIComponent(digest)}&se=${expiry}&skn=${keyName}`;
}
