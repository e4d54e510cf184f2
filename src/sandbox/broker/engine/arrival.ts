import { BrokerError } from "./broker-error.ts";
import type { MessageContent } from "./message-content.ts";
import type { QueueSettings } from "./queue-options.ts";

/** A message on its way into a queue. */
export interface NewMessage {
  readonly content: MessageContent;
  readonly messageId: string;
  readonly sessionId: string | undefined;
  readonly timeToLiveMs: number | undefined;
  readonly scheduledForMs: number | undefined;
}

/**
 * Checks messages against the rules of a queue that holds `heldBytes` already.
 *
 * @throws BrokerError for a message too large, without the session it needs, or beyond the size of the queue.
 */
export function checkArrivals(arrivals: readonly NewMessage[], queue: QueueSettings, heldBytes: number): void {
  let bytes = heldBytes;
  for (const { content, sessionId } of arrivals) {
    bytes += content.bytes;
    if (content.bytes > queue.maxMessageBytes) throw tooLarge(queue);
    if (queue.requiresSession && sessionId === undefined) {
      throw new BrokerError(
        "amqp:not-allowed",
        "The SessionId was not set on a message, and it cannot be sent to the entity. Entities that have session support enabled can only receive messages that have the SessionId set to a valid value.",
      );
    }
  }
  if (bytes > queue.maxQueueBytes) {
    throw new BrokerError(
      "amqp:resource-limit-exceeded",
      `The maximum entity size of ${queue.maxQueueBytes} bytes of '${queue.name}' has been reached or exceeded.`,
    );
  }
}

/** The refusal of a message larger than its queue allows. */
export function tooLarge(queue: QueueSettings): BrokerError {
  return new BrokerError(
    "amqp:link:message-size-exceeded",
    `The message exceeds the limit of ${queue.maxMessageBytes} bytes of '${queue.name}'.`,
  );
}
