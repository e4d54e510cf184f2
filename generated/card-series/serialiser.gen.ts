// Generated from spec/card-series-maintenance.xsd (sha256 6fe43b940e865c56dbadc193988e3d41509934421ab1991b8ee9c7bc1933944c).
// Do not edit: change the source and run `npm run generate`.

import { createRecogniser } from "./recogniser.gen.ts";
import { type Literal, type Serialiser, isPlainRecord, literal, putAttribute, putLiteral, putText } from "../../src/xml/index.ts";
import type { CardSeries } from "./types.gen.ts";

/** <RTPAmount> */
function writeRTPAmount3(value: unknown, bytes: Buffer, view: DataView, from: number, levels: readonly (readonly Literal[])[], level: number, limit: number): number {
  if (!isPlainRecord(value)) return -1;
  for (const property in value)
    switch (property) {
      case "CurrencyID":
      case "Amount":
      case "AwardAmount":
      case "LoyaltyAmount":
        break;
      default:
        return -1;
    }
  const literals = levels[level];
  if (literals === undefined || from > limit) return -1;
  let at = putLiteral(view, from, literals[27] as Literal);
  const inner = levels[level + 1];
  if (inner === undefined) return -1;
  const head = at;
  at = putLiteral(view, at, literals[3] as Literal);
  const start = at;
  const child0 = value["CurrencyID"];
  if (child0 !== undefined) {
    if (typeof child0 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, inner[28] as Literal), child0, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, inner[29] as Literal);
  }
  const child1 = value["Amount"];
  if (child1 !== undefined) {
    if (typeof child1 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, inner[30] as Literal), child1, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, inner[31] as Literal);
  }
  const child2 = value["AwardAmount"];
  if (child2 !== undefined) {
    if (typeof child2 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, inner[32] as Literal), child2, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, inner[33] as Literal);
  }
  const child3 = value["LoyaltyAmount"];
  if (child3 !== undefined) {
    if (typeof child3 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, inner[34] as Literal), child3, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, inner[35] as Literal);
  }
  return at === start ? putLiteral(view, head, literals[36] as Literal) : putLiteral(view, at, literals[37] as Literal);
}

/** <RTPTransaction> */
function writeRTPTransaction2(value: unknown, bytes: Buffer, view: DataView, from: number, levels: readonly (readonly Literal[])[], level: number, limit: number): number {
  if (!isPlainRecord(value)) return -1;
  for (const property in value)
    switch (property) {
      case "RTPTransactionID":
      case "OperatorID":
      case "LocationID":
      case "TransactionDateTime":
      case "DeviceID":
      case "BusinessDate":
      case "RTPAmount":
        break;
      default:
        return -1;
    }
  const literals = levels[level];
  if (literals === undefined || from > limit) return -1;
  let at = putLiteral(view, from, literals[14] as Literal);
  const inner = levels[level + 1];
  if (inner === undefined) return -1;
  const head = at;
  at = putLiteral(view, at, literals[3] as Literal);
  const start = at;
  const child0 = value["RTPTransactionID"];
  if (child0 !== undefined) {
    if (typeof child0 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, inner[15] as Literal), child0, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, inner[16] as Literal);
  }
  const child1 = value["OperatorID"];
  if (child1 !== undefined) {
    if (typeof child1 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, inner[17] as Literal), child1, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, inner[18] as Literal);
  }
  const child2 = value["LocationID"];
  if (child2 !== undefined) {
    if (typeof child2 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, inner[19] as Literal), child2, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, inner[20] as Literal);
  }
  const child3 = value["TransactionDateTime"];
  if (child3 !== undefined) {
    if (typeof child3 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, inner[21] as Literal), child3, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, inner[22] as Literal);
  }
  const child4 = value["DeviceID"];
  if (child4 !== undefined) {
    if (typeof child4 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, inner[23] as Literal), child4, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, inner[24] as Literal);
  }
  const child5 = value["BusinessDate"];
  if (child5 !== undefined) {
    if (typeof child5 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, inner[25] as Literal), child5, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, inner[26] as Literal);
  }
  const child6 = value["RTPAmount"];
  if (child6 !== undefined) {
    at = writeRTPAmount3(child6, bytes, view, at, levels, level + 1, limit);
    if (at < 0) return -1;
  }
  return at === start ? putLiteral(view, head, literals[38] as Literal) : putLiteral(view, at, literals[39] as Literal);
}

/** <AlternateKey> */
function writeAlternateKey5(value: unknown, bytes: Buffer, view: DataView, from: number, levels: readonly (readonly Literal[])[], level: number, limit: number): number {
  if (!isPlainRecord(value)) return -1;
  for (const property in value)
    switch (property) {
      case "TypeCode":
      case "AlternateID":
        break;
      default:
        return -1;
    }
  const literals = levels[level];
  if (literals === undefined || from > limit) return -1;
  let at = putLiteral(view, from, literals[43] as Literal);
  const attribute0 = value["TypeCode"];
  if (attribute0 !== undefined) {
    if (typeof attribute0 !== "string") return -1;
    at = putAttribute(bytes, putLiteral(view, at, literals[44] as Literal), attribute0, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[2] as Literal);
  }
  const inner = levels[level + 1];
  if (inner === undefined) return -1;
  const head = at;
  at = putLiteral(view, at, literals[3] as Literal);
  const start = at;
  const child0 = value["AlternateID"];
  if (child0 !== undefined) {
    if (typeof child0 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, inner[45] as Literal), child0, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, inner[46] as Literal);
  }
  return at === start ? putLiteral(view, head, literals[47] as Literal) : putLiteral(view, at, literals[48] as Literal);
}

/** <Customer> */
function writeCustomer4(value: unknown, bytes: Buffer, view: DataView, from: number, levels: readonly (readonly Literal[])[], level: number, limit: number): number {
  if (!isPlainRecord(value)) return -1;
  for (const property in value)
    switch (property) {
      case "CustomerID":
      case "AlternateKey":
        break;
      default:
        return -1;
    }
  const literals = levels[level];
  if (literals === undefined || from > limit) return -1;
  let at = putLiteral(view, from, literals[40] as Literal);
  const inner = levels[level + 1];
  if (inner === undefined) return -1;
  const head = at;
  at = putLiteral(view, at, literals[3] as Literal);
  const start = at;
  const child0 = value["CustomerID"];
  if (child0 !== undefined) {
    if (typeof child0 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, inner[41] as Literal), child0, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, inner[42] as Literal);
  }
  const child1 = value["AlternateKey"];
  if (child1 !== undefined) {
    at = writeAlternateKey5(child1, bytes, view, at, levels, level + 1, limit);
    if (at < 0) return -1;
  }
  return at === start ? putLiteral(view, head, literals[49] as Literal) : putLiteral(view, at, literals[50] as Literal);
}

/** <CardSeries> */
function writeCardSeries1(value: unknown, bytes: Buffer, view: DataView, from: number, levels: readonly (readonly Literal[])[], level: number, limit: number): number {
  if (!isPlainRecord(value)) return -1;
  for (const property in value)
    switch (property) {
      case "Action":
      case "UserName":
      case "UserOrganization":
      case "CardPrefix":
      case "CardSeriesSequence":
      case "CardNumber":
      case "RTPTransaction":
      case "Customer":
        break;
      default:
        return -1;
    }
  const literals = levels[level];
  if (literals === undefined || from > limit) return -1;
  let at = putLiteral(view, from, literals[0] as Literal);
  const attribute0 = value["Action"];
  if (attribute0 !== undefined) {
    if (typeof attribute0 !== "string") return -1;
    at = putAttribute(bytes, putLiteral(view, at, literals[1] as Literal), attribute0, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[2] as Literal);
  } else return -1;
  const inner = levels[level + 1];
  if (inner === undefined) return -1;
  const head = at;
  at = putLiteral(view, at, literals[3] as Literal);
  const start = at;
  const child0 = value["UserName"];
  if (child0 !== undefined) {
    if (typeof child0 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, inner[4] as Literal), child0, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, inner[5] as Literal);
  }
  const child1 = value["UserOrganization"];
  if (child1 !== undefined) {
    if (typeof child1 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, inner[6] as Literal), child1, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, inner[7] as Literal);
  }
  const child2 = value["CardPrefix"];
  if (child2 !== undefined) {
    if (typeof child2 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, inner[8] as Literal), child2, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, inner[9] as Literal);
  }
  const child3 = value["CardSeriesSequence"];
  if (child3 !== undefined) {
    if (typeof child3 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, inner[10] as Literal), child3, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, inner[11] as Literal);
  }
  const child4 = value["CardNumber"];
  if (child4 !== undefined) {
    if (typeof child4 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, inner[12] as Literal), child4, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, inner[13] as Literal);
  }
  const child5 = value["RTPTransaction"];
  if (child5 !== undefined) {
    at = writeRTPTransaction2(child5, bytes, view, at, levels, level + 1, limit);
    if (at < 0) return -1;
  }
  const child6 = value["Customer"];
  if (child6 !== undefined) {
    at = writeCustomer4(child6, bytes, view, at, levels, level + 1, limit);
    if (at < 0) return -1;
  }
  return at === start ? putLiteral(view, head, literals[51] as Literal) : putLiteral(view, at, literals[52] as Literal);
}

/** Makes a serialiser for usual records; see `Serialiser`. */
export function createSerialiser(indent: number): Serialiser<CardSeries> {
  const recogniser = createRecogniser();
  const newLine = indent > 0 ? "\n" : "";
  // The literals of each level with the white space before them; deeper records are written strictly.
  const levels = Array.from({ length: 6 }, (_, level) => {
    const margin = " ".repeat(indent * level);
    return [
      literal(`${margin}<CardSeries`),
      literal(` Action="`),
      literal(`"`),
      literal(`>${newLine}`),
      literal(`${margin}<UserName>`),
      literal(`</UserName>${newLine}`),
      literal(`${margin}<UserOrganization>`),
      literal(`</UserOrganization>${newLine}`),
      literal(`${margin}<CardPrefix>`),
      literal(`</CardPrefix>${newLine}`),
      literal(`${margin}<CardSeriesSequence>`),
      literal(`</CardSeriesSequence>${newLine}`),
      literal(`${margin}<CardNumber>`),
      literal(`</CardNumber>${newLine}`),
      literal(`${margin}<RTPTransaction`),
      literal(`${margin}<RTPTransactionID>`),
      literal(`</RTPTransactionID>${newLine}`),
      literal(`${margin}<OperatorID>`),
      literal(`</OperatorID>${newLine}`),
      literal(`${margin}<LocationID>`),
      literal(`</LocationID>${newLine}`),
      literal(`${margin}<TransactionDateTime>`),
      literal(`</TransactionDateTime>${newLine}`),
      literal(`${margin}<DeviceID>`),
      literal(`</DeviceID>${newLine}`),
      literal(`${margin}<BusinessDate>`),
      literal(`</BusinessDate>${newLine}`),
      literal(`${margin}<RTPAmount`),
      literal(`${margin}<CurrencyID>`),
      literal(`</CurrencyID>${newLine}`),
      literal(`${margin}<Amount>`),
      literal(`</Amount>${newLine}`),
      literal(`${margin}<AwardAmount>`),
      literal(`</AwardAmount>${newLine}`),
      literal(`${margin}<LoyaltyAmount>`),
      literal(`</LoyaltyAmount>${newLine}`),
      literal(`></RTPAmount>${newLine}`),
      literal(`${margin}</RTPAmount>${newLine}`),
      literal(`></RTPTransaction>${newLine}`),
      literal(`${margin}</RTPTransaction>${newLine}`),
      literal(`${margin}<Customer`),
      literal(`${margin}<CustomerID>`),
      literal(`</CustomerID>${newLine}`),
      literal(`${margin}<AlternateKey`),
      literal(` TypeCode="`),
      literal(`${margin}<AlternateID>`),
      literal(`</AlternateID>${newLine}`),
      literal(`></AlternateKey>${newLine}`),
      literal(`${margin}</AlternateKey>${newLine}`),
      literal(`></Customer>${newLine}`),
      literal(`${margin}</Customer>${newLine}`),
      literal(`></CardSeries>${newLine}`),
      literal(`${margin}</CardSeries>${newLine}`),
    ];
  });
  // Room for what is put without a look at the limit, a few literals at each level, and for the bytes after the end that the
  // recogniser may look at.
  const longest = (literals: readonly Literal[]): number => literals.reduce((most, { length }) => Math.max(most, length), 0);
  const reserve = 128 + levels.reduce((sum, literals) => sum + 4 * (longest(literals) + 8), 0);
  return {
    write(record, bytes, view, from) {
      const limit = bytes.length - reserve;
      const end = from > limit ? -1 : writeCardSeries1(record, bytes, view, from, levels, 1, limit);
      if (end < 0) return -1;
      return recogniser.accept(bytes, view, from + indent) === end - newLine.length ? end : -1;
    },
  };
}
