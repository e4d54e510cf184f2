import { InvalidMessageError } from "../../errors/invalid-message-error.ts";
import type { QueueMessage } from "../../service-bus/queue-message.ts";
import { propertiesOf } from "../../telemetry/trace-context.ts";
import type { Contract, SentFact, Written } from "../contract/index.ts";
import type { MessageToSend, StagedMessage } from "../ledger/order-ledger.ts";
import { discreet } from "../messages/discreet.ts";

/**
 * Checks a payload that the binding of a contract has written, and encodes it.
 *
 * @param written its message type and payload
 * @param of its ids, and the fact that it states: made after the check
 * @throws InvalidMessageError `INVALID_MESSAGE` when the payload is not exactly what the contract declares
 */
export function stagedMessage(
  contract: Contract,
  { type, payload }: Written,
  of: { readonly messageId: string; readonly correlationId?: string; readonly fact: () => SentFact },
): StagedMessage {
  const definition = contract.definitionOf(type);
  const validation = definition?.strict(payload);
  if (definition === undefined || validation === undefined || !validation.valid) {
    throw new InvalidMessageError(`Invalid ${type}: it does not fit the contract, so it was not sent`, {
      reason: definition === undefined ? "UNKNOWN_TYPE" : "INVALID_PAYLOAD",
      type,
      issues:
        definition === undefined || validation === undefined || validation.valid
          ? []
          : discreet(validation.issues, definition),
    });
  }
  const { messageId, correlationId, fact } = of;
  return {
    type,
    messageId,
    ...(correlationId !== undefined && { correlationId }),
    fact: fact(),
    body: JSON.stringify(payload),
  };
}

/**
 * Returns a staged message as the queue carries it.
 *
 * @param propagates whether it carries the trace that it belongs to
 */
export function queueMessage(
  { type, messageId, correlationId, body, trace }: MessageToSend,
  propagates = false,
): QueueMessage {
  return {
    subject: type,
    messageId,
    ...(correlationId !== undefined && { correlationId }),
    contentType: "application/json",
    body: Buffer.from(body),
    ...(propagates && trace !== undefined && { applicationProperties: propertiesOf(trace) }),
  };
}
