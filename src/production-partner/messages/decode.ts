import type { InvalidMessageReason } from "../../errors/invalid-message-error.ts";
import type { ValidationIssue } from "../../errors/validation-issue.ts";
import { receive } from "../../validation/receive.ts";
import { type BuiltInContract, builtInContract } from "../contract/built-in.ts";
import type { Contract } from "../contract/contract.ts";
import { discreet } from "./discreet.ts";
import type { Envelope, IncomingMessage, Party, TypeReceivedBy } from "./message.ts";
import { messageIdText } from "./message-id.ts";
import { readJson } from "./read-json.ts";

/** Why a message is invalid. Holds no personal data: values of the payload are left out. */
export interface InvalidMessage {
  readonly reason: InvalidMessageReason;
  /** The message type, when the subject names one of the contract. */
  readonly type?: string;
  readonly messageId?: string;
  readonly issues: readonly ValidationIssue[];
}

/** The outcome of {@link decodeMessage}. */
export type Decoded<P extends Party = "partner", C extends Contract = BuiltInContract> =
  | { readonly ok: true; readonly message: IncomingMessage<TypeReceivedBy<P, C>, C> }
  | { readonly ok: false; readonly invalid: InvalidMessage };

/** Whose message it is. */
export interface DecodeOptions<P extends Party = "partner", C extends Contract = BuiltInContract> {
  /** Default: the built-in contract. */
  readonly contract?: C;
  /** The party that receives it. Default `"partner"`. */
  readonly receiver?: P;
}

/**
 * Reads a message from the queue. Only what the vendor has said is enforced: what breaks a guess of the contract is accepted
 * and listed in the message's `deviations`. Unknown properties and unknown enum values are kept.
 *
 * Never throws on bad input: it returns what is wrong and where, so that the message can be consumed and answered with
 * an Error Notification (the Production Partner guide, "Error handling").
 *
 * @param envelope the message as received by the Azure client
 */
export function decodeMessage<P extends Party = "partner", C extends Contract = BuiltInContract>(
  envelope: Envelope,
  options: DecodeOptions<P, C> = {},
): Decoded<P, C> {
  const { receiver } = options;
  const contract: Contract = options.contract ?? builtInContract;
  const { subject } = envelope;
  const messageId = messageIdText(envelope.messageId);
  const definition = contract.definitionOf(subject);
  const invalid = (reason: InvalidMessageReason, issues: readonly ValidationIssue[]): Decoded<P, C> => ({
    ok: false,
    invalid: {
      reason,
      ...(definition !== undefined && { type: definition.type }),
      ...(messageId !== undefined && { messageId }),
      issues,
    },
  });

  if (definition === undefined) {
    return invalid("UNKNOWN_TYPE", [
      issue(
        "/subject",
        "enum",
        "a message type of the contract",
        subject ? "is not a known message type" : "is missing",
      ),
    ]);
  }
  const { type, direction } = definition;
  if (direction !== "both" && direction !== (receiver === "ngoc" ? "send" : "receive")) {
    return invalid("WRONG_DIRECTION", [
      issue("/subject", "direction", "a message type that the receiver accepts", "is a type that the receiver sends"),
    ]);
  }
  if (messageId === undefined) {
    return invalid("INVALID_PAYLOAD", [issue("/messageId", "required", "a UUID", "is missing")]);
  }
  const reading = readJson(envelope.body);
  if (!reading.ok) return invalid("NOT_JSON", [reading.issue]);
  const reception = receive(definition, reading.value);
  if (!reception.valid) return invalid("INVALID_PAYLOAD", discreet(bounded(reception.issues), definition));

  const correlationId = messageIdText(envelope.correlationId);
  const message = {
    type,
    messageId,
    ...(correlationId !== undefined && { correlationId }),
    payload: reception.value,
    deviations: bounded(reception.deviations),
    raw: reading.value,
  };
  // The table pairs each type with its own validator; the compiler cannot follow that pairing through a union.
  return { ok: true, message: message as unknown as IncomingMessage<TypeReceivedBy<P, C>, C> };
}

/** The first issues, with paths of a bounded length: a hostile message can have any number of both. */
function bounded(issues: readonly ValidationIssue[]): readonly ValidationIssue[] {
  if (issues.length === 0) return issues;
  return issues.slice(0, maxIssues).map((one) => {
    if (one.path.length <= maxPathLength) return one;
    const path = `${one.path.slice(0, maxPathLength)}…`;
    return { ...one, path, message: `${path}: expected ${one.expected}` };
  });
}

const maxIssues = 50;
const maxPathLength = 200;

function issue(path: string, keyword: string, expected: string, message: string): ValidationIssue {
  return { path, keyword, expected, message: `${path}: expected ${expected}, but it ${message}` };
}
