import { sql } from "kysely";
import { query, run, type SqlSteps } from "../../../database/sql-steps.ts";
import { isOneOf, type StatementTarget, statement } from "../../../database/statement.ts";
import {
  type AccessoryOrder,
  accessoryKey,
  type CardOrder,
  type FactsNeeded,
  factsNeededFor,
  type OrderFacts,
  type OrderMessage,
  type ShippedNotice,
} from "../../orders/index.ts";
import type { LedgerTables } from "../schema/tables.ts";
import type { LedgerContext } from "./context.ts";
import { accessoryOf, cardOf, noticeOf } from "./rows.ts";

type Target = StatementTarget<LedgerTables>;
type Ids = { readonly ids: readonly string[] };

const lockShipment = statement(({ db }: Target, { shipmentId }: { readonly shipmentId: string }) => ({
  compile: () => sql`select pg_advisory_xact_lock(hashtextextended(${shipmentId}, 4081726303))`.compile(db),
}));

const cardsById = statement(({ db, dialect }: Target, { ids }: Ids) =>
  db
    .selectFrom("cardwright_card")
    .selectAll()
    .where(isOneOf(dialect, "card_id", ids)),
);

const cardsToKeep = statement(({ db, dialect }: Target, { ids }: Ids) =>
  db
    .selectFrom("cardwright_card")
    .selectAll()
    .where(isOneOf(dialect, "card_id", ids))
    .$if(dialect === "postgres", (cards) => cards.forUpdate()),
);

const cardsByMessageId = statement(({ db, dialect }: Target, { ids }: Ids) =>
  db
    .selectFrom("cardwright_card")
    .selectAll()
    .where((eb) => eb.or([isOneOf(dialect, "request_id", ids), isOneOf(dialect, "report_id", ids)])),
);

const noticesById = statement(({ db, dialect }: Target, { ids }: Ids) =>
  db
    .selectFrom("cardwright_notice")
    .selectAll()
    .where(isOneOf(dialect, "message_id", ids)),
);

const openNoticesOf = statement(({ db, dialect }: Target, { ids }: Ids) =>
  db
    .selectFrom("cardwright_notice")
    .selectAll()
    .where(isOneOf(dialect, "shipment_id", ids))
    .where("state", "=", "announced"),
);

const accessoriesById = statement(
  ({ db, dialect }: Target, { shipmentId, ids }: Ids & { readonly shipmentId: string }) =>
    db
      .selectFrom("cardwright_accessory")
      .selectAll()
      .where("shipment_id", "=", shipmentId)
      .where(isOneOf(dialect, "accessory_id", ids)),
);

const organisationOf = statement(({ db }: Target, { shipmentId }: { readonly shipmentId: string }) =>
  db
    .selectFrom("cardwright_card")
    .select("organisation_id")
    .where("shipment_id", "=", shipmentId)
    .orderBy("card_id")
    .limit(1),
);

const digestsOf = statement(({ db, dialect }: Target, { ids }: Ids) =>
  db
    .selectFrom("cardwright_outbox")
    .select(["message_id", "content_digest"])
    .where(isOneOf(dialect, "message_id", ids)),
);

/** Runs a statement about ids, unless there is none. */
function* queryIds<Row>(
  context: LedgerContext,
  about: (target: Target, values: Ids) => Parameters<typeof query<Row>>[0],
  ids: readonly string[],
): SqlSteps<readonly Row[]> {
  return ids.length === 0 ? [] : yield* query(about(context, { ids }));
}

/**
 * Waits until no other transaction works on these shipments, and keeps them until the end. Everything that one decision
 * reads and writes belongs to one shipment, so two decisions about the same thing come one after the other.
 */
export function* lockShipments(context: LedgerContext, shipmentIds: Iterable<string>): SqlSteps<void> {
  // SQLite has one writer at a time anyway.
  if (context.dialect === "sqlite") return;
  // In one order, so that two transactions cannot wait for each other.
  for (const shipmentId of [...new Set(shipmentIds)].sort()) yield* run(lockShipment(context, { shipmentId }));
}

/**
 * The shipments to lock for a message: the one that it names. A message that names another shipment than its card's is
 * refused, or has no effect. Only an Error Notification goes by other ids.
 */
export function* shipmentsToLock(context: LedgerContext, message: OrderMessage): SqlSteps<readonly string[]> {
  if (context.dialect === "sqlite") return [];
  if (message.type !== "EXTERNAL_PRODUCTION_ERROR") return [message.payload.shipmentId];
  return yield* shipmentsOf(context, factsNeededFor(message));
}

/** The shipments that facts belong to: a notice never changes its own, and a card only after it was rejected. */
export function* shipmentsOf(context: LedgerContext, needed: FactsNeeded): SqlSteps<readonly string[]> {
  const rows = [
    ...(yield* queryIds(context, cardsById, needed.cardIds)),
    ...(yield* queryIds(context, cardsByMessageId, needed.cardsByMessageIds)),
    ...(yield* queryIds(context, noticesById, needed.noticeIds)),
  ];
  return [...needed.shipmentIds, ...needed.openNoticesOf, ...rows.map((row) => row.shipment_id)];
}

/**
 * Loads the facts that a decision needs.
 *
 * @param keepCards whether the cards stay as they are until the end of the transaction: those of a request, which may have
 * been in another shipment before
 */
export function* loadFacts(context: LedgerContext, needed: FactsNeeded, keepCards = false): SqlSteps<OrderFacts> {
  const { digestOf } = needed;
  const notices = yield* loadNotices(context, needed);

  const cardIds = new Set(needed.cardIds);
  if (needed.withContent) for (const notice of notices) for (const cardId of notice.cardIds) cardIds.add(cardId);
  const cardRows = [
    ...(yield* queryIds(context, keepCards ? cardsToKeep : cardsById, [...cardIds])),
    ...(yield* queryIds(context, cardsByMessageId, needed.cardsByMessageIds)),
  ];
  const cards = new Map<string, CardOrder>(cardRows.map((row) => [row.card_id, cardOf(row)]));

  const accessories = yield* loadAccessories(context, [
    ...needed.accessories,
    ...(needed.withContent ? [...notices, ...cards.values()].flatMap(keysOf) : []),
  ]);
  return {
    cards,
    accessories,
    notices,
    shipments: yield* loadOrganisations(context, needed.shipmentIds),
    digests: yield* loadDigests(
      context,
      [...cards.values()].map((card) => digestOf && card[digestOf]).filter((id) => id !== undefined),
    ),
  };
}

function* loadDigests(context: LedgerContext, messageIds: readonly string[]): SqlSteps<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>();
  for (const row of yield* queryIds(context, digestsOf, messageIds)) {
    const { message_id: messageId, content_digest: digest } = row;
    if (digest !== null) digests.set(messageId, context.personalData.open(messageId, digest));
  }
  return digests;
}

/** The organisation of each shipment that has a card. */
export function* loadOrganisations(
  context: LedgerContext,
  shipmentIds: readonly string[],
): SqlSteps<ReadonlyMap<string, { readonly organisationId: string }>> {
  const found = new Map<string, { readonly organisationId: string }>();
  for (const shipmentId of new Set(shipmentIds)) {
    const [row] = yield* query(organisationOf(context, { shipmentId }));
    if (row !== undefined) found.set(shipmentId, { organisationId: row.organisation_id });
  }
  return found;
}

function* loadNotices(context: LedgerContext, needed: FactsNeeded): SqlSteps<readonly ShippedNotice[]> {
  const rows = [
    ...(yield* queryIds(context, noticesById, needed.noticeIds)),
    ...(yield* queryIds(context, openNoticesOf, needed.openNoticesOf)),
  ];
  const byPosition = new Map(rows.map((row) => [Number(row.position), row]));
  return [...byPosition.entries()].sort(([a], [b]) => a - b).map(([, row]) => noticeOf(row));
}

type AccessoryId = Pick<AccessoryOrder, "shipmentId" | "accessoryId">;

function keysOf(holder: {
  readonly shipmentId: string;
  readonly accessories: readonly { readonly accessoryId: string }[];
}): readonly AccessoryId[] {
  return holder.accessories.map(({ accessoryId }) => ({ shipmentId: holder.shipmentId, accessoryId }));
}

function* loadAccessories(
  context: LedgerContext,
  accessoryIds: readonly AccessoryId[],
): SqlSteps<ReadonlyMap<string, AccessoryOrder>> {
  const found = new Map<string, AccessoryOrder>();
  for (const [shipmentId, inShipment] of Map.groupBy(accessoryIds, (id) => id.shipmentId)) {
    const ids = inShipment.map(({ accessoryId }) => accessoryId);
    const rows = yield* query(accessoriesById(context, { shipmentId, ids }));
    for (const row of rows) found.set(accessoryKey(accessoryOf(row)), accessoryOf(row));
  }
  return found;
}
