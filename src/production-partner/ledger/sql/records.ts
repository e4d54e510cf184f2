import type { Selectable } from "kysely";
import { query, type SqlSteps } from "../../../database/sql-steps.ts";
import { type CardState, cardStates } from "../../orders/index.ts";
import type { CardRecord, OrderEvent, ShipmentProgress, WaitingNotification } from "../order-records.ts";
import type { Page, PageOptions } from "../page.ts";
import { cursorOf, limitOf, pageOf } from "../page-cursor.ts";
import type { LedgerTables } from "../schema/tables.ts";
import type { LedgerContext } from "./context.ts";
import { cardOf } from "./rows.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

/** Lists cards: of one state, those longest in it first; else by card id. */
export function* listCards(
  { db }: LedgerContext,
  options: PageOptions & { readonly state?: CardState; readonly shipmentId?: string },
): SqlSteps<Page<CardRecord>> {
  const { state, shipmentId } = options;
  const limit = limitOf(options);
  let cards = db
    .selectFrom("cardwright_card")
    .selectAll()
    .limit(limit + 1);
  if (shipmentId !== undefined) cards = cards.where("shipment_id", "=", shipmentId);
  if (state !== undefined) cards = cards.where("state", "=", state);
  if (state === undefined || shipmentId !== undefined) {
    const [after] = cursorOf(options, "text") ?? [];
    if (after !== undefined) cards = cards.where("card_id", ">", after);
    const rows = yield* query(cards.orderBy("card_id").compile());
    return pageOf(rows, limit, cardRecordOf, (row) => [row.card_id]);
  }
  const [since, after = ""] = cursorOf(options, "number", "text") ?? [];
  if (since !== undefined) {
    cards = cards.where((eb) => eb(eb.refTuple("state_since", "card_id"), ">", eb.tuple(Number(since), after)));
  }
  const rows = yield* query(cards.orderBy("state_since").orderBy("card_id").compile());
  return pageOf(rows, limit, cardRecordOf, (row) => [row.state_since, row.card_id]);
}

/** Counts all cards by state. */
export function* countCards({ db }: LedgerContext): SqlSteps<{ readonly [state in CardState]?: number }> {
  const rows = yield* query(
    db
      .selectFrom("cardwright_card")
      .select(["state", (eb) => eb.fn.countAll().as("cards")])
      .groupBy("state")
      .compile(),
  );
  return Object.fromEntries(rows.map((row) => [row.state, Number(row.cards)]));
}

/** Lists the progress of shipments, by shipment id. */
export function* listShipments({ db }: LedgerContext, options: PageOptions): SqlSteps<Page<ShipmentProgress>> {
  const limit = limitOf(options);
  const [after = ""] = cursorOf(options, "text") ?? [];
  const shipments = yield* query(
    db
      .selectFrom("cardwright_card")
      .select(["shipment_id", (eb) => eb.fn.min("organisation_id").as("organisation_id")])
      .where("shipment_id", ">", after)
      .groupBy("shipment_id")
      .orderBy("shipment_id")
      .limit(limit + 1)
      .compile(),
  );
  const [first] = shipments;
  const last = shipments.at(-1);
  if (first === undefined || last === undefined) return { items: [] };
  const counts = yield* query(
    db
      .selectFrom("cardwright_card")
      .select(["shipment_id", "state", (eb) => eb.fn.countAll().as("cards")])
      .where("shipment_id", ">=", first.shipment_id)
      .where("shipment_id", "<=", last.shipment_id)
      .groupBy(["shipment_id", "state"])
      .compile(),
  );
  const open = yield* query(
    db
      .selectFrom("cardwright_accessory")
      .select(["shipment_id", (eb) => eb.fn.sum(eb("ordered", "-", eb.ref("announced"))).as("pieces")])
      .where("shipment_id", ">=", first.shipment_id)
      .where("shipment_id", "<=", last.shipment_id)
      .groupBy("shipment_id")
      .compile(),
  );
  const countsOf = Map.groupBy(counts, (row) => row.shipment_id);
  const openOf = new Map(open.map((row) => [row.shipment_id, Number(row.pieces)]));
  return pageOf(
    shipments,
    limit,
    ({ shipment_id: shipmentId, organisation_id: organisationId }) => {
      const states = countsOf.get(shipmentId) ?? [];
      const openAccessories = openOf.get(shipmentId) ?? 0;
      return {
        shipmentId,
        organisationId,
        cards: Object.fromEntries(states.map((row) => [row.state, Number(row.cards)])),
        openAccessories,
        isComplete: openAccessories === 0 && states.every(({ state }) => cardStates[state].isEnd),
      };
    },
    (row) => [row.shipment_id],
  );
}

/** Lists notifications that NGOC has not answered, those that wait longest first. */
export function* listWaiting({ db }: LedgerContext, options: PageOptions): SqlSteps<Page<WaitingNotification>> {
  const limit = limitOf(options);
  const [since = "0", after = ""] = cursorOf(options, "number", "text") ?? [];
  const reports = yield* query(
    db
      .selectFrom("cardwright_card")
      .select(["report_id as message_id", "shipment_id", "card_id", "state_since"])
      .where("state", "=", "reported")
      .where("state_since", ">=", Number(since))
      .where((eb) => eb.or([eb("state_since", ">", Number(since)), eb("report_id", ">", after)]))
      .orderBy("state_since")
      .orderBy("report_id")
      .limit(limit + 1)
      .compile(),
  );
  const shipments = yield* query(
    db
      .selectFrom("cardwright_notice")
      .select(["message_id", "shipment_id", "state_since"])
      .where("state", "=", "announced")
      .where("state_since", ">=", Number(since))
      .where((eb) => eb.or([eb("state_since", ">", Number(since)), eb("message_id", ">", after)]))
      .orderBy("state_since")
      .orderBy("message_id")
      .limit(limit + 1)
      .compile(),
  );
  const waiting: WaitingNotification[] = [
    ...reports.map((row) => ({
      kind: "report" as const,
      messageId: row.message_id ?? "",
      shipmentId: row.shipment_id,
      cardId: row.card_id,
      since: new Date(Number(row.state_since)),
    })),
    ...shipments.map((row) => ({
      kind: "shipment" as const,
      messageId: row.message_id,
      shipmentId: row.shipment_id,
      since: new Date(Number(row.state_since)),
    })),
  ];
  waiting.sort((a, b) => a.since.getTime() - b.since.getTime() || (a.messageId < b.messageId ? -1 : 1));
  return pageOf(
    waiting,
    limit,
    (item) => item,
    (item) => [item.since.getTime(), item.messageId],
  );
}

/** Lists the events of a card, in order. */
export function* cardHistory({ db }: LedgerContext, cardId: string, options: PageOptions): SqlSteps<Page<OrderEvent>> {
  const limit = limitOf(options);
  const [after = "0"] = cursorOf(options, "number") ?? [];
  const rows = yield* query(
    db
      .selectFrom("cardwright_event as event")
      .leftJoin("cardwright_outbox as outbox", (join) =>
        join.onRef("outbox.message_id", "=", "event.message_id").on("event.direction", "=", "out"),
      )
      .selectAll("event")
      .select("outbox.sent_at")
      .where("event.card_id", "=", cardId)
      .where("event.position", ">", Number(after))
      .orderBy("event.position")
      .limit(limit + 1)
      .compile(),
  );
  return pageOf(
    rows,
    limit,
    (row) => ({
      at: new Date(Number(row.at)),
      direction: row.direction,
      type: row.type,
      ...(row.message_id !== null && { messageId: row.message_id }),
      ...(row.shipment_id !== null && { shipmentId: row.shipment_id }),
      ...(row.state !== null && { state: row.state }),
      ...(row.reason !== null && { reason: row.reason }),
      ...(row.sent_at !== null && { sentAt: new Date(Number(row.sent_at)) }),
    }),
    (row) => [row.position],
  );
}

/** Finds the personal data of a request, unless it was left out or purged. */
export function* findRequest({ db, personalData }: LedgerContext, cardId: string): SqlSteps<object | undefined> {
  const [row] = yield* query(
    db.selectFrom("cardwright_personal_data").select("data").where("card_id", "=", cardId).compile(),
  );
  // Written by `receive`, from what a binding keeps, which is an object.
  return row === undefined ? undefined : (JSON.parse(personalData.open(cardId, row.data)) as object);
}

function cardRecordOf(row: Selectable<LedgerTables["cardwright_card"]>): CardRecord {
  return {
    ...cardOf(row),
    requestedAt: new Date(Number(row.requested_at)),
    stateSince: new Date(Number(row.state_since)),
  };
}
