import type { Damage, Oddity } from "./scenario.ts";

/** What a message looks like after it was changed. */
export interface ChangedMessage {
  readonly body: Uint8Array;
  readonly subject?: string | undefined;
  readonly contentType?: string | undefined;
  readonly applicationProperties?: { readonly [name: string]: string };
}

interface Original {
  readonly payload: unknown;
  readonly subject: string;
  readonly cardId: string;
  readonly shipmentId: string;
  /** A message type that only the partner sends. */
  readonly ownType: string;
}

const bytes = (text: string): Uint8Array => Buffer.from(text);

/** Makes a request invalid. Fields are found by their values, so that any contract can be used. */
export function damaged(damage: Damage, original: Original): ChangedMessage {
  const { payload, subject, cardId, shipmentId, ownType } = original;
  const json = JSON.stringify(payload);
  const changed = (from: string, to: unknown): Uint8Array => bytes(JSON.stringify(replaced(payload, from, () => to)));
  switch (damage) {
    case "not-json":
      return { subject, body: bytes(`<order>${cardId}</order>`) };
    case "empty-body":
      return { subject, body: bytes("") };
    case "empty-object":
      return { subject, body: bytes("{}") };
    case "list":
      return { subject, body: bytes(`[${json}]`) };
    case "null":
      return { subject, body: bytes("null") };
    case "truncated":
      return { subject, body: bytes(json.slice(0, -5)) };
    case "not-utf8":
      return { subject, body: Buffer.concat([bytes('{"a":"'), Buffer.from([0xff, 0xfe, 0xc3]), bytes('"}')]) };
    case "without-card-id":
      return { subject, body: changed(cardId, undefined) };
    case "without-shipment-id":
      return { subject, body: changed(shipmentId, undefined) };
    case "card-id-number":
      return { subject, body: changed(cardId, 4711) };
    case "shipment-id-object":
      return { subject, body: changed(shipmentId, { id: "4711" }) };
    case "unknown-type":
      return { subject: `${subject}_OF_TOMORROW`, body: bytes(json) };
    case "no-type":
      return { subject: undefined, body: bytes(json) };
    case "wrong-direction":
      return { subject: ownType, body: bytes(json) };
    default:
      return damage satisfies never;
  }
}

/** Makes a valid request unusual, not invalid. */
export function odd(oddity: Oddity, { payload, subject, cardId }: Original): ChangedMessage {
  const json = JSON.stringify(payload);
  switch (oddity) {
    case "unknown-field":
      return { subject, body: bytes(JSON.stringify({ ...Object(payload), somethingNew: { nested: [1, 2] } })) };
    case "unknown-nested-field":
      return { subject, body: bytes(JSON.stringify(nestedExtra(payload, cardId))) };
    case "no-content-type":
      return { subject, contentType: undefined, body: bytes(json) };
    case "other-content-type":
      return { subject, contentType: "application/json; charset=utf-8", body: bytes(json) };
    case "extra-properties":
      return { subject, body: bytes(json), applicationProperties: { tenant: "example", trace: "00-1" } };
    case "upper-case-id":
      return { subject, body: bytes(json) };
    case "spaces":
      return { subject, body: bytes(`\n ${JSON.stringify(payload, undefined, 4)} \n`) };
    case "long-texts":
      return { subject, body: bytes(JSON.stringify({ ...Object(payload), remarkOfTomorrow: "x".repeat(50_000) })) };
    case "unicode":
      return { subject, body: bytes(JSON.stringify({ ...Object(payload), bemærkning: "Åsa Østergård 😀 \u202e" })) };
    default:
      return oddity satisfies never;
  }
}

/** Replaces each text that equals `from`; `undefined` removes the property. */
export function replaced(value: unknown, from: string, to: () => unknown): unknown {
  if (value === from) return to();
  if (Array.isArray(value)) return value.map((item) => replaced(item, from, to));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, replaced(one, from, to)]));
}

/** Adds a property to each object that holds the card's id. */
function nestedExtra(value: unknown, cardId: string): unknown {
  if (Array.isArray(value)) return value.map((item) => nestedExtra(item, cardId));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, one]) => [name, nestedExtra(one, cardId)] as const);
  const holdsId = entries.some(([, one]) => one === cardId);
  return Object.fromEntries(holdsId ? [...entries, ["colourOfTomorrow", "green"]] : entries);
}
