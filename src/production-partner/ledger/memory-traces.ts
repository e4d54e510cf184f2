import type { TraceContext } from "../../telemetry/trace-context.ts";
import type { LedgerTraces, TraceQuery } from "./order-ledger.ts";

/** The trace contexts of a ledger in memory. */
export class MemoryTraces implements LedgerTraces {
  readonly #kept = new Map<string, TraceContext>();
  readonly #requestOf: (cardId: string) => string | undefined;

  /** @param requestOf the message by which a card was requested */
  constructor(requestOf: (cardId: string) => string | undefined) {
    this.#requestOf = requestOf;
  }

  /** Keeps the context of a message that is new: received, or staged. */
  keep(messageId: string, trace: TraceContext | undefined): void {
    if (trace !== undefined) this.#kept.set(messageId, trace);
  }

  async find({ messageIds = [], cardIds = [] }: TraceQuery): Promise<ReadonlyMap<string, TraceContext>> {
    const found = new Map<string, TraceContext>();
    const add = (key: string, messageId: string) => {
      const trace = this.#kept.get(messageId);
      if (trace !== undefined) found.set(key, trace);
    };
    for (const messageId of messageIds) add(messageId, messageId);
    for (const cardId of cardIds) add(cardId, this.#requestOf(cardId) ?? "");
    return found;
  }
}
