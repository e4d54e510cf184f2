import type { OrderEvent, SqlLedger } from "../../production-partner/ledger/index.ts";
import type { CardState } from "../../production-partner/orders/index.ts";

/** What the bureau's ledger answers when all is over. */
export interface LedgerAnswers {
  readonly cards: { readonly [state in CardState]?: number };
  /** How many reports and shipments NGOC has not answered. */
  readonly waiting: number;
  /** How much does not go on by itself. */
  readonly stuck: number;
  /** What happened to one card, the more eventful the better. */
  readonly history: { readonly cardId: string; readonly events: readonly OrderEvent[] };
}

/** Asks the ledger what became of all cards, and of one of them. */
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
