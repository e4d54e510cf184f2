import { UsageError } from "../../errors/usage-error.ts";
import type { ValidationIssue } from "../../errors/validation-issue.ts";
import type { Contract, ReceivedFact } from "../contract/index.ts";
import type { ReceivedOrderMessage } from "../ledger/order-ledger.ts";
import type { QuarantineCause, RawMessage } from "../ledger/quarantine.ts";
import { decodeMessage, type IncomingMessage, type InvalidMessage, messageIdText } from "../messages/index.ts";
import { isStorableId, storableFact, unusableBecause } from "../orders/index.ts";
import type { UnknownMessage } from "./handlers.ts";

/** A message as its handler gets it: of the contract, or of a type that the contract does not have. */
type HandledMessage = IncomingMessage<string, Contract> | UnknownMessage;

/** What the client makes of a message: something for a handler and the ledger, or what is wrong with it. */
export type Reading =
  | {
      readonly ok: true;
      readonly message: HandledMessage;
      /** The same for the ledger. */
      readonly order: ReceivedOrderMessage;
      readonly deviations: readonly ValidationIssue[];
    }
  | {
      readonly ok: false;
      readonly invalid: InvalidMessage;
      readonly cause: QuarantineCause;
      /** What the contract's binding threw, where it did. */
      readonly error?: unknown;
    };

/** How messages are read. */
export interface ReadingOptions {
  readonly contract: Contract;
  /** Whether there is a handler for types that the contract does not have. */
  readonly takesUnknown: boolean;
}

const notStored: ValidationIssue = {
  path: "",
  keyword: "storable",
  expected: "a message that can be stored",
  message: "The message: expected one that can be stored",
};
/** What becomes of a message that the ledger can never take. */
export const unstorable: Reading & { readonly ok: false } = {
  ok: false,
  invalid: { reason: "INVALID_PAYLOAD", issues: [notStored] },
  cause: { reason: "invalid", issues: [notStored] },
};

/** Reads a message from the queue or the quarantine under the contract in use. */
export function readMessage(raw: RawMessage, { contract, takesUnknown }: ReadingOptions): Reading {
  const decoded = decodeMessage(raw, { contract });
  if (!decoded.ok) {
    const { reason } = decoded.invalid;
    const isUnknown = reason === "UNKNOWN_TYPE" || reason === "WRONG_DIRECTION";
    const unknown = isUnknown && takesUnknown ? unknownMessage(raw) : undefined;
    if (unknown !== undefined) return unknown;
    return unreadable(decoded.invalid, isUnknown ? "unknown-type" : "invalid");
  }
  const { message } = decoded;
  const { type, messageId, correlationId, deviations } = message;
  let fact: ReceivedFact;
  try {
    fact = contract.factOf(type, message.payload);
  } catch (error) {
    // The binding has no answer to something that the contract allows. The message waits in the quarantine for a better one.
    const issue = bindingIssue(error);
    return { ...unreadable({ reason: "INVALID_PAYLOAD", type, messageId, issues: [issue] }, "invalid"), error };
  }
  const storable = storableFact(fact);
  const order = { type, messageId, ...(correlationId !== undefined && { correlationId }), fact: storable.fact };
  const unusable = unusableBecause(order);
  if (unusable !== undefined) {
    return unreadable({ reason: "INVALID_PAYLOAD", type, messageId, issues: [unusable] }, "invalid");
  }
  if (storable.deviations.length === 0) return { ok: true, message, order, deviations };
  const all = [...deviations, ...storable.deviations];
  return { ok: true, message: { ...message, deviations: all }, order, deviations: all };
}

function unreadable(invalid: InvalidMessage, reason: "invalid" | "unknown-type"): Reading & { readonly ok: false } {
  return { ok: false, invalid, cause: { reason, issues: invalid.issues } };
}

/** Hands a message of a type that the contract does not have to the application; `undefined` when it cannot be recorded. */
function unknownMessage(raw: RawMessage): Reading | undefined {
  const messageId = messageIdText(raw.messageId);
  const correlationId = messageIdText(raw.correlationId);
  const { subject: type = "" } = raw;
  const texts = [type, messageId ?? "", correlationId ?? ""];
  if (messageId === undefined || !texts.every(isStorableId)) return undefined;
  const ids = { type, messageId, ...(correlationId !== undefined && { correlationId }) };
  const fact = { kind: "no-order-matter", cardId: undefined, shipmentId: undefined } as const;
  return { ok: true, message: { ...ids, envelope: raw }, order: { ...ids, fact }, deviations: [] };
}

function bindingIssue(error: unknown): ValidationIssue {
  // The text of the error may hold values of the message.
  const name = error instanceof UsageError ? error.code : error instanceof Error ? error.name : typeof error;
  const expected = "a message that the contract's binding can read";
  return { path: "", keyword: "binding", expected, message: `The message: expected ${expected}, but it threw ${name}` };
}
