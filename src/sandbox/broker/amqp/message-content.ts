import { randomUUID } from "node:crypto";
import type { MessageContent } from "../engine/message-content.ts";
import { types } from "./codec.ts";
import { splitMessage } from "./message-sections.ts";
import { propertiesOf } from "./outcome.ts";
import type { Typed } from "./typed.ts";

const none = Buffer.alloc(0);
const smallUlong = (code: number): Typed => types.wrap_ulong(code);

/** The place of the fields used here in the properties section. */
const messageIdField = 0;
const groupIdField = 10;

// A received message that is sent again still has the annotations that the broker had added.
const brokersOwn = new Set([
  "x-opt-sequence-number",
  "x-opt-enqueue-sequence-number",
  "x-opt-enqueued-time",
  "x-opt-locked-until",
  "x-opt-message-state",
  "x-opt-deadletter-source",
]);

/** The properties of a message that its sender has set; the bytes themselves are kept unchanged. */
export interface ParsedMessage {
  readonly content: AmqpContent;
  readonly messageId: string;
  readonly sessionId: string | undefined;
  readonly timeToLiveMs: number | undefined;
  readonly scheduledForMs: number | undefined;
}

/**
 * An encoded message: the bare message byte by byte as it was sent, header and annotations apart.
 *
 * Only what a broker must change is ever decoded, so longs, symbols, UUIDs and body sections keep their types.
 */
export class AmqpContent implements MessageContent {
  readonly header: readonly Typed[];
  readonly annotations: ReadonlyMap<string, Typed>;
  readonly properties: Buffer;
  readonly applicationProperties: Buffer;
  readonly body: Buffer;
  /** The size of header and annotations in the message as sent. */
  readonly overheadBytes: number;

  constructor(parts: Omit<AmqpContent, "bytes" | "withProperties" | "withAnnotation">) {
    this.header = parts.header;
    this.annotations = parts.annotations;
    this.properties = parts.properties;
    this.applicationProperties = parts.applicationProperties;
    this.body = parts.body;
    this.overheadBytes = parts.overheadBytes;
  }

  get bytes(): number {
    return this.overheadBytes + this.properties.length + this.applicationProperties.length + this.body.length;
  }

  withProperties(changes: ReadonlyMap<string, unknown>): AmqpContent {
    if (changes.size === 0) return this;
    const merged = new Map(propertiesOf(readSection(this.applicationProperties)));
    for (const [name, value] of changes) merged.set(name, types.wrap(value));
    const items = [...merged].flatMap(([name, value]) => [types.wrap_string(name), value]);
    return this.#with({ applicationProperties: writeSection(0x74, types.Map32(items)) });
  }

  withAnnotation(name: string, value: unknown): AmqpContent {
    return this.#with({ annotations: new Map(this.annotations).set(name, types.wrap(value)) });
  }

  #with(changes: Partial<Pick<AmqpContent, "annotations" | "applicationProperties">>): AmqpContent {
    const { header, annotations, properties, applicationProperties, body, overheadBytes } = this;
    return new AmqpContent({ header, annotations, properties, applicationProperties, body, overheadBytes, ...changes });
  }
}

/** Reads what a sender sent; gives it a message id if it has none. Throws when the bytes are no message. */
export function parseMessage(encoded: Buffer): ParsedMessage {
  return parse(encoded, (name) => !brokersOwn.has(name));
}

/** Reads back what {@link encodeContent} wrote, with the annotations that the broker itself had made. */
export function readContent(encoded: Buffer): AmqpContent {
  return parse(encoded, () => true).content;
}

function parse(encoded: Buffer, isKept: (annotation: string) => boolean): ParsedMessage {
  // Copied: a message kept for days must not retain the whole chunk that the network delivered.
  const sections = splitMessage(Buffer.from(encoded));
  const header = listOf(readSection(sections.header));
  const sentAnnotations = propertiesOf(readSection(sections.messageAnnotations));
  const annotations = new Map([...sentAnnotations].filter(([name]) => isKept(name)));
  let propertyBytes = sections.properties;
  let properties = listOf(readSection(propertyBytes));
  if (isNull(properties[messageIdField])) {
    // Azure's clients cannot renew the lock of a message without an id.
    properties = [types.wrap_string(randomUUID().replaceAll("-", "")), ...properties.slice(1)];
    propertyBytes = writeSection(0x73, types.List32(properties));
  }
  const ttl = header[2]?.value;
  const scheduled = annotations.get("x-opt-scheduled-enqueue-time")?.value;
  return {
    content: new AmqpContent({
      header,
      annotations,
      properties: propertyBytes,
      applicationProperties: sections.applicationProperties,
      body: sections.body,
      overheadBytes: sections.header.length + sections.messageAnnotations.length,
    }),
    messageId: idText(properties[messageIdField]),
    sessionId: textOf(properties[groupIdField]),
    timeToLiveMs: typeof ttl === "number" && ttl >= 0 ? ttl : undefined,
    scheduledForMs: scheduled instanceof Date ? scheduled.getTime() : undefined,
  };
}

/** The annotations that one delivery adds to a message. */
export interface DeliveryParts {
  readonly deliveryCount: number;
  readonly annotations: ReadonlyMap<string, Typed>;
  readonly deliveryAnnotations?: ReadonlyMap<string, Typed>;
  readonly omitBody?: boolean;
}

/** Encodes a message for delivery: header and annotations of this delivery, then the unchanged bare message. */
export function writeMessage(content: AmqpContent, delivery: DeliveryParts): Buffer {
  const [durable, priority, ttl] = content.header;
  const header = [durable, priority, ttl, types.wrap_boolean(false), types.wrap_uint(delivery.deliveryCount)];
  const writer = new types.Writer();
  writer.write(types.described_nc(smallUlong(0x70), types.List32(header.map((field) => field ?? types.Null()))));
  if (delivery.deliveryAnnotations !== undefined) {
    writer.write(types.described_nc(smallUlong(0x71), symbolMap(delivery.deliveryAnnotations)));
  }
  writer.write(types.described_nc(smallUlong(0x72), symbolMap(content.annotations, delivery.annotations)));
  const body = delivery.omitBody === true ? none : content.body;
  return Buffer.concat([writer.toBuffer(), content.properties, content.applicationProperties, body]);
}

/** One map of several; where a key is in more than one, the last counts. */
function symbolMap(...maps: readonly ReadonlyMap<string, Typed>[]): Typed {
  const items: Typed[] = [];
  for (const [index, map] of maps.entries()) {
    for (const [name, value] of map) {
      if (!maps.slice(index + 1).some((later) => later.has(name))) items.push(types.wrap_symbol(name), value);
    }
  }
  return types.Map32(items);
}

/** Writes a message as its sender sent it, with the changes made to it since. */
export function encodeContent(content: AmqpContent): Buffer {
  return writeMessage(content, { deliveryCount: 0, annotations: new Map() });
}

function readSection(section: Buffer): Typed | undefined {
  return section.length === 0 ? undefined : new types.Reader(section).read();
}

function writeSection(code: number, value: Typed): Buffer {
  const writer = new types.Writer();
  writer.write(types.described_nc(smallUlong(code), value));
  return Buffer.from(writer.toBuffer());
}

function listOf(list: Typed | undefined): readonly Typed[] {
  return Array.isArray(list?.value) ? (list.value as Typed[]) : [];
}

function isNull(value: Typed | undefined): boolean {
  return value === undefined || value.value === null || value.value === undefined;
}

function textOf(value: Typed | undefined): string | undefined {
  return typeof value?.value === "string" ? value.value : undefined;
}

function idText(id: Typed | undefined): string {
  return Buffer.isBuffer(id?.value) ? id.value.toString("hex") : String(id?.value);
}
