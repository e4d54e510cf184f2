import { createHash } from "node:crypto";
import type { OutgoingMessage, TypeSentBy } from "../messages/message.ts";
import { change, type Decision, type OrderFacts } from "./facts.ts";

/**
 * A digest of what a report says, by which one that says the same again is told from another; `undefined` for messages
 * that may be written again and again: Error Notifications, and shipments of accessories alone, whose next parcel may hold
 * the same as the one before.
 *
 * When it was produced or shipped does not count: whoever says the same again after a crash looks at the clock again.
 */
export function contentDigest({ type, payload }: OutgoingMessage<TypeSentBy<"partner">>): string | undefined {
  switch (type) {
    case "EXTERNAL_PRODUCTION_CARD_PRODUCED": {
      const { produced: _clock, ...content } = payload;
      return digestOf({ type, ...content });
    }
    case "EXTERNAL_PRODUCTION_SHIPPED": {
      const { shipped: _clock, cardIds = [], accessories = [], ...content } = payload;
      if (cardIds.length === 0) return undefined;
      const quantities = Object.fromEntries(accessories.map(({ accessoryId, quantity }) => [accessoryId, quantity]));
      return digestOf({ type, ...content, cardIds: [...cardIds].sort(), accessories: quantities });
    }
    case "EXTERNAL_PRODUCTION_ERROR":
      return undefined;
    default:
      return type satisfies never;
  }
}

/** The decision about a report that is there already: nothing changes, and nothing is sent. */
export function repeats(messageId: string): Decision {
  return { ...change({}), repeats: messageId };
}

/** The decision about a report that says the same as the one that stands. */
export function repetition(
  facts: OrderFacts,
  standingId: string | undefined,
  message: OutgoingMessage<TypeSentBy<"partner">>,
): Decision | undefined {
  const standing = standingId === undefined ? undefined : facts.digests.get(standingId);
  if (standingId === undefined || standing === undefined || standing !== contentDigest(message)) return undefined;
  return repeats(standingId);
}

function digestOf(content: object): string {
  // The order in which the fields of an object were written down says nothing.
  const text = JSON.stringify(content, (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash("sha256").update(text).digest("base64");
}
