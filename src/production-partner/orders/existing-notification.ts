import { change, type Decision, type OrderFacts } from "./facts.ts";

/** Decides that a notification exists already: nothing changes, and nothing is sent. */
export function existing(messageId: string): Decision {
  return { ...change({}), existing: messageId };
}

/**
 * Decides that a notification exists already if the one with this id has the same content; else returns `undefined`.
 */
export function existingIfSame(
  facts: OrderFacts,
  existingId: string | undefined,
  digest: string | undefined,
): Decision | undefined {
  const known = existingId === undefined ? undefined : facts.digests.get(existingId);
  return existingId === undefined || known === undefined || known !== digest ? undefined : existing(existingId);
}
