import type { Contract, Message } from "../asyncapi/model/contract.ts";
import { fieldsOf } from "./fields.ts";
import { hasOf, vocabulary, wordsOf } from "./vocabulary.ts";

/** What a message is for. */
export type Role = "request" | "withdrawal" | "reportOk" | "shippedOk" | "error" | "produced" | "shipped";

/** The messages of a contract by what they are for; those of no known role are in none. */
export interface Roles {
  readonly received: ReadonlyMap<Message, Role>;
  readonly sent: ReadonlyMap<Message, Role>;
}

/** Guesses what each message is for, from its type and title. */
export function rolesOf({ messages }: Contract): Roles {
  const receivedMessages = messages.filter(({ direction }) => direction !== "send");
  const received = once(receivedMessages, receivedRole, new Set<Role>(["withdrawal", "error"]));
  if (![...received.values()].includes("request")) {
    // Nothing else holds as much as the request.
    const [largest] = receivedMessages
      .filter((message) => !received.has(message))
      .sort((a, b) => fieldsOf(b.payload).length - fieldsOf(a.payload).length);
    if (largest !== undefined && fieldsOf(largest.payload).length > 2) received.set(largest, "request");
  }
  return {
    received,
    sent: once(
      messages.filter(({ direction }) => direction !== "receive"),
      sentRole,
      new Set(),
    ),
  };
}

/** The message of a role. */
export function messageOf(messages: ReadonlyMap<Message, Role>, role: Role): Message | undefined {
  return [...messages].find(([, each]) => each === role)?.[0];
}

/** Of several messages for one role none is taken: it is to be decided. */
function once(
  messages: readonly Message[],
  roleOf: (words: readonly string[]) => Role | undefined,
  repeatable: ReadonlySet<Role>,
) {
  const found = new Map<Message, Role>();
  for (const message of messages) {
    const role = roleOf(wordsOf(message.type)) ?? roleOf(wordsOf(message.title));
    if (role !== undefined) found.set(message, role);
  }
  for (const [message, role] of [...found]) {
    const isAlone = [...found.values()].filter((each) => each === role).length === 1;
    if (!isAlone && !repeatable.has(role)) found.delete(message);
  }
  return found;
}

function receivedRole(words: readonly string[]): Role | undefined {
  const { withdrawn, refused, accepted, requested, produced, shipped, card } = vocabulary;
  if (hasOf(words, withdrawn)) return "withdrawal";
  if (hasOf(words, refused)) return "error";
  if (!hasOf(words, accepted)) return hasOf(words, requested) ? "request" : undefined;
  const [isOfCard, isOfShipment] = [hasOf(words, produced) || hasOf(words, card), hasOf(words, shipped)];
  if (isOfCard === isOfShipment) return undefined;
  return isOfCard ? "reportOk" : "shippedOk";
}

function sentRole(words: readonly string[]): Role | undefined {
  const { refused, produced, shipped, card } = vocabulary;
  if (hasOf(words, refused)) return "error";
  if (hasOf(words, shipped)) return "shipped";
  return hasOf(words, produced) || hasOf(words, card) ? "produced" : undefined;
}
