import type { NewMessage } from "./arrival.ts";
import type { StoredMessage } from "./stored-message.ts";

/** Why and with which changes a message is dead-lettered. */
export interface DeadLetterReason {
  readonly reason: string | undefined;
  readonly description: string | undefined;
  readonly changes?: ReadonlyMap<string, unknown>;
}

/**
 * A message as it goes into a dead-letter queue: with its reason among its properties, and no time to live any more.
 */
export function deadLetter(message: StoredMessage, { reason, description, changes }: DeadLetterReason): NewMessage {
  const properties = new Map(changes);
  if (reason !== undefined) properties.set("DeadLetterReason", reason);
  if (description !== undefined) properties.set("DeadLetterErrorDescription", description);
  const { messageId, sessionId, scheduledForMs } = message;
  const content = message.content.withProperties(properties);
  return { content, messageId, sessionId, scheduledForMs, timeToLiveMs: undefined };
}

/** The same message when it is forwarded to another queue: it names the queue where it was dead-lettered. */
export function forwardedDeadLetter(dead: NewMessage, source: string): NewMessage {
  return { ...dead, content: dead.content.withAnnotation("x-opt-deadletter-source", source) };
}
