import { query, type SqlSteps } from "../../../database/sql-steps.ts";
import { statement } from "../../../database/statement.ts";
import { type TraceContext, traceContext } from "../../../telemetry/trace-context.ts";
import type { TraceQuery } from "../order-ledger.ts";
import { isText } from "../stored-text.ts";
import type { Ids, LedgerContext, LedgerTarget } from "./context.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

interface FoundTrace extends TraceRow {
  readonly found: string;
}

interface TraceRow {
  readonly traceparent: string | null;
  readonly tracestate: string | null;
}

const sentTraces = statement(["ids"], ({ db, dialect }: LedgerTarget, { ids }: Ids) =>
  db
    .selectFrom("cardwright_outbox")
    .select(["message_id as found", "traceparent", "tracestate"])
    .where(dialect.isOneOf("message_id", ids))
    .where("traceparent", "is not", null),
);

const receivedTraces = statement(["ids"], ({ db, dialect }: LedgerTarget, { ids }: Ids) =>
  db
    .selectFrom("cardwright_inbox")
    .select(["message_id as found", "traceparent", "tracestate"])
    .where(dialect.isOneOf("message_id", ids))
    .where("traceparent", "is not", null),
);

const requestTraces = statement(["ids"], ({ db, dialect }: LedgerTarget, { ids }: Ids) =>
  db
    .selectFrom("cardwright_card")
    .innerJoin("cardwright_inbox", "cardwright_inbox.message_id", "cardwright_card.request_id")
    .select(["card_id as found", "traceparent", "tracestate"])
    .where(dialect.isOneOf("card_id", ids))
    .where("traceparent", "is not", null),
);

/** Returns the contexts that are kept with messages, and with the requests of cards. */
export function* findTraces(
  context: LedgerContext,
  { messageIds = [], cardIds = [] }: TraceQuery,
): SqlSteps<ReadonlyMap<string, TraceContext>> {
  const found = new Map<string, TraceContext>();
  const add = (rows: readonly FoundTrace[]) => {
    for (const row of rows) {
      const trace = traceOf(row);
      if (trace !== undefined) found.set(row.found, trace);
    }
  };
  const ids = messageIds.filter(isText);
  const cards = cardIds.filter(isText);
  if (ids.length > 0) add(yield* query(receivedTraces(context, { ids })));
  if (ids.length > 0) add(yield* query(sentTraces(context, { ids })));
  if (cards.length > 0) add(yield* query(requestTraces(context, { ids: cards })));
  return found;
}

/** Reads the context of a row. */
export function traceOf({ traceparent, tracestate }: TraceRow): TraceContext | undefined {
  return traceContext(traceparent, tracestate);
}
