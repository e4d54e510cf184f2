/** What a card needs to be made. */
export interface CardToMake {
  readonly cardId: string;
  readonly articleId: string | undefined;
  readonly expectedReportDataFields: readonly string[];
}

/** Your card machine. */
export interface Machine {
  /** Makes a card, and returns what was read from it: a value for every field that the request expects. */
  make(card: CardToMake, options: { readonly signal: AbortSignal }): Promise<{ readonly [field: string]: string }>;
}

/** A machine that makes no cards. Put yours in its place. */
export class PretendMachine implements Machine {
  async make(card: CardToMake): Promise<{ readonly [field: string]: string }> {
    return Object.fromEntries(card.expectedReportDataFields.map((field) => [field, `read-from-${card.cardId}`]));
  }
}
