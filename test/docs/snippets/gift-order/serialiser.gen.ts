// Generated from test/fixtures/batch-schemas/gift-order.xsd (sha256 180f08261f4fa80eaefc82cf80be53e83e2c4d712bf69f1e6c9c03651bf58eb5).
// Do not edit: change the source and run `cardwright generate --xsd gift-order.xsd --out .`.

import { createRecogniser } from "./recogniser.gen.ts";
import { type Literal, type Serialiser, isPlainRecord, literal, putAttribute, putLiteral, putText } from "cardwright/xml";
import type { Card } from "./types.gen.ts";

/** <load> */
function writeload2(value: unknown, bytes: Buffer, view: DataView, from: number, levels: readonly (readonly Literal[])[], level: number, limit: number): number {
  if (!isPlainRecord(value)) return -1;
  for (const property in value)
    switch (property) {
      case "currency":
      case "text":
        break;
      default:
        return -1;
    }
  const literals = levels[level];
  if (literals === undefined || from > limit) return -1;
  let at = putLiteral(view, from, literals[7] as Literal);
  const attribute0 = value["currency"];
  if (attribute0 !== undefined) {
    if (typeof attribute0 !== "string") return -1;
    at = putAttribute(bytes, putLiteral(view, at, literals[8] as Literal), attribute0, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[2] as Literal);
  } else return -1;
  const text = value["text"];
  if (typeof text !== "string") return -1;
  at = putText(bytes, putLiteral(view, at, literals[9] as Literal), text, limit);
  if (at < 0) return -1;
  return putLiteral(view, at, literals[10] as Literal);
}

/** <alias> */
function writealias4(value: unknown, bytes: Buffer, view: DataView, from: number, levels: readonly (readonly Literal[])[], level: number, limit: number): number {
  if (!isPlainRecord(value)) return -1;
  for (const property in value)
    switch (property) {
      case "scheme":
      case "text":
        break;
      default:
        return -1;
    }
  const literals = levels[level];
  if (literals === undefined || from > limit) return -1;
  let at = putLiteral(view, from, literals[14] as Literal);
  const attribute0 = value["scheme"];
  if (attribute0 !== undefined) {
    if (typeof attribute0 !== "string") return -1;
    at = putAttribute(bytes, putLiteral(view, at, literals[15] as Literal), attribute0, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[2] as Literal);
  }
  const text = value["text"];
  if (typeof text !== "string") return -1;
  at = putText(bytes, putLiteral(view, at, literals[9] as Literal), text, limit);
  if (at < 0) return -1;
  return putLiteral(view, at, literals[16] as Literal);
}

/** <owner> */
function writeowner3(value: unknown, bytes: Buffer, view: DataView, from: number, levels: readonly (readonly Literal[])[], level: number, limit: number): number {
  if (!isPlainRecord(value)) return -1;
  for (const property in value)
    switch (property) {
      case "client":
      case "alias":
        break;
      default:
        return -1;
    }
  const literals = levels[level];
  if (literals === undefined || from > limit) return -1;
  let at = putLiteral(view, from, literals[11] as Literal);
  const inner = levels[level + 1];
  if (inner === undefined) return -1;
  const head = at;
  at = putLiteral(view, at, literals[4] as Literal);
  const start = at;
  const child0 = value["client"];
  if (child0 !== undefined) {
    if (typeof child0 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, inner[12] as Literal), child0, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, inner[13] as Literal);
  }
  const child1 = value["alias"];
  if (child1 !== undefined) {
    at = writealias4(child1, bytes, view, at, levels, level + 1, limit);
    if (at < 0) return -1;
  }
  return at === start ? putLiteral(view, head, literals[17] as Literal) : putLiteral(view, at, literals[18] as Literal);
}

/** <card> */
function writecard1(value: unknown, bytes: Buffer, view: DataView, from: number, levels: readonly (readonly Literal[])[], level: number, limit: number): number {
  if (!isPlainRecord(value)) return -1;
  for (const property in value)
    switch (property) {
      case "kind":
      case "run":
      case "number":
      case "load":
      case "owner":
      case "greeting":
        break;
      default:
        return -1;
    }
  const literals = levels[level];
  if (literals === undefined || from > limit) return -1;
  let at = putLiteral(view, from, literals[0] as Literal);
  const attribute0 = value["kind"];
  if (attribute0 !== undefined) {
    if (typeof attribute0 !== "string") return -1;
    at = putAttribute(bytes, putLiteral(view, at, literals[1] as Literal), attribute0, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[2] as Literal);
  } else return -1;
  const attribute1 = value["run"];
  if (attribute1 !== undefined) {
    if (typeof attribute1 !== "string") return -1;
    at = putAttribute(bytes, putLiteral(view, at, literals[3] as Literal), attribute1, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[2] as Literal);
  } else return -1;
  const inner = levels[level + 1];
  if (inner === undefined) return -1;
  const head = at;
  at = putLiteral(view, at, literals[4] as Literal);
  const start = at;
  const child0 = value["number"];
  if (child0 !== undefined) {
    if (typeof child0 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, inner[5] as Literal), child0, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, inner[6] as Literal);
  }
  const child1 = value["load"];
  if (child1 !== undefined) {
    at = writeload2(child1, bytes, view, at, levels, level + 1, limit);
    if (at < 0) return -1;
  }
  const child2 = value["owner"];
  if (child2 !== undefined) {
    at = writeowner3(child2, bytes, view, at, levels, level + 1, limit);
    if (at < 0) return -1;
  }
  const child3 = value["greeting"];
  if (child3 !== undefined) {
    if (typeof child3 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, inner[19] as Literal), child3, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, inner[20] as Literal);
  }
  return at === start ? putLiteral(view, head, literals[21] as Literal) : putLiteral(view, at, literals[22] as Literal);
}

/** Makes a serialiser for usual records; see `Serialiser`. */
export function createSerialiser(indent: number): Serialiser<Card> {
  const recogniser = createRecogniser();
  const newLine = indent > 0 ? "\n" : "";
  // The literals of each level with the white space before them; deeper records are written strictly.
  const levels = Array.from({ length: 5 }, (_, level) => {
    const margin = " ".repeat(indent * level);
    return [
      literal(`${margin}<card`),
      literal(` kind="`),
      literal(`"`),
      literal(` run="`),
      literal(`>${newLine}`),
      literal(`${margin}<number>`),
      literal(`</number>${newLine}`),
      literal(`${margin}<load`),
      literal(` currency="`),
      literal(`>`),
      literal(`</load>${newLine}`),
      literal(`${margin}<owner`),
      literal(`${margin}<client>`),
      literal(`</client>${newLine}`),
      literal(`${margin}<alias`),
      literal(` scheme="`),
      literal(`</alias>${newLine}`),
      literal(`></owner>${newLine}`),
      literal(`${margin}</owner>${newLine}`),
      literal(`${margin}<greeting>`),
      literal(`</greeting>${newLine}`),
      literal(`></card>${newLine}`),
      literal(`${margin}</card>${newLine}`),
    ];
  });
  // Room for what is put without a look at the limit, a few literals at each level, and for the bytes after the end that the
  // recogniser may look at.
  const longest = (literals: readonly Literal[]): number => literals.reduce((most, { length }) => Math.max(most, length), 0);
  const reserve = 128 + levels.reduce((sum, literals) => sum + 4 * (longest(literals) + 8), 0);
  return {
    write(record, bytes, view, from) {
      const limit = bytes.length - reserve;
      const end = from > limit ? -1 : writecard1(record, bytes, view, from, levels, 1, limit);
      if (end < 0) return -1;
      return recogniser.accept(bytes, view, from + indent) === end - newLine.length ? end : -1;
    },
  };
}
