import {
  accessoryKey,
  decideSent,
  factsNeededFor,
  type OrderChanges,
  type OrderFacts,
  OrderRefusedError,
  type OrderRules,
} from "../orders/index.ts";
import type { OrderBook } from "./order-book.ts";
import type { StagedMessage } from "./order-ledger.ts";

/** A message that is to be staged, and what it changes. */
export interface Decided {
  readonly message: StagedMessage;
  readonly changes: OrderChanges;
}

/**
 * Decides about messages to be sent: all of them or none, and all before the first change, each over what the ones before
 * it would change.
 *
 * @returns what is to be staged, and the existing messages that stand in place of some, by the ids of these
 * @throws OrderRefusedError when a rule forbids one of them
 */
export function decideAll(
  book: OrderBook,
  messages: readonly StagedMessage[],
  rules?: OrderRules,
): { readonly decided: readonly Decided[]; readonly existing: ReadonlyMap<string, string> } {
  const decided: Decided[] = [];
  const existing = new Map<string, string>();
  for (const message of messages) {
    const facts = overlay(book.facts(factsNeededFor(message, rules)), decided);
    const decision = decideSent(facts, message, rules);
    if (!decision.ok) throw new OrderRefusedError(decision.refusal);
    if (decision.existing === undefined) decided.push({ message, changes: decision.changes });
    else existing.set(message.messageId, decision.existing);
  }
  return { decided, existing };
}

/** The digest of a message's content; `undefined` for one that may be repeated. */
export function digestOf({ fact }: StagedMessage): string | undefined {
  return "digest" in fact ? fact.digest : undefined;
}

function overlay(facts: OrderFacts, decided: readonly Decided[]): OrderFacts {
  if (decided.length === 0) return facts;
  const cards = new Map(facts.cards);
  const accessories = new Map(facts.accessories);
  const digests = new Map(facts.digests);
  for (const { message, changes } of decided) {
    for (const card of changes.cards) cards.set(card.cardId, card);
    for (const accessory of changes.accessories) accessories.set(accessoryKey(accessory), accessory);
    digests.set(message.messageId, digestOf(message));
  }
  return { ...facts, cards, accessories, digests };
}
