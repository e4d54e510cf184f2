// The typed face of rhea's codec. Only rhea's codec is used: its connections, sessions and links are made for clients,
// and their answers suffer from merged dispositions (lib/session.js, write_dispositions), a fixed buffer of deliveries
// and unanswered drains.
import rheaFrames from "rhea-broker/lib/frames.js";
import rheaMessage from "rhea-broker/lib/message.js";
import rheaTerminus from "rhea-broker/lib/terminus.js";
import rheaTypes from "rhea-broker/lib/types.js";
import type { Performative, Source, Target } from "./performatives.ts";
import type { Typed } from "./typed.ts";

interface Reader {
  position: number;
  read(): Typed;
}

interface Writer {
  write(value: Typed): void;
  toBuffer(): Buffer;
}

interface Types {
  Reader: new (buffer: Buffer) => Reader;
  Writer: new (buffer?: Buffer) => Writer;
  Null(): Typed;
  Map32(items: readonly Typed[]): Typed;
  List32(items: readonly Typed[]): Typed;
  is_map(value: Typed): boolean;
  unwrap(value: unknown): unknown;
  wrap(value: unknown): Typed;
  wrap_array(items: readonly unknown[], typecode: number): Typed;
  wrap_boolean(value: boolean): Typed;
  wrap_binary(value: Buffer): Typed;
  wrap_int(value: number): Typed;
  wrap_long(value: number | Buffer): Typed;
  wrap_map(value: object): Typed;
  wrap_string(value: string): Typed;
  wrap_symbol(value: string): Typed;
  wrap_symbolic_map(value: object): Typed;
  wrap_timestamp(value: number): Typed;
  wrap_ubyte(value: number): Typed;
  wrap_uint(value: number): Typed;
  wrap_ulong(value: number): Typed;
  wrap_uuid(value: Buffer): Typed;
  described_nc(descriptor: Typed, value: Typed): Typed;
}

interface Frames {
  read_frame(buffer: Buffer): RawFrame | null;
  write_frame(frame: object): Buffer;
  amqp_frame(channel: number, performative?: object): object;
  sasl_frame(performative: object): object;
}

/** One maker per performative, by its name. */
interface Makers {
  readonly [performative: string]: ((fields: object) => object) | undefined;
}

interface RawFrame {
  readonly type: number;
  readonly channel: number;
  readonly performative?: { readonly constructor: { readonly descriptor?: { readonly symbolic: string } } };
  readonly payload?: Buffer;
}

/** A message as rhea decodes it: values without their AMQP types. Enough for requests, too little to forward. */
export interface DecodedMessage {
  readonly message_id?: unknown;
  readonly reply_to?: string;
  readonly body?: unknown;
  readonly application_properties?: { readonly [key: string]: unknown };
}

// The casts state what the untyped modules export, as read in rhea 3.0.5 (pinned).
/** AMQP types: wrapping JavaScript values, reading and writing encoded ones. */
export const types = rheaTypes as Types;
const frames = rheaFrames as Frames;
const makers = rheaFrames as Makers;
const message = rheaMessage as { encode(message: object): Buffer; decode(buffer: Buffer): DecodedMessage };
const terminus = rheaTerminus as {
  unwrap(value: unknown): unknown;
  source(fields: object): { described(): object };
};

/** One frame as received; without a performative it is a heartbeat. */
export interface Frame {
  readonly channel: number;
  readonly performative?: Performative;
  readonly payload?: Buffer;
}

const emptyPayload = Buffer.alloc(0);

/** Decodes one whole frame. Throws when the bytes are no frame. */
export function decodeFrame(buffer: Buffer): Frame {
  const frame = frames.read_frame(buffer);
  if (frame === null) throw new Error("incomplete frame");
  const symbolic = frame.performative?.constructor.descriptor?.symbolic;
  if (frame.performative === undefined) return { channel: frame.channel };
  if (symbolic === undefined) throw new Error("unknown performative");
  const kind = symbolic.slice("amqp:".length, -":list".length);
  // The reader has found the descriptor of this kind, so the fields are those of this kind.
  const performative = { kind, fields: frame.performative } as unknown as Performative;
  return { channel: frame.channel, performative, payload: frame.payload ?? emptyPayload };
}

/** Encodes a frame up to its payload of `payloadBytes`, which the caller writes right behind it. */
export function encodeFrame(channel: number, kind: string, fields: object, payloadBytes = 0): Buffer {
  const make = makers[kind];
  if (make === undefined) throw new Error(`unknown performative ${kind}`);
  const buffer = frames.write_frame(frames.amqp_frame(channel, make(fields)));
  if (payloadBytes > 0) buffer.writeUInt32BE(buffer.length + payloadBytes, 0);
  return buffer;
}

/** Encodes one frame of the SASL layer. */
export function encodeSaslFrame(kind: string, fields: object): Buffer {
  const make = makers[kind];
  if (make === undefined) throw new Error(`unknown performative ${kind}`);
  return frames.write_frame(frames.sasl_frame(make(fields)));
}

/** A frame without content, which keeps the connection alive. */
export const heartbeat: Buffer = frames.write_frame(frames.amqp_frame(0));

/** Encodes a message from plain values; wrap values whose AMQP type matters. */
export function encodeMessage(content: object): Buffer {
  return message.encode(content);
}

/** Decodes a message to plain values. */
export function decodeMessage(buffer: Buffer): DecodedMessage {
  return message.decode(buffer);
}

/** Reads the source or target of an attach frame; `undefined` when the peer sent none. */
export function decodeTerminus(value: unknown): (Source & Target) | undefined {
  const unwrapped = terminus.unwrap(value);
  return unwrapped === null ? undefined : (unwrapped as Source & Target);
}

/** Writes the source of an attach frame. */
export function encodeSource(fields: object): object {
  return terminus.source(fields).described();
}
