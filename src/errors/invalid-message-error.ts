import { CardwrightError, type JsonValue } from "./cardwright-error.ts";
import { foreignCode } from "./error-code.ts";
import type { ValidationIssue } from "./validation-issue.ts";

/**
 * Why a message is invalid: its subject is not a message type of the contract, its type is sent in the other direction,
 * its body is not JSON, or its payload does not fit the contract.
 */
export type InvalidMessageReason = "UNKNOWN_TYPE" | "WRONG_DIRECTION" | "NOT_JSON" | "INVALID_PAYLOAD";

/** A message does not fit the contract. `issues` says where and why, without values of the payload. */
export class InvalidMessageError extends CardwrightError {
  override readonly name: string = "InvalidMessageError";
  readonly reason: InvalidMessageReason;
  readonly issues: readonly ValidationIssue[];

  constructor(
    message: string,
    init: {
      readonly reason: InvalidMessageReason;
      readonly type?: string;
      readonly issues: readonly ValidationIssue[];
    },
  ) {
    const first = init.issues[0];
    super(first === undefined ? message : `${message}: ${first.message}`, {
      // The built-in contract has a code of the same word, which explains it; another contract may not.
      code: foreignCode("INVALID_MESSAGE"),
      details: {
        reason: init.reason,
        ...(init.type !== undefined && { type: init.type }),
        issues: init.issues as unknown as JsonValue,
      },
      help: "Correct the fields that `issues` names, then send the message again.",
    });
    this.reason = init.reason;
    this.issues = init.issues;
  }
}
