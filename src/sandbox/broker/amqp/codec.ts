// The typed face of rhea's codec. Only rhea's codec is used: its connections, sessions and links are made for clients,
// and their answers suffer from merged dispositions (lib/session.js, write_dispositions), a fixed buffer of deliveries
// and unanswered drains.
import rheaFrames from "rhea-broker/lib/frames.js";
import rheaMessage from "rhea-broker/lib/message.js";
import rheaTerminus from "rhea-broker/lib/terminus.js";
import rheaTypes from "rhea-broker/lib/types.js";
import { EncodingCheck, EncodingError } from "./encoding-check.ts";
import { checkedKind, fieldCount } from "./performative-shape.ts";
import type { Performative } from "./performatives.ts";
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
  is_list(value: Typed): boolean;
  is_map(value: Typed): boolean;
  is_string(value: Typed): boolean;
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
  write_frame(frame: object): Buffer;
  amqp_frame(channel: number, performative?: object): object;
  sasl_frame(performative: object): object;
}

/** A performative of rhea's: accessors by name over the list of its values. */
interface Composite {
  value: unknown[];
}

/** One maker per performative, by its name. */
interface Makers {
  readonly [performative: string]: ((fields: object) => Composite) | undefined;
}

// The casts state what the untyped modules export, as read in rhea 3.0.5 (pinned).
/** AMQP types: wrapping JavaScript values, reading and writing encoded ones. */
export const types = rheaTypes as Types;
const frames = rheaFrames as Frames;
const makers = rheaFrames as Makers;
const message = rheaMessage as { encode(message: object): Buffer };
const terminus = rheaTerminus as {
  source(fields: object): { described(): Typed };
};

/** One frame as received; without a performative it is a heartbeat. */
export interface Frame {
  readonly channel: number;
  readonly performative?: Performative;
  readonly payload?: Buffer;
}

const emptyPayload = Buffer.alloc(0);
const nothing: object = {};
const nullValue = types.Null();
const errorDescriptor = 0x1d;
const errorFieldCount = 3;
const sourceFieldCount = 11;
const amqpFrame = 0x00;
const saslFrame = 0x01;
const minHeaderWords = 2;

// Far more than any client sends, and little enough to keep for every link.
const maxPerformativeValues = 2048;

/** Decodes one whole frame. @throws EncodingError when the bytes are no frame; nothing was decoded then */
export function decodeFrame(buffer: Buffer): Frame {
  const words = buffer.readUInt8(4);
  const type = buffer.readUInt8(5);
  const start = words * 4;
  if (words < minHeaderWords || start > buffer.length) throw new EncodingError(`Invalid data offset ${words}`);
  if (type !== amqpFrame && type !== saslFrame) throw new EncodingError(`Unknown frame type ${type}`);
  const channel = type === amqpFrame ? buffer.readUInt16BE(6) : 0;
  if (start === buffer.length) return { channel };
  const end = new EncodingCheck(buffer, maxPerformativeValues).endOfValue(start);
  const reader = new types.Reader(buffer);
  reader.position = start;
  const decoded = reader.read();
  const kind = checkedKind(decoded, type === saslFrame);
  const fields = maker(kind)(nothing);
  fields.value = decoded.value as unknown[]; // a list, as just checked
  // The fields were just checked to be those of this kind.
  const performative = { kind, fields } as unknown as Performative;
  return { channel, performative, payload: end === buffer.length ? emptyPayload : buffer.subarray(end) };
}

/** Encodes a frame up to its payload of `payloadBytes`, which the caller writes right behind it. */
export function encodeFrame(channel: number, kind: string, fields: object, payloadBytes = 0): Buffer {
  const buffer = frames.write_frame(frames.amqp_frame(channel, withAllFields(kind, fields)));
  if (payloadBytes > 0) buffer.writeUInt32BE(buffer.length + payloadBytes, 0);
  return buffer;
}

/** Encodes one frame of the SASL layer. */
export function encodeSaslFrame(kind: string, fields: object): Buffer {
  return frames.write_frame(frames.sasl_frame(withAllFields(kind, fields)));
}

// Lists may leave trailing fields out, but Azure writes them all, and Microsoft's Python client (7.9 to 7.14) reads the
// fields of performatives, sources and errors by position.
function withAllFields(kind: string, fields: object): Composite {
  const performative = maker(kind)(fields);
  const { value } = performative;
  for (let count = fieldCount(kind); value.length < count; ) value.push(nullValue);
  if (kind === "detach" || kind === "end" || kind === "close") {
    for (const field of value) {
      const error = field as Typed | undefined;
      if (error?.descriptor?.value === errorDescriptor) pad(error, errorFieldCount);
    }
  }
  return performative;
}

/** Appends null to a list that has fewer values than it should. */
function pad(list: Typed, count: number): Typed {
  const values = list.value as unknown[]; // as rhea builds lists
  while (values.length < count) values.push(nullValue);
  return list;
}

function maker(kind: string): (fields: object) => Composite {
  const make = makers[kind];
  if (make === undefined) throw new Error(`unknown performative ${kind}`);
  return make;
}

/** A frame without content, which keeps the connection alive. */
export const heartbeat: Buffer = frames.write_frame(frames.amqp_frame(0));

/** Encodes a message from plain values; wrap values whose AMQP type matters. */
export function encodeMessage(content: object): Buffer {
  return message.encode(content);
}

/** Writes the source of an attach frame. */
export function encodeSource(fields: object): object {
  return pad(terminus.source(fields).described(), sourceFieldCount);
}
