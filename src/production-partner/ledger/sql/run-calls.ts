import type { SqlSteps } from "../../../database/sql-steps.ts";
import { runAll } from "../../../database/sql-steps.ts";
import type { Draft, StagedMessage } from "../order-ledger.ts";
import { CallInGroup } from "./call-in-group.ts";
import { composeDrafts } from "./compose.ts";
import type { LedgerContext } from "./context.ts";
import { decideCall } from "./decide-call.ts";
import { enter, receiveAgain } from "./enter.ts";
import type { LedgerCall, LedgerResults, Settled } from "./ledger-call.ts";
import { loadOrders } from "./load-orders.ts";
import { lockOf, shipmentsToLock } from "./lock-shipments.ts";
import { takeUnsent } from "./outbox.ts";
import { PendingWrites } from "./pending-writes.ts";
import { addToQuarantine } from "./quarantine.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

/**
 * Runs calls as one transaction: what they need is loaded once, each is decided in memory over what the ones before it have
 * changed, and everything is written with one statement for each table. A call that a rule refuses, or whose own functions
 * throw, harms no other. A failure of the database fails all: the caller then runs each alone.
 *
 * What it locks, it locks in this order, and within each by key: entries of the inbox, shipments, cards of requests, new
 * cards. So two workers never wait for each other.
 */
export function* runCalls(context: LedgerContext, calls: readonly LedgerCall[]): SqlSteps<readonly Settled[]> {
  const all = calls.map((call) => new CallInGroup(call));
  // Of calls about one message, each must see what the one before has done.
  const keys = new Set<string>();
  for (const each of all) {
    const { key } = each;
    if (key === undefined) continue;
    if (keys.has(key)) each.settle({ kind: "again" });
    keys.add(key);
  }

  yield* enterAll(context, all);
  yield* composeDrafts(context, all);
  const deciding = all.filter((each) => each.isOpen);
  const lock = lockOf(
    context,
    yield* shipmentsToLock(
      context,
      deciding.flatMap(({ about }) => about),
    ),
  );
  if (lock !== undefined) yield* runAll([lock]);
  const book = yield* loadOrders(
    context,
    deciding.flatMap(({ needs }) => needs),
    deciding.flatMap(({ requestedCards }) => requestedCards),
  );

  for (const { call, fresh } of deciding) {
    if (call.kind === "stage" && call.take) {
      context.beingStaged.set(
        call.draft,
        fresh.map(({ messageId }) => messageId),
      );
    }
  }
  const writes = new PendingWrites(context);
  const state = { context, book, writes, hasMoved: false };
  for (const each of deciding) decideCall(state, each);
  for (const { entered, outcome } of all) {
    if (entered !== undefined && outcome.kind !== "done") writes.notEntered(entered);
  }
  const waiting = yield* writes.write();

  for (const each of all) each.taken(waiting);
  for (const each of all) {
    const { call } = each;
    if (call.kind !== "take-unsent" || !each.isOpen) continue;
    // Read only now: what is staged later than that, it does not see.
    const inHand = [...call.inHand, ...[...context.beingStaged.values()].flat()];
    each.settle({ kind: "done", result: yield* takeUnsent(context, { limit: call.limit, inHand }) });
  }
  for (const each of all) if (each.kept !== undefined) each.quarantined(yield* addToQuarantine(context, each.kept));
  // After a crash of the server these messages are sent again, with the same ids.
  const isOnlySending = all.every(({ call }) => call.kind === "mark-sent" || call.kind === "take-unsent");
  if (isOnlySending) yield* runAll(context.dialect.commitLater);
  return all.map(({ outcome }) => outcome);
}

/** Stages the messages of a draft within an open transaction. */
export function* stageWithin(context: LedgerContext, draft: Draft): SqlSteps<readonly StagedMessage[]> {
  const [settled] = yield* runCalls(context, [{ kind: "stage", draft, take: false }]);
  if (settled?.kind === "failed") throw settled.error;
  return (settled?.kind === "done" ? settled.result : []) as LedgerResults["stage"];
}

/** Enters what has arrived into the inbox, and settles what was entered before. */
function* enterAll(context: LedgerContext, all: readonly CallInGroup[]): SqlSteps<void> {
  const arrived = all.filter((each) => each.isOpen && each.arrives !== undefined);
  const entered = yield* enter(
    context,
    arrived.map(({ arrives = "", trace }) => ({ messageId: arrives, trace })),
  );
  const known: CallInGroup[] = [];
  for (const each of arrived) {
    if (entered.has(each.arrives ?? "")) each.entered = each.arrives;
    else if (each.call.kind === "receive") known.push(each);
    else each.settle({ kind: "done", result: { kind: "handled" } });
  }
  const receipts = yield* receiveAgain(
    context,
    known.map(({ arrives = "" }) => arrives),
  );
  for (const each of known) {
    each.settle({ kind: "done", result: receipts.get(each.arrives ?? "") ?? { kind: "busy" } });
  }
}
