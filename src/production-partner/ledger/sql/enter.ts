import { query, queryAll, type SqlSteps } from "../../../database/sql-steps.ts";
import { statement } from "../../../database/statement.ts";
import type { TraceContext } from "../../../telemetry/trace-context.ts";
import type { Receipt } from "../order-ledger.ts";
import { type Ids, type LedgerContext, type LedgerTarget, type Moment, momentOf } from "./context.ts";
import { isAlive } from "./workers.ts";
import { enterInbox, enterInboxTraced } from "./write-statements.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

// One statement, so that of two workers who find that the previous one is gone, only one takes over.
const claimAgain = statement(
  ["ids", "worker", "now", "believedUntil"],
  (target: LedgerTarget, { ids, worker, now, believedUntil }: Ids & Moment & { readonly worker: string }) =>
    target.db
      .updateTable("cardwright_inbox")
      .set({ claimed_by: worker })
      .where(target.dialect.isOneOf("message_id", ids))
      .where("handled_at", "is", null)
      .where((eb) =>
        eb.or([
          eb("claimed_by", "is", null),
          eb("claimed_by", "=", worker),
          eb.not(isAlive(target, eb.ref("cardwright_inbox.claimed_by"), { now, believedUntil })),
        ]),
      )
      .returning("message_id"),
);

const handledOf = statement(["ids"], ({ db, dialect }: LedgerTarget, { ids }: Ids) =>
  db
    .selectFrom("cardwright_inbox")
    .select("message_id")
    .where(dialect.isOneOf("message_id", ids))
    .where("handled_at", "is not", null),
);

/** A message to enter into the inbox, and the trace in which it is handled. */
interface Arrival {
  readonly messageId: string;
  readonly trace: TraceContext | undefined;
}

/** Enters messages into the inbox and claims them; returns the ids of those that were not entered before. */
export function* enter(context: LedgerContext, arrivals: readonly Arrival[]): SqlSteps<ReadonlySet<string>> {
  if (arrivals.length === 0) return new Set();
  const { worker } = context;
  const now = context.now();
  // In one order, so that two workers that receive the same messages cannot wait for each other.
  const sorted = [...arrivals].sort((a, b) => (a.messageId < b.messageId ? -1 : 1));
  const rowOf = ({ messageId }: Arrival) => ({ message_id: messageId, received_at: now, claimed_by: worker });
  const isTraced = arrivals.some(({ trace }) => trace !== undefined);
  const insert = isTraced
    ? enterInboxTraced(
        context,
        sorted.map((one) => ({
          ...rowOf(one),
          traceparent: one.trace?.traceparent ?? null,
          tracestate: one.trace?.tracestate ?? null,
        })),
      )
    : enterInbox(context, sorted.map(rowOf));
  const [entered = []] = yield* queryAll([insert]);
  return new Set((entered as readonly { readonly message_id: string }[]).map((row) => row.message_id));
}

/** Claims messages that were entered before, where nobody else handles them. */
export function* receiveAgain(
  context: LedgerContext,
  messageIds: readonly string[],
): SqlSteps<ReadonlyMap<string, Receipt>> {
  const receipts = new Map<string, Receipt>(messageIds.map((id) => [id, { kind: "busy" }]));
  if (messageIds.length === 0) return receipts;
  const { worker } = context;
  const claimed = yield* query(claimAgain(context, { ids: messageIds, worker, ...momentOf(context) }));
  for (const row of claimed) receipts.set(row.message_id, { kind: "unhandled" });
  const others = messageIds.filter((id) => receipts.get(id)?.kind === "busy");
  const handled = others.length === 0 ? [] : yield* query(handledOf(context, { ids: others }));
  for (const row of handled) receipts.set(row.message_id, { kind: "handled" });
  return receipts;
}

/** Gives up the claim of this worker on a message. */
export function* release({ db, worker }: LedgerContext, messageId: string): SqlSteps<void> {
  yield* query(
    db
      .updateTable("cardwright_inbox")
      .set({ claimed_by: null })
      .where("message_id", "=", messageId)
      .where("claimed_by", "=", worker)
      .compile(),
  );
}
