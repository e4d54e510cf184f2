/** How sure a point is that a vendor has not said. */
export type Certainty = "inferred" | "assumed";

/** A point of our contracts that the vendor is asked to confirm or to correct. */
export interface Assumption {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** What it is about, such as `Address.countryCode`. */
  readonly subject: string;
  readonly certainty: Certainty;
  /** What we hold to be true, as a sentence. */
  readonly statement: string;
  /** Why. Empty when the specification gives no reason. */
  readonly reason: string;
}

/** The points of one specification. */
export interface AssumptionList {
  readonly title: string;
  /** Who can answer. */
  readonly vendor: string;
  readonly points: readonly Assumption[];
}

export function isCertainty(text: unknown): text is Certainty {
  return text === "inferred" || text === "assumed";
}

/** Ends a text as a sentence. */
export function sentence(text: string): string {
  const plain = text.replaceAll(/\s+/g, " ").trim();
  return plain === "" || /[.!?]$/.test(plain) ? plain : `${plain}.`;
}
