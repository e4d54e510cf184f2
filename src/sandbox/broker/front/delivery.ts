import { types } from "../amqp/codec.ts";
import { AmqpContent, writeMessage } from "../amqp/message-content.ts";
import type { Typed } from "../amqp/typed.ts";
import type { MessageLock, StoredMessage } from "../engine/stored-message.ts";
import { uuidBytes } from "./lock-token.ts";

const stateNumbers = { active: 0, deferred: 1, scheduled: 2 } as const;

/** Writes a stored message as a receiver or a peek gets it. */
export function writeStored(
  message: StoredMessage,
  options: {
    readonly lock?: MessageLock;
    /** Adds the lock token to the message, for a message without its own delivery tag. */
    readonly nameToken?: boolean;
    readonly omitBody?: boolean;
  } = {},
): Buffer {
  const annotations = new Map<string, Typed>([
    ["x-opt-sequence-number", types.wrap_long(message.sequenceNumber)],
    ["x-opt-enqueue-sequence-number", types.wrap_long(message.enqueuedSequenceNumber)],
    ["x-opt-enqueued-time", types.wrap_timestamp(message.enqueuedAtMs)],
  ]);
  const state = stateNumber(message);
  if (state !== 0) annotations.set("x-opt-message-state", types.wrap_int(state));
  if (options.lock !== undefined)
    annotations.set("x-opt-locked-until", types.wrap_timestamp(options.lock.lockedUntilMs));
  const content = amqpContent(message);
  const { omitBody = false } = options;
  const deliveryAnnotations = new Map<string, Typed>();
  // Microsoft's Python client reads the token of a deferred message from here.
  if (options.nameToken === true && options.lock !== undefined) {
    deliveryAnnotations.set("x-opt-lock-token", types.wrap_uuid(uuidBytes(options.lock.token)));
  }
  if (omitBody) deliveryAnnotations.set("omitted-message-body-size", types.wrap_uint(content.body.length));
  return writeMessage(content, {
    deliveryCount: message.deliveryCount,
    annotations,
    omitBody,
    ...(deliveryAnnotations.size > 0 && { deliveryAnnotations }),
  });
}

// A message that was scheduled keeps this annotation after it has become active.
function stateNumber(message: StoredMessage): number {
  return message.state === "active" && message.scheduledForMs !== undefined ? 2 : stateNumbers[message.state];
}

function amqpContent(message: StoredMessage): AmqpContent {
  if (message.content instanceof AmqpContent) return message.content;
  throw new Error("the message did not come in over AMQP");
}
