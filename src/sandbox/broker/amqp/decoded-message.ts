import { types } from "./codec.ts";
import { dataSections, splitMessage } from "./message-sections.ts";
import { propertiesOf } from "./outcome.ts";
import type { Typed } from "./typed.ts";

/** A message as plain values, without their AMQP types. Enough for requests and for looking, too little to forward. */
export interface DecodedMessage {
  readonly messageId: Typed | undefined;
  readonly subject: unknown;
  readonly replyTo: unknown;
  readonly applicationProperties: { readonly [name: string]: unknown };
  /** The bytes of one data section, a list of several, the list of a sequence, a list of several, or a value. */
  readonly body: unknown;
}

/** Decodes a message. @throws EncodingError when the bytes are no message */
export function decodeMessage(encoded: Buffer): DecodedMessage {
  const sections = splitMessage(encoded);
  const properties = fields(sections.properties);
  const applicationProperties = [...propertiesOf(read(sections.applicationProperties))];
  return {
    messageId: properties[0],
    subject: plain(properties[3]),
    replyTo: plain(properties[4]),
    // Unlike an assignment this makes a property of the name "__proto__", too.
    applicationProperties: Object.fromEntries(applicationProperties.map(([name, value]) => [name, plain(value)])),
    body: bodyOf(sections.body),
  };
}

function bodyOf(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  const data = dataSections(body);
  if (data.length > 0) return data.length === 1 ? data[0] : data;
  const values: unknown[] = [];
  const reader = new types.Reader(body);
  while (reader.position < body.length) {
    const section = reader.read();
    if (!isFooter(section)) values.push(plain(section));
  }
  return values.length === 1 ? values[0] : values;
}

function isFooter({ descriptor }: Typed): boolean {
  return descriptor?.value === 0x78 || descriptor?.value === "amqp:footer:map";
}

function read(section: Buffer): Typed | undefined {
  return section.length === 0 ? undefined : new types.Reader(section).read();
}

function fields(section: Buffer): readonly Typed[] {
  // The value of this section is a list.
  return (read(section)?.value ?? []) as Typed[];
}

function plain(typed: Typed | undefined): unknown {
  if (typed === undefined) return undefined;
  const { value } = typed;
  if (!Array.isArray(value)) return value;
  const items = (value as Typed[]).map(plain);
  if (!types.is_map(typed)) return items;
  const pairs = Array.from({ length: items.length / 2 }, (_, index) => [items[2 * index], items[2 * index + 1]]);
  return Object.fromEntries(pairs.map(([key, item]) => [String(key), item]));
}
