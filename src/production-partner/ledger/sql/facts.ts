import { query, run, type SqlSteps } from "../../../database/sql-steps.ts";
import { statement } from "../../../database/statement.ts";
import {
  type AccessoryOrder,
  accessoryKey,
  type CardOrder,
  type FactReceived,
  type FactSent,
  type FactsNeeded,
  factsNeededFor,
  type OrderFacts,
  type ShippedNotice,
} from "../../orders/index.ts";
import { isText } from "../stored-text.ts";
import type { Ids, LedgerContext, LedgerTarget } from "./context.ts";
import { accessoryOf, cardOf, noticeOf } from "./rows.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

interface ShipmentId {
  readonly shipmentId: string;
}

const lockShipment = statement(["shipmentId"], ({ db, dialect }: LedgerTarget, { shipmentId }: ShipmentId) => ({
  compile: () => dialect.lockKey({ purpose: 4081726303, key: shipmentId }).compile(db),
}));

const cardsById = statement(["ids"], ({ db, dialect }: LedgerTarget, { ids }: Ids) =>
  db.selectFrom("cardwright_card").selectAll().where(dialect.isOneOf("card_id", ids)),
);

const cardsToKeep = statement(["ids"], ({ db, dialect }: LedgerTarget, { ids }: Ids) =>
  dialect.forUpdate(db.selectFrom("cardwright_card").selectAll().where(dialect.isOneOf("card_id", ids))),
);

const cardsByMessageId = statement(["ids"], ({ db, dialect }: LedgerTarget, { ids }: Ids) =>
  db
    .selectFrom("cardwright_card")
    .selectAll()
    .where((eb) => eb.or([dialect.isOneOf("request_id", ids), dialect.isOneOf("report_id", ids)])),
);

const noticesById = statement(["ids"], ({ db, dialect }: LedgerTarget, { ids }: Ids) =>
  db.selectFrom("cardwright_notice").selectAll().where(dialect.isOneOf("message_id", ids)),
);

const openNoticesOf = statement(["ids"], ({ db, dialect }: LedgerTarget, { ids }: Ids) =>
  db
    .selectFrom("cardwright_notice")
    .selectAll()
    .where(dialect.isOneOf("shipment_id", ids))
    .where("state", "=", "announced"),
);

const acknowledgedNoticeOf = statement(["shipmentId"], ({ db }: LedgerTarget, { shipmentId }: ShipmentId) =>
  db
    .selectFrom("cardwright_notice")
    .selectAll()
    .where("shipment_id", "=", shipmentId)
    .where("state", "=", "acknowledged")
    .limit(1),
);

const waitingCardOf = statement(["shipmentId"], ({ db }: LedgerTarget, { shipmentId }: ShipmentId) =>
  db
    .selectFrom("cardwright_card")
    .selectAll()
    .where("shipment_id", "=", shipmentId)
    .where("state", "in", ["reported", "report-refused"])
    .orderBy("card_id")
    .limit(1),
);

const accessoriesById = statement(
  ["shipmentId", "ids"],
  ({ db, dialect }: LedgerTarget, { shipmentId, ids }: Ids & ShipmentId) =>
    db
      .selectFrom("cardwright_accessory")
      .selectAll()
      .where("shipment_id", "=", shipmentId)
      .where(dialect.isOneOf("accessory_id", ids)),
);

const organisationOf = statement(["shipmentId"], ({ db }: LedgerTarget, { shipmentId }: ShipmentId) =>
  db
    .selectFrom("cardwright_card")
    .select("organisation_id")
    .where("shipment_id", "=", shipmentId)
    .orderBy("card_id")
    .limit(1),
);

const digestsOf = statement(["ids"], ({ db, dialect }: LedgerTarget, { ids }: Ids) =>
  db.selectFrom("cardwright_outbox").select(["message_id", "content_digest"]).where(dialect.isOneOf("message_id", ids)),
);

/** Runs a statement about ids, unless there is none. */
function* queryIds<Row>(
  context: LedgerContext,
  about: (target: LedgerTarget, values: Ids) => Parameters<typeof query<Row>>[0],
  ids: readonly string[],
): SqlSteps<readonly Row[]> {
  // An Error Notification, ours or NGOC's, may name any text.
  const comparable = ids.filter(isText);
  return comparable.length === 0 ? [] : yield* query(about(context, { ids: comparable }));
}

/**
 * Waits until no other transaction works on these shipments, and keeps them until the end. Everything that one decision
 * reads and writes belongs to one shipment, so two decisions about the same thing come one after the other.
 */
export function* lockShipments(context: LedgerContext, shipmentIds: Iterable<string>): SqlSteps<void> {
  if (context.dialect.hasOneWriter) return;
  // In one order, so that two transactions cannot wait for each other.
  for (const shipmentId of [...new Set(shipmentIds)].sort()) yield* run(lockShipment(context, { shipmentId }));
}

/**
 * The shipments to lock for a message: the one that it names. A message that names another shipment than its card's is
 * refused, or has no effect. One that names none, and an Error Notification, goes by its other ids.
 */
export function* shipmentsToLock(
  context: LedgerContext,
  message: FactReceived | FactSent,
): SqlSteps<readonly string[]> {
  const { fact } = message;
  if (context.dialect.hasOneWriter || fact.kind === "no-order-matter" || fact.kind === "unusable") return [];
  const isAnyId = fact.kind === "refused" || fact.kind === "error-sent";
  if (!isAnyId && "shipmentId" in fact && fact.shipmentId !== undefined) return [fact.shipmentId];
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
 * @param keepCards whether the cards stay as they are until the end of the transaction: those of a request, which may
 * have been in another shipment before
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
  for (const shipmentId of needed.waitingCardOf)
    cardRows.push(...(yield* query(waitingCardOf(context, { shipmentId }))));
  const cards = new Map<string, CardOrder>(cardRows.map((row) => [row.card_id, cardOf(row)]));

  const accessories = yield* loadAccessories(context, [
    ...needed.accessories,
    ...(needed.withContent ? [...notices, ...cards.values()].flatMap(keysOf) : []),
    ...(needed.withUndecided ? [...cards.values()].filter(({ isUndecided }) => isUndecided).flatMap(keysOf) : []),
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
  for (const shipmentId of new Set(shipmentIds.filter(isText))) {
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
  for (const shipmentId of needed.openNoticesOf) {
    if (rows.some((row) => row.shipment_id === shipmentId) || !isText(shipmentId)) continue;
    rows.push(...(yield* query(acknowledgedNoticeOf(context, { shipmentId }))));
  }
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
