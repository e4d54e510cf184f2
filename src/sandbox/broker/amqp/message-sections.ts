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

const codeBySymbol: { readonly [symbol: string]: number } = {
  "amqp:header:list": 0x70,
  "amqp:delivery-annotations:map": 0x71,
  "amqp:message-annotations:map": 0x72,
  "amqp:properties:list": 0x73,
  "amqp:application-properties:map": 0x74,
  "amqp:data:binary": 0x75,
  "amqp:amqp-sequence:list": 0x76,
  "amqp:amqp-value:*": 0x77,
  "amqp:footer:map": 0x78,
};

/** One described section: its code and where it starts, where its value starts, and where it ends. */
interface Section {
  readonly code: number;
  readonly valueStart: number;
  readonly end: number;
}

/** Splits an encoded message into its sections. Throws when the bytes are no message. */
export function splitMessage(encoded: Buffer): MessageSections {
  let header: Buffer = none;
  let messageAnnotations: Buffer = none;
  let properties: Buffer = none;
  let applicationProperties: Buffer = none;
  let offset = 0;
  while (offset < encoded.length) {
    const section = readSection(encoded, offset);
    if (section.code >= 0x75) break;
    const bytes = encoded.subarray(offset, section.end);
    if (section.code === 0x70) header = bytes;
    else if (section.code === 0x72) messageAnnotations = bytes;
    else if (section.code === 0x73) properties = bytes;
    else if (section.code === 0x74) applicationProperties = bytes;
    offset = section.end;
  }
  const body = encoded.subarray(offset);
  if (body.length > 0) checkBody(body);
  return { header, messageAnnotations, properties, applicationProperties, body };
}

/** The contents of the data sections of a message, as a batch carries one encoded message in each. */
export function dataSections(body: Buffer): Buffer[] {
  const contents: Buffer[] = [];
  for (let offset = 0; offset < body.length; ) {
    const section = readSection(body, offset);
    if (section.code === 0x75) contents.push(binaryAt(body, section.valueStart));
    offset = section.end;
  }
  return contents;
}

function checkBody(body: Buffer): void {
  for (let offset = 0; offset < body.length; ) offset = readSection(body, offset).end;
}

function readSection(buffer: Buffer, start: number): Section {
  if (buffer[start] !== described) throw new Error(`no section at byte ${start}`);
  const descriptorEnd = endOfValue(buffer, start + 1);
  return {
    code: sectionCode(buffer, start + 1),
    valueStart: descriptorEnd,
    end: endOfValue(buffer, descriptorEnd),
  };
}

function sectionCode(buffer: Buffer, at: number): number {
  const typecode = buffer[at];
  if (typecode === smallUlong) return buffer.readUInt8(at + 1);
  if (typecode === ulong) return Number(buffer.readBigUInt64BE(at + 1));
  if (typecode === symbol8) {
    const code = codeBySymbol[buffer.toString("latin1", at + 2, at + 2 + buffer.readUInt8(at + 1))];
    if (code !== undefined) return code;
  }
  throw new Error(`unknown section at byte ${at}`);
}

/** The bytes of the AMQP binary that starts at an offset. */
function binaryAt(buffer: Buffer, at: number): Buffer {
  const start = buffer[at] === 0xa0 ? at + 2 : at + 5;
  return buffer.subarray(start, endOfValue(buffer, at));
}

// The high half of a constructor determines how its value is sized: part 1, section 1.2.2 of the AMQP 1.0 standard.
const fixedWidths: { readonly [category: number]: number } = { 4: 0, 5: 1, 6: 2, 7: 4, 8: 8, 9: 16 };

function endOfValue(buffer: Buffer, at: number): number {
  const typecode = buffer.readUInt8(at);
  if (typecode === described) return endOfValue(buffer, endOfValue(buffer, at + 1));
  const category = typecode >> 4;
  const width = fixedWidths[category];
  if (width !== undefined) return checkedEnd(buffer, at + 1 + width);
  if (category < 0xa) throw new Error(`unknown type at byte ${at}`);
  const isSmall = category % 2 === 0;
  return checkedEnd(buffer, isSmall ? at + 2 + buffer.readUInt8(at + 1) : at + 5 + buffer.readUInt32BE(at + 1));
}

function checkedEnd(buffer: Buffer, end: number): number {
  if (end > buffer.length) throw new Error("a value is longer than its message");
  return end;
}
