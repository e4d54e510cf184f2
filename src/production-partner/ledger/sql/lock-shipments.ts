import { query, queryAll, type SqlStatement, type SqlSteps } from "../../../database/sql-steps.ts";
import { statement } from "../../../database/statement.ts";
import { type FactReceived, type FactSent, type FactsNeeded, factsNeededFor } from "../../orders/index.ts";
import { isText } from "../stored-text.ts";
import type { Ids, LedgerContext, LedgerTarget } from "./context.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

const lockAll = statement(["ids"], ({ db, dialect }: LedgerTarget, { ids }: Ids) => ({
  compile: () => dialect.lockKeys({ purpose: 4081726303, keys: ids }).compile(db),
}));

const shipmentsOfCards = statement(["ids"], ({ db, dialect }: LedgerTarget, { ids }: Ids) =>
  db.selectFrom("cardwright_card").select("shipment_id").where(dialect.isOneOf("card_id", ids)),
);

const shipmentsOfMessages = statement(["ids"], ({ db, dialect }: LedgerTarget, { ids }: Ids) =>
  db
    .selectFrom("cardwright_card")
    .select("shipment_id")
    .where((eb) => eb.or([dialect.isOneOf("request_id", ids), dialect.isOneOf("report_id", ids)])),
);

const shipmentsOfNotices = statement(["ids"], ({ db, dialect }: LedgerTarget, { ids }: Ids) =>
  db.selectFrom("cardwright_notice").select("shipment_id").where(dialect.isOneOf("message_id", ids)),
);

/**
 * The statement that waits until no other transaction works on these shipments, and keeps them until the end; `undefined`
 * when none is needed. Everything that one decision reads and writes belongs to one shipment, so two decisions about the
 * same thing come one after the other.
 */
export function lockOf(context: LedgerContext, shipmentIds: Iterable<string>): SqlStatement | undefined {
  // In one order, so that two transactions cannot wait for each other.
  const ids = context.dialect.hasOneWriter ? [] : [...new Set(shipmentIds)].filter(isText).sort();
  return ids.length === 0 ? undefined : lockAll(context, { ids });
}

/** Runs {@link lockOf}. */
export function* lockShipments(context: LedgerContext, shipmentIds: Iterable<string>): SqlSteps<void> {
  const lock = lockOf(context, shipmentIds);
  if (lock !== undefined) yield* query(lock as Parameters<typeof query>[0]);
}

/**
 * The shipments to lock for some messages: those that they name. A message that names another shipment than its card's is
 * refused, or has no effect. One that names none, and an Error Notification, goes by its other ids.
 */
export function* shipmentsToLock(
  context: LedgerContext,
  messages: readonly (FactReceived | FactSent)[],
): SqlSteps<readonly string[]> {
  if (context.dialect.hasOneWriter) return [];
  const named: string[] = [];
  const byOtherIds: FactsNeeded[] = [];
  for (const message of messages) {
    const { fact } = message;
    if (fact.kind === "no-order-matter" || fact.kind === "unusable") continue;
    const isAnyId = fact.kind === "refused" || fact.kind === "error-sent";
    if (!isAnyId && "shipmentId" in fact && fact.shipmentId !== undefined) named.push(fact.shipmentId);
    else byOtherIds.push(factsNeededFor(message));
  }
  return [...named, ...(yield* shipmentsOf(context, byOtherIds))];
}

/** The shipments that facts belong to: a notice never changes its own, and a card only after it was rejected. */
export function* shipmentsOf(context: LedgerContext, needs: readonly FactsNeeded[]): SqlSteps<readonly string[]> {
  const questions: SqlStatement[] = [];
  const ask = (about: typeof shipmentsOfCards, of: (needed: FactsNeeded) => readonly string[]) => {
    const ids = needs.flatMap(of).filter(isText);
    if (ids.length > 0) questions.push(about(context, { ids }));
  };
  ask(shipmentsOfCards, ({ cardIds }) => cardIds);
  ask(shipmentsOfMessages, ({ cardsByMessageIds }) => cardsByMessageIds);
  ask(shipmentsOfNotices, ({ noticeIds }) => noticeIds);
  const rows = (yield* queryAll(questions)).flat() as readonly { readonly shipment_id: string }[];
  const named = needs.flatMap(({ shipmentIds, openNoticesOf }) => [...shipmentIds, ...openNoticesOf]);
  return [...named, ...rows.map((row) => row.shipment_id)];
}
