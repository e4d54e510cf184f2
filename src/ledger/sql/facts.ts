import { sql } from "kysely";
import { queryInChunks } from "../../database/chunks.ts";
import { query, type SqlSteps } from "../../database/sql-steps.ts";
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
import type { LedgerContext } from "./context.ts";
import { accessoryOf, cardOf, noticeOf } from "./rows.ts";

/**
 * Waits until no other transaction works on these shipments, and keeps them until the end. Everything that one decision
 * reads and writes belongs to one shipment, so two decisions about the same thing come one after the other.
 */
export function* lockShipments({ db, dialect }: LedgerContext, shipmentIds: Iterable<string>): SqlSteps<void> {
  // SQLite has one writer at a time anyway.
  if (dialect === "sqlite") return;
  // In one order, so that two transactions cannot wait for each other.
  for (const shipmentId of [...new Set(shipmentIds)].sort()) {
    yield* query(sql`select pg_advisory_xact_lock(hashtextextended(${shipmentId}, 4081726303))`.compile(db));
  }
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
export function* shipmentsOf({ db }: LedgerContext, needed: FactsNeeded): SqlSteps<readonly string[]> {
  const cards = db.selectFrom("cardwright_card").select("shipment_id");
  const rows = [
    ...(yield* queryInChunks(needed.cardIds, (ids) => cards.where("card_id", "in", ids).compile())),
    ...(yield* queryInChunks(needed.cardsByMessageIds, (ids) =>
      cards.where((eb) => eb.or([eb("request_id", "in", ids), eb("report_id", "in", ids)])).compile(),
    )),
    ...(yield* queryInChunks(needed.noticeIds, (ids) =>
      db.selectFrom("cardwright_notice").select("shipment_id").where("message_id", "in", ids).compile(),
    )),
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
  const { db, dialect } = context;
  const { digestOf } = needed;
  const notices = yield* loadNotices(context, needed);

  const cardIds = new Set(needed.cardIds);
  if (needed.withContent) for (const notice of notices) for (const cardId of notice.cardIds) cardIds.add(cardId);
  const all = db
    .selectFrom("cardwright_card")
    .selectAll()
    .$if(keepCards && dialect === "postgres", (select) => select.forUpdate());
  const cardRows = [
    ...(yield* queryInChunks(cardIds, (ids) => all.where("card_id", "in", ids).compile())),
    ...(yield* queryInChunks(needed.cardsByMessageIds, (ids) => all.where("request_id", "in", ids).compile())),
    ...(yield* queryInChunks(needed.cardsByMessageIds, (ids) => all.where("report_id", "in", ids).compile())),
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

function* loadDigests(
  { db, personalData }: LedgerContext,
  messageIds: readonly string[],
): SqlSteps<ReadonlyMap<string, string>> {
  const rows = yield* queryInChunks(new Set(messageIds), (ids) =>
    db
      .selectFrom("cardwright_outbox")
      .select(["message_id", "content_digest"])
      .where("message_id", "in", ids)
      .compile(),
  );
  const digests = new Map<string, string>();
  for (const { message_id: messageId, content_digest: digest } of rows) {
    if (digest !== null) digests.set(messageId, personalData.open(messageId, digest));
  }
  return digests;
}

/** The organisation of each shipment that has a card. */
export function* loadOrganisations(
  { db }: LedgerContext,
  shipmentIds: readonly string[],
): SqlSteps<ReadonlyMap<string, { readonly organisationId: string }>> {
  const found = new Map<string, { readonly organisationId: string }>();
  for (const shipmentId of new Set(shipmentIds)) {
    const [row] = yield* query(
      db
        .selectFrom("cardwright_card")
        .select("organisation_id")
        .where("shipment_id", "=", shipmentId)
        .orderBy("card_id")
        .limit(1)
        .compile(),
    );
    if (row !== undefined) found.set(shipmentId, { organisationId: row.organisation_id });
  }
  return found;
}

function* loadNotices({ db }: LedgerContext, needed: FactsNeeded): SqlSteps<readonly ShippedNotice[]> {
  const all = db.selectFrom("cardwright_notice").selectAll();
  const rows = [
    ...(yield* queryInChunks(needed.noticeIds, (ids) => all.where("message_id", "in", ids).compile())),
    ...(yield* queryInChunks(needed.openNoticesOf, (ids) =>
      all.where("shipment_id", "in", ids).where("state", "=", "announced").compile(),
    )),
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
  { db }: LedgerContext,
  ids: readonly AccessoryId[],
): SqlSteps<ReadonlyMap<string, AccessoryOrder>> {
  const found = new Map<string, AccessoryOrder>();
  for (const [shipmentId, inShipment] of Map.groupBy(ids, (id) => id.shipmentId)) {
    const rows = yield* queryInChunks(new Set(inShipment.map(({ accessoryId }) => accessoryId)), (accessoryIds) =>
      db
        .selectFrom("cardwright_accessory")
        .selectAll()
        .where("shipment_id", "=", shipmentId)
        .where("accessory_id", "in", accessoryIds)
        .compile(),
    );
    for (const row of rows) found.set(accessoryKey(accessoryOf(row)), accessoryOf(row));
  }
  return found;
}
