import { codec, type Encodable, signature } from "../../raw-peer.ts";

/** A source of numbers from 0 up to 1. */
type Random = () => number;

const { types, message } = codec;
const addresses = [
  "q",
  "q",
  "q",
  "q",
  "s",
  "forward",
  "$cbs",
  "q/$management",
  "s/$management",
  "q/$DeadLetterQueue",
  "nowhere",
  "",
];
const operations = ["peek-message", "renew-lock", "schedule-message", "cancel-scheduled-message", "add-rule"].concat(
  ["receive-by-sequence-number", "update-disposition", "renew-session-lock", "get-session-state"],
  ["set-session-state", "get-message-sessions", "batch-delete-messages"],
);
const bodyKeys = ["from-sequence-number", "message-count", "lock-tokens", "sequence-numbers", "messages"].concat(
  ["disposition-status", "session-id", "session-state", "properties-to-modify", "receiver-settle-mode"],
  ["last-updated-time", "skip", "top", "enqueued-time-utc", "omit-message-body", "__proto__", "constructor"],
);
const maxDepth = 4;
const batchFormat = 0x80013700;

function wrap(type: string, value: unknown, code?: number): Encodable {
  const wrapper = types[`wrap_${type}`];
  if (wrapper === undefined) throw new Error(type);
  return wrapper(value, code);
}

/**
 * Makes frames of AMQP from a source of random numbers: most are what a client may send, in some a field is of another
 * kind, in some a few bits are wrong, and some are noise.
 */
export class FrameGenerator {
  readonly #random: Random;
  readonly #token: string;
  readonly #links = new Map<number, Map<number, "sender" | "receiver">>();
  #deliveryId = 0;
  #nextChannel = 1;

  constructor(random: Random, key: { readonly name: string; readonly key: string }) {
    this.#random = random;
    this.#token = signature("sb://localhost/", key.name, key.key);
  }

  /** The frames with which a client opens, and in most cases shows a token. */
  opening(): Buffer[] {
    const frames = [
      this.#frame(0, 0x10, [wrap("string", "fuzz"), wrap("string", "localhost"), this.#uint(), wrap("ushort", 4)]),
      this.#begin(0),
    ];
    if (this.#chance(0.2)) return frames;
    const properties = { operation: "put-token", type: "jwt", name: "sb://localhost/" };
    const request = message.encode({ message_id: "1", application_properties: properties, body: this.#token });
    return [...frames, this.#attach(0, 200, false, "$cbs"), this.#transfer(0, 200, request)];
  }

  /** One more frame. */
  next(): Buffer {
    const bytes = this.#sensible();
    if (this.#chance(0.001)) return this.#noise();
    return this.#chance(0.005) ? this.#flipped(bytes) : bytes;
  }

  #sensible(): Buffer {
    const channel = this.#chance(0.999) ? this.#pick([...this.#links.keys()]) : this.#below(6000);
    const handle = this.#handle(channel);
    switch (this.#below(14)) {
      case 0:
        return this.#begin(this.#chance(0.99) ? this.#nextChannel++ : this.#below(3));
      case 1:
      case 2:
      case 3:
        return this.#attach(channel, this.#freeHandle(channel), this.#chance(0.5), this.#pick(addresses));
      case 4:
      case 5:
      case 6:
      case 7:
        if (![...(this.#links.get(channel)?.values() ?? [])].includes("sender")) {
          return this.#attach(channel, this.#freeHandle(channel), false, this.#pick(addresses));
        }
        return this.#transfer(channel, this.#handle(channel, "sender"), this.#payload());
      case 8:
      case 9:
        return this.#flow(channel, handle);
      case 10:
        return this.#disposition(channel);
      case 11:
        return this.#detach(channel, handle);
      case 12:
        return this.#chance(0.1) ? this.#end(channel) : this.#flow(channel, handle);
      default:
        if (this.#chance(0.95)) return this.#flow(channel, handle);
        return this.#frame(channel, 0x10 + this.#below(10), this.#values(this.#below(15), 0));
    }
  }

  #begin(channel: number): Buffer {
    this.#links.set(channel, new Map());
    return this.#frame(channel, 0x11, [nullValue(), wrap("uint", 0), this.#window(), wrap("uint", 2048)]);
  }

  #attach(channel: number, handle: number, isReceiver: boolean, address: string): Buffer {
    this.#links.get(channel)?.set(handle, isReceiver ? "receiver" : "sender");
    const name = wrap("string", `${isReceiver}${this.#below(30)}`);
    const filter =
      address === "s" && this.#chance(0.9) ? sessionFilter(this.#pick(["g", "h", undefined])) : nullValue();
    const here = terminus(0x28, [wrap("string", isReceiver ? address : "x"), ...nulls(6), filter]);
    const there = terminus(0x29, [wrap("string", isReceiver ? "replies" : address)]);
    const modes = [wrap("ubyte", this.#below(3)), wrap("ubyte", this.#below(2))];
    const fields = [name, wrap("uint", handle), wrap("boolean", isReceiver), ...modes, here, there];
    return this.#frame(channel, 0x12, [...fields, nullValue(), nullValue(), wrap("uint", 0)]);
  }

  #detach(channel: number, handle: number): Buffer {
    this.#links.get(channel)?.delete(handle);
    return this.#frame(channel, 0x16, [wrap("uint", handle), wrap("boolean", true)]);
  }

  #end(channel: number): Buffer {
    if (this.#links.size > 1) this.#links.delete(channel);
    return this.#frame(channel, 0x17, []);
  }

  /** The handle of a link that is attached, in most cases. */
  #handle(channel: number, role?: "sender" | "receiver"): number {
    const handles = [...(this.#links.get(channel) ?? [])].filter(([, is]) => role === undefined || is === role);
    const [handle] = handles.length > 0 && this.#chance(0.99) ? this.#pick(handles) : [this.#below(6)];
    return handle;
  }

  #freeHandle(channel: number): number {
    const links = this.#links.get(channel);
    let handle = this.#chance(0.99) ? 0 : this.#below(6);
    while (links?.has(handle) === true && this.#chance(0.99)) handle++;
    return handle;
  }

  #transfer(channel: number, handle: number, payload: Buffer): Buffer {
    const isBatch = this.#chance(0.1);
    const body = isBatch ? Buffer.concat([payload, payload].map(dataSection)) : payload;
    const cut = this.#chance(0.05) ? this.#below(body.length) : undefined;
    const fields = [wrap("uint", handle), wrap("uint", this.#deliveryId++), wrap("binary", Buffer.from("t"))];
    const more = [wrap("boolean", this.#chance(0.5)), wrap("boolean", this.#chance(0.02))];
    const all = [...fields, wrap("uint", isBatch ? batchFormat : 0), ...more];
    return this.#frame(channel, 0x14, all, cut === undefined ? body : body.subarray(0, cut));
  }

  #flow(channel: number, handle: number): Buffer {
    const link = this.#chance(0.8) ? [wrap("uint", handle), wrap("uint", 0), this.#window()] : nulls(3);
    const ends = [nullValue(), wrap("boolean", this.#chance(0.2)), wrap("boolean", this.#chance(0.3))];
    const session = [wrap("uint", this.#below(20)), this.#window(), wrap("uint", 0), wrap("uint", 2048)];
    return this.#frame(channel, 0x13, [...session, ...link, ...ends]);
  }

  #disposition(channel: number): Buffer {
    const first = this.#below(30);
    const outcome = terminus(0x23 + this.#below(6), this.#chance(0.5) ? [] : this.#values(3, 1));
    const fields = [
      wrap("boolean", this.#chance(0.8)),
      wrap("uint", first),
      this.#chance(0.5) ? this.#uint() : nullValue(),
    ];
    return this.#frame(channel, 0x15, [...fields, wrap("boolean", this.#chance(0.5)), outcome]);
  }

  #payload(): Buffer {
    const kind = this.#below(10);
    if (kind === 0) return this.#bytes(this.#below(200));
    const sections = kind < 6 ? this.#message() : this.#request();
    return this.#chance(0.1) ? this.#flipped(sections) : sections;
  }

  #message(): Buffer {
    const group_id = this.#chance(0.7) ? this.#pick(["g", "h"]) : undefined;
    return message.encode({
      ...(this.#chance(0.8) && { message_id: `m${this.#below(50)}` }),
      ...(group_id !== undefined && { group_id }),
      ...(this.#chance(0.2) && { ttl: this.#below(5) }),
      ...(this.#chance(0.3) && { application_properties: { p: this.#value(0) } }),
      ...(this.#chance(0.2) && { message_annotations: { "x-opt-scheduled-enqueue-time": this.#when() } }),
      body: this.#value(0),
    });
  }

  #request(): Buffer {
    const body = Object.fromEntries(
      Array.from({ length: this.#below(6) }, () => [this.#pick(bodyKeys), this.#argument()]),
    );
    const operation = `com.microsoft:${this.#pick(operations)}`;
    const application_properties = { operation: this.#chance(0.95) ? operation : this.#value(0) };
    return message.encode({ message_id: "r", reply_to: "replies", application_properties, body: wrap("map", body) });
  }

  #argument(): Encodable {
    switch (this.#below(7)) {
      case 0:
        return wrap("int", this.#below(300) - 5);
      case 1:
        return wrap("array", [this.#below(20)], 0x81);
      case 2:
        return wrap("array", [this.#bytes(16)], 0x98);
      case 3:
        return wrap("list", [wrap("map", { message: wrap("binary", this.#message()) })]);
      case 4:
        return wrap("string", this.#pick(["g", "h", "completed", "abandoned", "defered", "suspended"]));
      case 5:
        return this.#when();
      default:
        return this.#value(0);
    }
  }

  #when(): Encodable {
    return wrap("timestamp", Date.now() + this.#below(2000) - 1000);
  }

  #value(depth: number): Encodable {
    switch (this.#below(depth >= maxDepth ? 8 : 12)) {
      case 0:
        return nullValue();
      case 1:
        return wrap("boolean", this.#chance(0.5));
      case 2:
        return this.#uint();
      case 3:
        return wrap("long", this.#chance(0.5) ? this.#below(1000) : this.#bytes(8));
      case 4:
        return wrap("string", "x".repeat(this.#below(40)));
      case 5:
        return wrap("symbol", "symbol");
      case 6:
        return wrap("binary", this.#bytes(this.#below(20)));
      case 7:
        return wrap("double", this.#pick([0.5, Number.NaN, -1e300]));
      case 8:
        return wrap("list", this.#values(this.#below(4), depth + 1));
      case 9:
        return wrap("map", { [this.#pick(bodyKeys)]: this.#value(depth + 1) });
      case 10:
        return wrap("array", [1, 2, 3], 0x70);
      default:
        return types.described_nc(wrap("ulong", this.#pick([0x1d, 0x24, 0x28, 0x30, 5])), this.#value(depth + 1));
    }
  }

  #values(count: number, depth: number): Encodable[] {
    return Array.from({ length: count }, () => this.#value(depth));
  }

  #frame(channel: number, code: number, fields: readonly Encodable[], payload: Buffer = Buffer.alloc(0)): Buffer {
    const changed = fields.map((field) => (this.#chance(0.001) ? this.#value(0) : field));
    const bytes = codec.frames.write_frame(codec.frames.amqp_frame(channel, terminus(code, changed)));
    const whole = Buffer.concat([bytes, payload]);
    whole.writeUInt32BE(whole.length);
    return whole;
  }

  // The size stays as it is, so that the frames behind it are read, too.
  #flipped(bytes: Buffer): Buffer {
    const changed = Buffer.from(bytes);
    if (changed.length <= 8) return changed;
    for (let count = 1 + this.#below(3); count > 0; count -= 1) {
      const at = 8 + this.#below(changed.length - 8);
      changed.writeUInt8(changed.readUInt8(at) ^ (1 << this.#below(8)), at);
    }
    return changed;
  }

  #noise(): Buffer {
    const bytes = this.#bytes(8 + this.#below(100));
    bytes.writeUInt32BE(bytes.length);
    bytes.writeUInt32BE(0x02000000, 4);
    return bytes;
  }

  #bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.#below(256)));
  }

  #uint(): Encodable {
    return wrap("uint", this.#pick([0, 1, 5, 100, 2048, 0x7fffffff, 0xffffffff]));
  }

  #window(): Encodable {
    return this.#chance(0.9) ? wrap("uint", this.#pick([0, 1, 10, 1000])) : this.#uint();
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }

  #below(bound: number): number {
    return Math.floor(this.#random() * bound);
  }

  #pick<T>(list: readonly T[]): T {
    const picked = list[this.#below(list.length)];
    return picked as T; // no list is empty
  }
}

function nullValue(): Encodable {
  const value = types["wrap"]?.(null);
  if (value === undefined) throw new Error("wrap");
  return value;
}

function nulls(count: number): Encodable[] {
  return Array.from({ length: count }, nullValue);
}

/** A described list, such as a source or a performative. */
function terminus(code: number, fields: readonly Encodable[]): Encodable {
  return types.described_nc(wrap("ulong", code), wrap("list", fields));
}

function sessionFilter(sessionId: string | undefined): Encodable {
  return wrap("symbolic_map", { "com.microsoft:session-filter": sessionId ?? null });
}

function dataSection(content: Buffer): Buffer {
  const head = Buffer.from([0x00, 0x53, 0x75, 0xb0, 0, 0, 0, 0]);
  head.writeUInt32BE(content.length, 4);
  return Buffer.concat([head, content]);
}
