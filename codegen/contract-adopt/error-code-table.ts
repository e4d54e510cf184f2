import type { Message } from "../asyncapi/model/contract.ts";
import { type Concept, matchConcepts } from "./concepts.ts";
import { fieldsOf } from "./fields.ts";
import { type Entry, objectLiteral, undecided } from "./source.ts";
import { wordsOf } from "./vocabulary.ts";

/** Words, all of which a code for a refusal has; the first that fit are taken. */
const wordings: { readonly [reason: string]: readonly string[] } = {
  INVALID_MESSAGE: [
    "invalid message",
    "bad message",
    "malformed",
    "bad request",
    "invalid request",
    "invalid payload",
    "unreadable",
    "validation",
    "invalid",
    "schema",
  ],
  UNKNOWN_MESSAGE_TYPE: ["unknown message", "unknown type", "not supported", "unsupported"],
  UNKNOWN_CARD: [
    "unknown card",
    "no such card",
    "card not found",
    "unknown badge",
    "unknown credential",
    "unknown item",
    "not found",
    "unknown id",
  ],
  UNKNOWN_SHIPMENT: [
    "unknown shipment",
    "no such shipment",
    "shipment not found",
    "unknown parcel",
    "unknown delivery",
    "unknown item",
    "not found",
    "unknown id",
  ],
  ORGANISATION_MISMATCH: [
    "organisation mismatch",
    "unknown organisation",
    "unknown organization",
    "unknown tenant",
    "unknown customer",
  ],
  DUPLICATE_CARD: ["duplicate card", "already ordered", "already exist", "duplicate"],
  CARD_REJECTED: ["card rejected", "rejected card", "unknown card", "no such card", "not found", "unknown item"],
  CARD_NOT_PRODUCED: [
    "card not produced",
    "not produced",
    "wrong order",
    "wrong state",
    "invalid state",
    "too early",
    "out sequence",
  ],
  CARD_NOT_ACKNOWLEDGED: [
    "card not acknowledged",
    "not acknowledged",
    "wrong order",
    "wrong state",
    "invalid state",
    "too early",
    "out sequence",
  ],
  SHIPMENT_NOT_ANNOUNCED: [
    "shipment not announced",
    "not announced",
    "unknown shipment",
    "no such shipment",
    "wrong order",
    "wrong state",
    "invalid state",
  ],
  ALREADY_PRODUCED: ["already produced", "already done", "duplicate"],
  ALREADY_SHIPPED: ["already shipped", "already dispatched", "already sent", "duplicate"],
  NOT_IN_SHIPMENT: ["not in shipment", "wrong shipment", "shipment mismatch"],
  REPORT_DATA_MISSING: [
    "report data missing",
    "missing value",
    "missing field",
    "incomplete",
    "missing data",
    "missing",
  ],
  ACCESSORY_UNKNOWN: ["accessory unknown", "unknown accessory", "no such accessory", "unknown item", "not found"],
  ACCESSORY_QUANTITY_EXCEEDED: ["quantity exceeded", "too many", "exceeded"],
  HANDLER_FAILED: ["internal error", "internal", "technical", "server error", "failed", "failure"],
};

const fallbacks = [
  "internal error",
  "internal",
  "technical",
  "server error",
  "failed",
  "failure",
  "unknown error",
  "general",
  "other",
  "unspecified",
];

/** The codes that a contract has for refusals, as a member of the binding. */
export interface ErrorCodeTable {
  readonly entry: Entry;
  /** The type of the codes, as source. */
  readonly type: string;
}

/** Writes the table of error codes: which code answers which refusal. */
export function errorCodeTable(message: Message | undefined, alias: string): ErrorCodeTable {
  const found = message && matchConcepts(fieldsOf(message.payload), "error").get("errorCode" satisfies Concept);
  if (found === undefined || found.shape.kind !== "text") {
    const text = objectLiteral([{ name: "default", text: undecided, remark: "the code that answers a refusal" }], "  ");
    return { entry: { name: "errorCodes", text }, type: "string" };
  }
  const isInOptional = found.steps.slice(0, -1).map(({ isSure }) => !isSure);
  const type = found.steps.reduce((text, { name }, index) => {
    const around = index > 0 && isInOptional[index - 1] ? `NonNullable<${text}>` : text;
    return `${around}[${JSON.stringify(name)}]`;
  }, alias);
  const isThere = found.steps.at(-1)?.isSure ?? false;
  const { values } = found.shape;
  const entries = values === undefined ? freeCodes() : listedCodes(values);
  return {
    entry: { name: "errorCodes", text: objectLiteral(entries, "  ") },
    type: isThere ? type : `NonNullable<${type}>`,
  };
}

/** Where any text is a code, the names of the refusals are. */
function freeCodes(): readonly Entry[] {
  const reasons = Object.keys(wordings).map((reason) => ({ name: reason, text: JSON.stringify(reason) }));
  return [...reasons, { name: "default", text: JSON.stringify("INTERNAL_ERROR") }];
}

function listedCodes(values: readonly string[]): readonly Entry[] {
  const matched = Object.entries(wordings).flatMap(([reason, wanted]): readonly Entry[] => {
    const code = codeFor(wanted, values);
    return code === undefined ? [] : [{ name: reason, text: JSON.stringify(code) }];
  });
  const fallback = codeFor(fallbacks, values);
  const other: Entry =
    fallback === undefined
      ? { name: "default", text: undecided, remark: `the code for everything else, one of ${values.join(", ")}` }
      : { name: "default", text: JSON.stringify(fallback) };
  // What the default says anyway needs no line.
  return [...matched.filter(({ text }) => text !== other.text), other];
}

function codeFor(wanted: readonly string[], values: readonly string[]): string | undefined {
  for (const wording of wanted) {
    const needed = wordsOf(wording);
    const code = values.find((value) => {
      const words = wordsOf(value);
      return needed.every((word) => words.includes(word));
    });
    if (code !== undefined) return code;
  }
  return undefined;
}
