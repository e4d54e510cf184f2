import type { Selectable } from "kysely";
import { bulkStatement } from "../../../database/bulk-statement.ts";
import { queryAll, type SqlStatement, type SqlSteps } from "../../../database/sql-steps.ts";
import { statement } from "../../../database/statement.ts";
import { type AccessoryOrder, accessoryKey, change, type FactsNeeded, type OrderFacts } from "../../orders/index.ts";
import { OrderBook } from "../order-book.ts";
import type { LedgerTables } from "../schema/tables.ts";
import { isText } from "../stored-text.ts";
import { organisationsOf } from "./compose.ts";
import type { Ids, LedgerContext, LedgerTarget } from "./context.ts";
import { accessoryOf, cardOf, noticeOf } from "./rows.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

type Row<Table extends keyof LedgerTables> = Selectable<LedgerTables[Table]>;
type AccessoryId = Pick<AccessoryOrder, "shipmentId" | "accessoryId">;

interface Shipment {
  readonly shipmentId: string;
}

const cardsById = statement(["ids"], ({ db, dialect }: LedgerTarget, { ids }: Ids) =>
  db.selectFrom("cardwright_card").selectAll().where(dialect.isOneOf("card_id", ids)),
);

const cardsToKeep = statement(["ids"], ({ db, dialect }: LedgerTarget, { ids }: Ids) =>
  // In one order, so that two transactions cannot wait for each other.
  dialect.forUpdate(
    db.selectFrom("cardwright_card").selectAll().where(dialect.isOneOf("card_id", ids)).orderBy("card_id"),
  ),
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

const acknowledgedNoticeOf = statement(["shipmentId"], ({ db }: LedgerTarget, { shipmentId }: Shipment) =>
  db
    .selectFrom("cardwright_notice")
    .selectAll()
    .where("shipment_id", "=", shipmentId)
    .where("state", "=", "acknowledged")
    .limit(1),
);

const waitingCardsOf = statement(
  ["shipmentId", "limit"],
  ({ db }: LedgerTarget, { shipmentId, limit }: Shipment & { readonly limit: number }) =>
    db
      .selectFrom("cardwright_card")
      .selectAll()
      .where("shipment_id", "=", shipmentId)
      .where("state", "in", ["reported", "report-refused"])
      .orderBy("card_id")
      .limit(limit),
);

const accessoriesById = bulkStatement<AccessoryId>(
  { shipmentId: "text", accessoryId: "text" },
  ({ query }) =>
    `select a.* from (${query}) as wanted join cardwright_accessory as a on a.shipment_id = wanted.shipmentId and a.accessory_id = wanted.accessoryId`,
);

const digestsOf = statement(["ids"], ({ db, dialect }: LedgerTarget, { ids }: Ids) =>
  db.selectFrom("cardwright_outbox").select(["message_id", "content_digest"]).where(dialect.isOneOf("message_id", ids)),
);

/** Statements that are sent together, and what to do with the rows of each. */
class Questions {
  readonly #statements: SqlStatement[] = [];
  readonly #answers: ((rows: readonly unknown[]) => void)[] = [];

  /** The rows are as the statement selects them. */
  ask<Row>(statement: SqlStatement, use: (row: Row) => void): void {
    this.#statements.push(statement);
    this.#answers.push((rows) => {
      for (const row of rows) use(row as Row);
    });
  }

  /** Asks about ids, unless there is none. */
  askAbout<Row>(ids: Iterable<string>, statement: (ids: readonly string[]) => SqlStatement, use: (row: Row) => void) {
    // An Error Notification, ours or NGOC's, may name any text.
    const comparable = [...new Set(ids)].filter(isText);
    if (comparable.length > 0) this.ask(statement(comparable), use);
  }

  *run(): SqlSteps<void> {
    const answers = yield* queryAll(this.#statements);
    for (const [index, rows] of answers.entries()) this.#answers[index]?.(rows);
  }
}

/**
 * Loads the facts that some decisions need, which are made one after the other over what the ones before have changed.
 *
 * @param keep the cards that stay as they are until the end of the transaction: those of requests, which may have been in
 * another shipment before
 */
export function* loadOrders(
  context: LedgerContext,
  needs: readonly FactsNeeded[],
  keep: readonly string[] = [],
): SqlSteps<OrderBook> {
  const book = new OrderBook();
  const notices: Row<"cardwright_notice">[] = [];
  const putCard = (row: Row<"cardwright_card">) => book.write({ ...nothing, cards: [cardOf(row)] });
  const putNotice = (row: Row<"cardwright_notice">) => void notices.push(row);
  const putAccessory = (row: Row<"cardwright_accessory">) =>
    book.write({ ...nothing, accessories: [accessoryOf(row)] });

  const first = new Questions();
  const kept = new Set(keep);
  const all = (of: (needed: FactsNeeded) => readonly string[]) => new Set(needs.flatMap(of));
  first.askAbout(kept, (ids) => cardsToKeep(context, { ids }), putCard);
  first.askAbout(all(({ cardIds }) => cardIds).difference(kept), (ids) => cardsById(context, { ids }), putCard);
  first.askAbout(
    all((needed) => needed.cardsByMessageIds),
    (ids) => cardsByMessageId(context, { ids }),
    putCard,
  );
  first.askAbout(
    all((needed) => needed.noticeIds),
    (ids) => noticesById(context, { ids }),
    putNotice,
  );
  const openOf = all((needed) => needed.openNoticesOf);
  first.askAbout(openOf, (ids) => openNoticesOf(context, { ids }), putNotice);
  for (const shipmentId of openOf) {
    if (isText(shipmentId)) first.ask(acknowledgedNoticeOf(context, { shipmentId }), putNotice);
  }
  // Each decision before the last makes at most one of them wait no longer.
  for (const shipmentId of all((needed) => needed.waitingCardOf)) {
    if (isText(shipmentId)) first.ask(waitingCardsOf(context, { shipmentId, limit: needs.length }), putCard);
  }
  first.askAbout(
    all((needed) => needed.shipmentIds),
    (ids) =>
      organisationsOf(
        context,
        ids.map((id) => ({ shipment_id: id })),
      ),
    (row: { readonly shipment_id: string; readonly organisation_id: string | null }) => {
      if (row.organisation_id !== null) book.addShipment(row.shipment_id, row.organisation_id);
    },
  );
  const accessories = new AccessoryList();
  for (const needed of needs) accessories.add(needed.accessories);
  accessories.ask(first, context, putAccessory);
  yield* first.run();
  const inOrder = new Map(notices.map((row) => [Number(row.position), noticeOf(row)]));
  book.write({ ...nothing, notices: [...inOrder].sort(([a], [b]) => a - b).map(([, notice]) => notice) });

  yield* loadContent(context, needs, book, accessories);
  return book;
}

/** Loads the facts that one decision needs. */
export function* loadFacts(context: LedgerContext, needed: FactsNeeded): SqlSteps<OrderFacts> {
  return (yield* loadOrders(context, [needed])).facts(needed);
}

/** Loads what is known to be needed only now that the notices and cards are there. */
function* loadContent(
  context: LedgerContext,
  needs: readonly FactsNeeded[],
  book: OrderBook,
  accessories: AccessoryList,
): SqlSteps<void> {
  const putCard = (row: Row<"cardwright_card">) => book.write({ ...nothing, cards: [cardOf(row)] });
  const isContentNeeded = needs.some(({ withContent }) => withContent);
  if (isContentNeeded) {
    const cards = new Questions();
    const inNotices = new Set([...book.notices.values()].flatMap(({ cardIds }) => cardIds));
    cards.askAbout(
      [...inNotices].filter((cardId) => !book.cards.has(cardId)),
      (ids) => cardsById(context, { ids }),
      putCard,
    );
    yield* cards.run();
  }
  const rest = new Questions();
  const holders = [...book.cards.values()];
  for (const card of holders) if (isContentNeeded || card.isUndecided === true) accessories.addContent(card);
  if (isContentNeeded) for (const notice of book.notices.values()) accessories.addContent(notice);
  accessories.ask(rest, context, (row) => book.write({ ...nothing, accessories: [accessoryOf(row)] }));
  const sentIds = new Set<string>();
  for (const { digestOf, cardIds } of needs) {
    for (const cardId of digestOf === undefined ? [] : cardIds) {
      const sentId = digestOf && book.cards.get(cardId)?.[digestOf];
      if (sentId !== undefined) sentIds.add(sentId);
    }
  }
  rest.askAbout(
    sentIds,
    (ids) => digestsOf(context, { ids }),
    (row: Pick<Row<"cardwright_outbox">, "message_id" | "content_digest">) => {
      const { message_id: messageId, content_digest: digest } = row;
      if (digest !== null) book.addSent(messageId, context.personalData.open(messageId, digest));
    },
  );
  yield* rest.run();
}

const { changes: nothing } = change({});

/** The accessories to load, each once. */
class AccessoryList {
  readonly #known = new Set<string>();
  #wanted: AccessoryId[] = [];

  add(ids: readonly AccessoryId[]): void {
    for (const { shipmentId, accessoryId } of ids) {
      const key = accessoryKey({ shipmentId, accessoryId });
      if (this.#known.has(key) || !isText(shipmentId) || !isText(accessoryId)) continue;
      this.#known.add(key);
      this.#wanted.push({ shipmentId, accessoryId });
    }
  }

  /** Adds what a card or a notice holds. */
  addContent({
    shipmentId,
    accessories,
  }: Pick<AccessoryOrder, "shipmentId"> & {
    readonly accessories: readonly Pick<AccessoryOrder, "accessoryId">[];
  }): void {
    this.add(accessories.map(({ accessoryId }) => ({ shipmentId, accessoryId })));
  }

  ask(questions: Questions, context: LedgerContext, put: (row: Row<"cardwright_accessory">) => void): void {
    if (this.#wanted.length > 0) questions.ask(accessoriesById(context, this.#wanted), put);
    this.#wanted = [];
  }
}
