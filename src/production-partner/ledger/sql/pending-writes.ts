import { queryAll, runAll, type SqlStatement, type SqlSteps } from "../../../database/sql-steps.ts";
import {
  type AccessoryOrder,
  accessoryKey,
  type CardOrder,
  isStorableId,
  type OrderChanges,
  type ShippedNotice,
} from "../../orders/index.ts";
import { aboutOf } from "../about.ts";
import { digestOf } from "../decide-drafts.ts";
import type { ReceivedOrderMessage, StagedMessage } from "../order-ledger.ts";
import { orderKeyOf } from "../send-order.ts";
import { storeText } from "../stored-text.ts";
import type { LedgerContext } from "./context.ts";
import { giveBackLeases, insertMessages, type NewMessage, waitingOf } from "./insert-messages.ts";
import { putSent } from "./outbox.ts";
import { type NewCardRow, rowOfAccessory, rowOfCard, rowOfNotice } from "./rows.ts";
import {
  type EventRow,
  insertCards,
  insertEvents,
  putAccessories,
  putHandled,
  putNotices,
  putPersonalData,
  removeEntries,
  reorderCards,
  reportCards,
  updateCards,
} from "./write-statements.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

/** What a transaction is about to write, collected and written with one statement for each table. */
export class PendingWrites {
  readonly #context: LedgerContext;
  readonly #now: number;
  readonly #newCards = new Map<string, CardOrder>();
  readonly #changedCards = new Map<string, CardOrder>();
  /** The changed cards as they were before, in the database. */
  readonly #before = new Map<string, CardOrder>();
  readonly #accessories = new Map<string, AccessoryOrder>();
  readonly #notices = new Map<string, ShippedNotice>();
  readonly #personalData = new Map<string, { readonly card_id: string; readonly data: string }>();
  readonly #events: EventRow[] = [];
  readonly #messages: NewMessage[] = [];
  readonly #orderKeys = new Set<string>();
  readonly #handled = new Set<string>();
  readonly #notEntered = new Set<string>();
  readonly #sent = new Set<string>();

  constructor(context: LedgerContext) {
    this.#context = context;
    this.#now = context.now();
  }

  /** Adds the changes of a decision; `known` are the cards that were there before it. */
  change({ cards, accessories, notices }: OrderChanges, known: ReadonlyMap<string, CardOrder>): void {
    for (const card of cards) {
      const before = known.get(card.cardId);
      if (before === undefined || this.#newCards.has(card.cardId)) {
        this.#newCards.set(card.cardId, card);
      } else {
        if (!this.#before.has(card.cardId)) this.#before.set(card.cardId, before);
        this.#changedCards.set(card.cardId, card);
      }
    }
    for (const accessory of accessories) this.#accessories.set(accessoryKey(accessory), accessory);
    for (const notice of notices) this.#notices.set(notice.messageId, notice);
  }

  /**
   * Adds that a message was received or staged: one event for each card that it changed, else one for the card or shipment
   * that it names.
   */
  record(
    direction: "in" | "out",
    { type, messageId, fact }: ReceivedOrderMessage | StagedMessage,
    outcome: Pick<OrderChanges, "cards"> & { readonly refusedBy?: string },
  ): void {
    const { cardId, shipmentId, errorCode } = aboutOf(fact);
    const event = {
      at: this.#now,
      direction,
      type,
      message_id: messageId,
      reason: outcome.refusedBy ?? errorCode ?? null,
    };
    for (const card of outcome.cards) {
      this.event({ ...event, card_id: card.cardId, shipment_id: card.shipmentId, state: card.state });
    }
    if (outcome.cards.length > 0) return;
    this.event({ ...event, card_id: storable(cardId), shipment_id: storable(shipmentId), state: null });
  }

  /** Adds an event to the history. */
  event(event: EventRow): void {
    this.#events.push(event);
  }

  /** Adds the personal data of a card: also that of one whose request was rejected, and that is ordered again. */
  personalData(cardId: string, data: string): void {
    this.#personalData.set(cardId, { card_id: cardId, data });
  }

  /** Adds that the application has finished with a message. */
  handled(messageId: string): void {
    this.#handled.add(messageId);
  }

  /** Takes back that a message was entered into the inbox. */
  notEntered(messageId: string): void {
    this.#notEntered.add(messageId);
  }

  /** Adds that messages have reached the queue. */
  sent(messageIds: Iterable<string>): void {
    for (const messageId of messageIds) this.#sent.add(messageId);
  }

  /** Makes the row of a message to be sent. What it needs is there before anything of the message is added. */
  rowOf(message: StagedMessage, isTaken: boolean): NewMessage {
    const { messageId, correlationId, type, body, trace } = message;
    const { personalData, worker } = this.#context;
    const digest = digestOf(message);
    return {
      message_id: messageId,
      correlation_id: correlationId === undefined ? null : storeText(correlationId),
      type,
      order_key: orderKeyOf(message),
      body: personalData.seal(messageId, body),
      content_digest: digest === undefined ? null : personalData.seal(messageId, digest),
      staged_at: this.#now,
      traceparent: trace?.traceparent ?? null,
      tracestate: trace?.tracestate ?? null,
      not_before: 0,
      tries: isTaken ? 1 : 0,
      first_tried_at: isTaken ? this.#now : null,
      leased_by: isTaken ? worker : null,
      is_later: 0,
    };
  }

  /** Adds a message to be sent. */
  stage(row: NewMessage): void {
    this.#messages.push({ ...row, is_later: this.#orderKeys.has(row.order_key) ? 1 : 0 });
    this.#orderKeys.add(row.order_key);
  }

  /** Writes everything; returns the messages that wait for others to be sent before them. */
  *write(): SqlSteps<ReadonlySet<string>> {
    yield* runAll(this.#statements());
    if (this.#messages.length === 0) return none;
    const [, rows = []] = yield* queryAll([
      insertMessages(this.#context, this.#messages),
      waitingOf(this.#context, { keys: [...this.#orderKeys] }),
    ]);
    const waiting = new Set((rows as readonly { readonly message_id: string }[]).map((row) => row.message_id));
    const leased = this.#messages.filter((row) => row.leased_by !== null && waiting.has(row.message_id));
    const ids = leased.map((row) => row.message_id);
    if (ids.length > 0) yield* runAll([giveBackLeases(this.#context, { ids })]);
    return waiting;
  }

  #statements(): readonly SqlStatement[] {
    const context = this.#context;
    const now = this.#now;
    const times = { stateSince: now, requestedAt: now };
    // In the order of their keys: another worker may be inserting the same cards.
    const newCards = [...this.#newCards.values()]
      .map((card) => rowOfCard(card, times))
      .sort((a, b) => (a.card_id < b.card_id ? -1 : 1));
    const statements: SqlStatement[] = [];
    const add = <Row>(write: (context: LedgerContext, rows: readonly Row[]) => SqlStatement, rows: readonly Row[]) => {
      if (rows.length > 0) statements.push(write(context, rows));
    };
    add(removeEntries, [...this.#notEntered]);
    add((_, ids) => putHandled(context, { ids, now }), [...this.#handled]);
    add(insertCards, newCards);
    for (const [how, cards] of Map.groupBy(this.#changedCards.values(), (card) => this.#howToUpdate(card))) {
      add<NewCardRow>(
        how,
        cards.map((card) => rowOfCard(card, times)),
      );
    }
    add(
      putAccessories,
      [...this.#accessories.values()].map((accessory) => rowOfAccessory(accessory)),
    );
    add(
      putNotices,
      [...this.#notices.values()].map((notice) => rowOfNotice(notice, now)),
    );
    add(putPersonalData, [...this.#personalData.values()]);
    add(insertEvents, this.#events);
    if (this.#sent.size > 0) statements.push(...putSent(context, [...this.#sent], now));
    return statements;
  }

  #howToUpdate(card: CardOrder): (context: LedgerContext, rows: readonly NewCardRow[]) => SqlStatement {
    const before = this.#before.get(card.cardId);
    if (before?.requestId !== card.requestId || before.shipmentId !== card.shipmentId) return reorderCards;
    return before.reportId === card.reportId ? updateCards : reportCards;
  }
}

const none: ReadonlySet<string> = new Set();

/** Our answer to a message that cannot be used may name ids that no database can store. */
function storable(id: string | undefined): string | null {
  return id !== undefined && isStorableId(id) ? id : null;
}
