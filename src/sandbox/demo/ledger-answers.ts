import type { OrderEvent, SqlLedger } from "../../production-partner/ledger/index.ts";
import type { CardState } from "../../production-partner/orders/index.ts";

/** The result of the queries to the bureau's ledger at the end. */
export interface LedgerAnswers {
  readonly cards: { readonly [state in CardState]?: number };
  /** Number of reports and shipments that NGOC has not answered. */
  readonly waiting: number;
  /** Number of stuck orders. */
  readonly stuck: number;
  /** The history of one card, preferably with many events. */
  readonly history: { readonly cardId: string; readonly events: readonly OrderEvent[] };
}

/** Queries the ledger about all cards, and the history of one. */
export async function askLedger(ledger: SqlLedger, cardId: string): Promise<LedgerAnswers> {
  const waiting = await ledger.listWaiting({ limit: 1_000 });
  const stuck = await ledger.listStuck({ olderThanMs: 0, limit: 1_000 });
  const { items } = await ledger.cardHistory(cardId);
  return {
    cards: await ledger.countCards(),
    waiting: waiting.items.length,
    stuck: stuck.length,
    history: { cardId, events: items },
  };
}
