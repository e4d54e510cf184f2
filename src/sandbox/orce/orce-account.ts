import type { OrceProgram } from "./orce-setup.ts";

/** An account of a card: one for each program of the card's type. */
export interface OrceAccount {
  readonly kind: OrceProgram["kind"];
  /** The currency of the request, or the base currency of the program. */
  readonly currency: string;
  /** Decimal text. */
  readonly balance: string;
  /** What the request added to the balance. */
  readonly added: string;
  /** Whether it existed before the card was generated. */
  readonly existed: boolean;
  /** When it was activated for the first time. */
  readonly activatedAt: Date;
}
