import {
  type CardOrder,
  decideFinished,
  decideReceived,
  factsNeededFor,
  factsNeededToFinish,
  type OrderChanges,
} from "../../orders/index.ts";
import { decideAll, digestOf } from "../decide-drafts.ts";
import type { OrderBook } from "../order-book.ts";
import type { StagedMessage } from "../order-ledger.ts";
import { messagesAnswered, withExisting } from "../send-order.ts";
import type { CallInGroup } from "./call-in-group.ts";
import type { LedgerContext } from "./context.ts";
import type { LedgerCall, LedgerResults } from "./ledger-call.ts";
import type { PendingWrites } from "./pending-writes.ts";

/** The orders that the calls of a group decide over, and what they have decided so far. */
export interface GroupState {
  readonly context: LedgerContext;
  readonly book: OrderBook;
  readonly writes: PendingWrites;
  /** Whether a card was ordered again in another shipment: what was loaded may not tell who is in that one now. */
  hasMoved: boolean;
}

/** Decides about one call, over what the calls before it have decided. Its own failure settles it and changes nothing. */
export function decideCall(state: GroupState, each: CallInGroup): void {
  if (state.hasMoved && each.needs.length > 0) {
    each.settle({ kind: "again" });
    return;
  }
  try {
    const result = decide(state, each);
    if (result !== undefined) each.settle({ kind: "done", result });
  } catch (error) {
    each.settle({ kind: "failed", error });
  }
}

function decide(state: GroupState, each: CallInGroup): LedgerResults[LedgerCall["kind"]] {
  const { call } = each;
  switch (call.kind) {
    case "receive":
      return decideReceive(state, each, call);
    case "receive-invalid": {
      const { key, unhandled, answer } = call;
      stageAll(state, each);
      state.writes.handled(key);
      each.kept = { key, unhandled, answer };
      return { kind: "new", quarantine: "kept" };
    }
    case "finish":
      return decideFinish(state, each, call);
    case "stage":
      return stageAll(state, each, call);
    case "mark-sent":
      state.writes.sent(call.messageIds);
      return undefined;
    case "take-unsent":
      return undefined;
    default:
      return call satisfies never;
  }
}

function decideReceive(
  state: GroupState,
  each: CallInGroup,
  { message, options }: Extract<LedgerCall, { kind: "receive" }>,
): LedgerResults["receive"] {
  const { book, writes, context } = state;
  const { messageId, fact } = message;
  const decision = decideReceived(book.facts(factsNeededFor(message)), message);
  if (!decision.ok) {
    const { refusal } = decision;
    const answer = options.answerRefusal(refusal);
    const row = answer && writes.rowOf(answer, false);
    writes.record("in", message, { cards: [], refusedBy: refusal.reason });
    writes.handled(messageId);
    if (answer !== undefined && row !== undefined) {
      // It changes no order: its card may belong to another shipment than the message named.
      writes.record("out", answer, { cards: [] });
      writes.stage(row);
    }
    each.kept = { key: messageId, unhandled: { raw: options.raw, cause: { reason: "refused", refusal } }, answer };
    return { kind: "refused", refusal, quarantine: "kept" };
  }
  const data =
    fact.kind === "card-requested" ? context.personalData.keep(fact.cardId, JSON.stringify(fact.kept)) : undefined;
  if (data !== undefined && fact.kind === "card-requested") writes.personalData(fact.cardId, data);
  apply(state, decision.changes);
  writes.record("in", message, decision.changes);
  writes.sent(messagesAnswered(message, decision.changes));
  return { kind: "new" };
}

function decideFinish(
  state: GroupState,
  each: CallInGroup,
  { message, options }: Extract<LedgerCall, { kind: "finish" }>,
): LedgerResults["finish"] {
  const { messageId } = message;
  const { answer, unhandled } = options;
  const needed = factsNeededToFinish(message);
  if (answer !== undefined) stageAll(state, each);
  else if (needed !== undefined) apply(state, decideFinished(state.book.facts(needed), messageId).changes);
  state.writes.handled(messageId);
  if (unhandled !== undefined) each.kept = { key: messageId, unhandled, answer };
  return {};
}

/** Stages the messages of a call with their effect on the orders. */
function stageAll(
  state: GroupState,
  each: CallInGroup,
  call?: Extract<LedgerCall, { kind: "stage" }>,
): readonly StagedMessage[] {
  const { book, writes } = state;
  // A call before may have staged the same.
  each.fresh = each.fresh.filter((message) => digestOf(message) !== undefined || !book.hasSent(message.messageId));
  const { decided, existing } = decideAll(book, each.fresh, call?.draft.rules);
  const rows = decided.map(({ message }) => writes.rowOf(message, call?.take === true));
  for (const [index, { message, changes }] of decided.entries()) {
    apply(state, changes);
    writes.record("out", message, changes);
    const row = rows[index];
    if (row !== undefined) writes.stage(row);
    book.addSent(message.messageId, digestOf(message));
  }
  each.fresh = decided.map(({ message }) => message);
  return withExisting(each.messages, existing);
}

function apply(state: GroupState, changes: OrderChanges): void {
  const { book, writes } = state;
  for (const { cardId, shipmentId } of changes.cards) {
    const before: CardOrder | undefined = book.cards.get(cardId);
    if (before !== undefined && before.shipmentId !== shipmentId) state.hasMoved = true;
  }
  writes.change(changes, book.cards);
  book.write(changes);
}
