import { EncodingCheck, EncodingError } from "./encoding-check.ts";

// Where the sections of an encoded message lie, so that a broker rewrites header and annotations and keeps the rest
// byte by byte.

/**
 * The sections of a message in the order of the standard; each with its descriptor, empty when the message has none.
 */
export interface MessageSections {
  readonly header: Buffer;
  readonly messageAnnotations: Buffer;
  readonly properties: Buffer;
  readonly applicationProperties: Buffer;
  /** Body sections and footer. */
  readonly body: Buffer;
}

const none: Buffer = Buffer.alloc(0);
const described = 0x00;
const smallUlong = 0x53;
const ulong = 0x80;
const symbol8 = 0xa3;

const data = 0x75;
const sequence = 0x76;
const footer = 0x78;

const list = [0x45, 0xc0, 0xd0];
const map = [0xc1, 0xd1];
const binary = [0xa0, 0xb0];

/** The sections by code, in the order of the standard, with the types that their values may have. */
const sections: { readonly [code: number]: { readonly symbol: string; readonly typecodes?: readonly number[] } } = {
  112: { symbol: "amqp:header:list", typecodes: list },
  113: { symbol: "amqp:delivery-annotations:map", typecodes: map },
  114: { symbol: "amqp:message-annotations:map", typecodes: map },
  115: { symbol: "amqp:properties:list", typecodes: list },
  116: { symbol: "amqp:application-properties:map", typecodes: map },
  [data]: { symbol: "amqp:data:binary", typecodes: binary },
  [sequence]: { symbol: "amqp:amqp-sequence:list", typecodes: list },
  119: { symbol: "amqp:amqp-value:*" },
  [footer]: { symbol: "amqp:footer:map", typecodes: map },
};
const codeBySymbol: ReadonlyMap<string, number> = new Map(
  Object.entries(sections).map(([code, { symbol }]) => [symbol, Number(code)]),
);

/** One described section: its code, where its value starts, and where it ends. */
interface Section {
  readonly code: number;
  readonly valueStart: number;
  readonly end: number;
}

/**
 * Splits an encoded message into its sections, every value of which can be decoded.
 *
 * @throws EncodingError when the bytes are no message: no or unknown sections, a wrong order, values of a wrong type
 */
export function splitMessage(encoded: Buffer): MessageSections {
  const check = new EncodingCheck(encoded);
  let header: Buffer = none;
  let messageAnnotations: Buffer = none;
  let properties: Buffer = none;
  let applicationProperties: Buffer = none;
  let bodyStart = encoded.length;
  let previous = 0;
  if (encoded.length === 0) throw new EncodingError("There are no bytes");
  for (let offset = 0; offset < encoded.length; ) {
    const { code, end } = readSection(encoded, offset, check);
    if (!follows(code, previous)) throw new EncodingError(`A section ${hex(code)} cannot follow ${hex(previous)}`);
    const bytes = encoded.subarray(offset, end);
    if (code === 0x70) header = bytes;
    else if (code === 0x72) messageAnnotations = bytes;
    else if (code === 0x73) properties = bytes;
    else if (code === 0x74) applicationProperties = bytes;
    else if (code >= data) bodyStart = Math.min(bodyStart, offset);
    previous = code;
    offset = end;
  }
  return { header, messageAnnotations, properties, applicationProperties, body: encoded.subarray(bodyStart) };
}

/** The contents of the data sections of a message, as a batch carries one encoded message in each. */
export function dataSections(body: Buffer): Buffer[] {
  const contents: Buffer[] = [];
  const check = new EncodingCheck(body);
  for (let offset = 0; offset < body.length; ) {
    const { code, valueStart, end } = readSection(body, offset, check);
    if (code === data) contents.push(body.subarray(valueStart + (body[valueStart] === 0xa0 ? 2 : 5), end));
    offset = end;
  }
  return contents;
}

// A body is data sections, sequence sections or one value.
function follows(code: number, previous: number): boolean {
  if (previous < data) return code > previous;
  return code === footer ? previous !== footer : code === previous && (code === data || code === sequence);
}

function readSection(buffer: Buffer, start: number, check: EncodingCheck): Section {
  if (buffer[start] !== described) throw new EncodingError(`No section at byte ${start}`);
  const valueStart = check.endOfValue(start + 1);
  const code = sectionCode(buffer, start + 1);
  const end = check.endOfValue(valueStart);
  const { typecodes } = sections[code] ?? {};
  if (typecodes?.includes(buffer.readUInt8(valueStart)) === false) {
    throw new EncodingError(`A section ${hex(code)} has a value of the wrong type`);
  }
  return { code, valueStart, end };
}

function sectionCode(buffer: Buffer, at: number): number {
  const typecode = buffer[at];
  let code: number | undefined;
  if (typecode === smallUlong) code = buffer.readUInt8(at + 1);
  else if (typecode === ulong) code = Number(buffer.readBigUInt64BE(at + 1));
  else if (typecode === symbol8) {
    code = codeBySymbol.get(buffer.toString("latin1", at + 2, at + 2 + buffer.readUInt8(at + 1)));
  }
  if (code === undefined || sections[code] === undefined) throw new EncodingError(`Unknown section at byte ${at}`);
  return code;
}

function hex(code: number): string {
  return `0x${code.toString(16)}`;
}
