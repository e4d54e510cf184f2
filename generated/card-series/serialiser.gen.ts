// Generated from spec/card-series-maintenance.xsd (sha256 6fe43b940e865c56dbadc193988e3d41509934421ab1991b8ee9c7bc1933944c).
// Do not edit: change the source and run `npm run generate`.

import { createRecogniser } from "./recogniser.gen.ts";
import { type Literal, type Serialiser, isPlainRecord, literal, putAttribute, putLiteral, putText } from "../../src/xml/index.ts";
import type { CardSeries } from "./types.gen.ts";

/** <RTPAmount> */
function writeRTPAmount1(value: unknown, bytes: Buffer, view: DataView, from: number, literals: readonly Literal[], limit: number): number {
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
  let at = putLiteral(view, from, literals[27] as Literal);
  const head = at;
  at = putLiteral(view, at, literals[3] as Literal);
  const start = at;
  const child0 = value["CurrencyID"];
  if (child0 !== undefined) {
    if (typeof child0 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, literals[28] as Literal), child0, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[29] as Literal);
  }
  const child1 = value["Amount"];
  if (child1 !== undefined) {
    if (typeof child1 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, literals[30] as Literal), child1, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[31] as Literal);
  }
  const child2 = value["AwardAmount"];
  if (child2 !== undefined) {
    if (typeof child2 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, literals[32] as Literal), child2, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[33] as Literal);
  }
  const child3 = value["LoyaltyAmount"];
  if (child3 !== undefined) {
    if (typeof child3 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, literals[34] as Literal), child3, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[35] as Literal);
  }
  return at === start ? putLiteral(view, head, literals[36] as Literal) : putLiteral(view, at, literals[37] as Literal);
}

/** <RTPTransaction> */
function writeRTPTransaction2(value: unknown, bytes: Buffer, view: DataView, from: number, literals: readonly Literal[], limit: number): number {
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
  let at = putLiteral(view, from, literals[14] as Literal);
  const head = at;
  at = putLiteral(view, at, literals[3] as Literal);
  const start = at;
  const child0 = value["RTPTransactionID"];
  if (child0 !== undefined) {
    if (typeof child0 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, literals[15] as Literal), child0, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[16] as Literal);
  }
  const child1 = value["OperatorID"];
  if (child1 !== undefined) {
    if (typeof child1 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, literals[17] as Literal), child1, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[18] as Literal);
  }
  const child2 = value["LocationID"];
  if (child2 !== undefined) {
    if (typeof child2 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, literals[19] as Literal), child2, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[20] as Literal);
  }
  const child3 = value["TransactionDateTime"];
  if (child3 !== undefined) {
    if (typeof child3 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, literals[21] as Literal), child3, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[22] as Literal);
  }
  const child4 = value["DeviceID"];
  if (child4 !== undefined) {
    if (typeof child4 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, literals[23] as Literal), child4, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[24] as Literal);
  }
  const child5 = value["BusinessDate"];
  if (child5 !== undefined) {
    if (typeof child5 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, literals[25] as Literal), child5, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[26] as Literal);
  }
  const child6 = value["RTPAmount"];
  if (child6 !== undefined) {
    at = writeRTPAmount1(child6, bytes, view, at, literals, limit);
    if (at < 0) return -1;
  }
  return at === start ? putLiteral(view, head, literals[38] as Literal) : putLiteral(view, at, literals[39] as Literal);
}

/** <AlternateKey> */
function writeAlternateKey3(value: unknown, bytes: Buffer, view: DataView, from: number, literals: readonly Literal[], limit: number): number {
  if (!isPlainRecord(value)) return -1;
  for (const property in value)
    switch (property) {
      case "TypeCode":
      case "AlternateID":
        break;
      default:
        return -1;
    }
  let at = putLiteral(view, from, literals[43] as Literal);
  const attribute0 = value["TypeCode"];
  if (attribute0 !== undefined) {
    if (typeof attribute0 !== "string") return -1;
    at = putAttribute(bytes, putLiteral(view, at, literals[44] as Literal), attribute0, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[2] as Literal);
  }
  const head = at;
  at = putLiteral(view, at, literals[3] as Literal);
  const start = at;
  const child0 = value["AlternateID"];
  if (child0 !== undefined) {
    if (typeof child0 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, literals[45] as Literal), child0, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[46] as Literal);
  }
  return at === start ? putLiteral(view, head, literals[47] as Literal) : putLiteral(view, at, literals[48] as Literal);
}

/** <Customer> */
function writeCustomer4(value: unknown, bytes: Buffer, view: DataView, from: number, literals: readonly Literal[], limit: number): number {
  if (!isPlainRecord(value)) return -1;
  for (const property in value)
    switch (property) {
      case "CustomerID":
      case "AlternateKey":
        break;
      default:
        return -1;
    }
  let at = putLiteral(view, from, literals[40] as Literal);
  const head = at;
  at = putLiteral(view, at, literals[3] as Literal);
  const start = at;
  const child0 = value["CustomerID"];
  if (child0 !== undefined) {
    if (typeof child0 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, literals[41] as Literal), child0, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[42] as Literal);
  }
  const child1 = value["AlternateKey"];
  if (child1 !== undefined) {
    at = writeAlternateKey3(child1, bytes, view, at, literals, limit);
    if (at < 0) return -1;
  }
  return at === start ? putLiteral(view, head, literals[49] as Literal) : putLiteral(view, at, literals[50] as Literal);
}

/** <CardSeries> */
function writeCardSeries5(value: unknown, bytes: Buffer, view: DataView, from: number, literals: readonly Literal[], limit: number): number {
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
  let at = putLiteral(view, from, literals[0] as Literal);
  const attribute0 = value["Action"];
  if (attribute0 !== undefined) {
    if (typeof attribute0 !== "string") return -1;
    at = putAttribute(bytes, putLiteral(view, at, literals[1] as Literal), attribute0, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[2] as Literal);
  }
  const head = at;
  at = putLiteral(view, at, literals[3] as Literal);
  const start = at;
  const child0 = value["UserName"];
  if (child0 !== undefined) {
    if (typeof child0 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, literals[4] as Literal), child0, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[5] as Literal);
  }
  const child1 = value["UserOrganization"];
  if (child1 !== undefined) {
    if (typeof child1 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, literals[6] as Literal), child1, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[7] as Literal);
  }
  const child2 = value["CardPrefix"];
  if (child2 !== undefined) {
    if (typeof child2 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, literals[8] as Literal), child2, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[9] as Literal);
  }
  const child3 = value["CardSeriesSequence"];
  if (child3 !== undefined) {
    if (typeof child3 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, literals[10] as Literal), child3, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[11] as Literal);
  }
  const child4 = value["CardNumber"];
  if (child4 !== undefined) {
    if (typeof child4 !== "string") return -1;
    at = putText(bytes, putLiteral(view, at, literals[12] as Literal), child4, limit);
    if (at < 0) return -1;
    at = putLiteral(view, at, literals[13] as Literal);
  }
  const child5 = value["RTPTransaction"];
  if (child5 !== undefined) {
    at = writeRTPTransaction2(child5, bytes, view, at, literals, limit);
    if (at < 0) return -1;
  }
  const child6 = value["Customer"];
  if (child6 !== undefined) {
    at = writeCustomer4(child6, bytes, view, at, literals, limit);
    if (at < 0) return -1;
  }
  return at === start ? putLiteral(view, head, literals[51] as Literal) : putLiteral(view, at, literals[52] as Literal);
}

/** Makes a serialiser for usual records; see `Serialiser`. */
export function createSerialiser(indent: number): Serialiser<CardSeries> {
  const recogniser = createRecogniser();
  const newLine = indent > 0 ? "\n" : "";
  const margins = Array.from({ length: 5 }, (_, depth) => " ".repeat(indent * depth));
  const literals = [
    literal(`${margins[1]}<CardSeries`),
    literal(` Action="`),
    literal(`"`),
    literal(`>${newLine}`),
    literal(`${margins[2]}<UserName>`),
    literal(`</UserName>${newLine}`),
    literal(`${margins[2]}<UserOrganization>`),
    literal(`</UserOrganization>${newLine}`),
    literal(`${margins[2]}<CardPrefix>`),
    literal(`</CardPrefix>${newLine}`),
    literal(`${margins[2]}<CardSeriesSequence>`),
    literal(`</CardSeriesSequence>${newLine}`),
    literal(`${margins[2]}<CardNumber>`),
    literal(`</CardNumber>${newLine}`),
    literal(`${margins[2]}<RTPTransaction`),
    literal(`${margins[3]}<RTPTransactionID>`),
    literal(`</RTPTransactionID>${newLine}`),
    literal(`${margins[3]}<OperatorID>`),
    literal(`</OperatorID>${newLine}`),
    literal(`${margins[3]}<LocationID>`),
    literal(`</LocationID>${newLine}`),
    literal(`${margins[3]}<TransactionDateTime>`),
    literal(`</TransactionDateTime>${newLine}`),
    literal(`${margins[3]}<DeviceID>`),
    literal(`</DeviceID>${newLine}`),
    literal(`${margins[3]}<BusinessDate>`),
    literal(`</BusinessDate>${newLine}`),
    literal(`${margins[3]}<RTPAmount`),
    literal(`${margins[4]}<CurrencyID>`),
    literal(`</CurrencyID>${newLine}`),
    literal(`${margins[4]}<Amount>`),
    literal(`</Amount>${newLine}`),
    literal(`${margins[4]}<AwardAmount>`),
    literal(`</AwardAmount>${newLine}`),
    literal(`${margins[4]}<LoyaltyAmount>`),
    literal(`</LoyaltyAmount>${newLine}`),
    literal(`></RTPAmount>${newLine}`),
    literal(`${margins[3]}</RTPAmount>${newLine}`),
    literal(`></RTPTransaction>${newLine}`),
    literal(`${margins[2]}</RTPTransaction>${newLine}`),
    literal(`${margins[2]}<Customer`),
    literal(`${margins[3]}<CustomerID>`),
    literal(`</CustomerID>${newLine}`),
    literal(`${margins[3]}<AlternateKey`),
    literal(` TypeCode="`),
    literal(`${margins[4]}<AlternateID>`),
    literal(`</AlternateID>${newLine}`),
    literal(`></AlternateKey>${newLine}`),
    literal(`${margins[3]}</AlternateKey>${newLine}`),
    literal(`></Customer>${newLine}`),
    literal(`${margins[2]}</Customer>${newLine}`),
    literal(`></CardSeries>${newLine}`),
    literal(`${margins[1]}</CardSeries>${newLine}`),
  ];
  // Room for all literals of a record after its last text, and for the bytes after the end that the recogniser may look
  // at.
  const reserve = 64 + literals.reduce((sum, { length }) => sum + length + 8, 0);
  return {
    write(record, bytes, view, from) {
      const limit = bytes.length - reserve;
      const end = from > limit ? -1 : writeCardSeries5(record, bytes, view, from, literals, limit);
      if (end < 0) return -1;
      return recogniser.accept(bytes, view, from + indent) === end - newLine.length ? end : -1;
    },
  };
}
