import type { PartnerFact } from "../sandbox/index.ts";

/** One line of the wire log of a case. */
export interface WireEntry {
  /** Milliseconds since the case began. */
  readonly atMs: number;
  /** Which way, or `note` for what the kit did to the queue or the application. */
  readonly way: "to-partner" | "from-partner" | "note";
  /** The type of the message, or what was done. */
  readonly subject: string;
  readonly messageId?: string;
  readonly correlationId?: string;
  /** The body, shortened. The data in it were invented by the kit. */
  readonly body?: string;
}

/** A message from the application, as the checks see it. */
export interface Heard {
  readonly atMs: number;
  readonly order: number;
  readonly messageId: string;
  readonly correlationId: string | undefined;
  readonly contentType: string | undefined;
  readonly subject: string | undefined;
  /** What is wrong with it by what the vendor has said. */
  readonly issues: readonly string[];
  /** What differs from the full contract. */
  readonly deviations: readonly string[];
  readonly fact: PartnerFact | undefined;
  readonly details: unknown;
  /** Whether the kit refused it, so that a correction is expected. */
  refused: boolean;
}

/** A card that the kit ordered. */
export interface Ordered {
  readonly cardId: string;
  readonly shipmentId: string;
  readonly organisationId: string;
  readonly fields: readonly string[];
  readonly accessories: readonly { readonly accessoryId: string; readonly quantity: number }[];
  readonly messageId: string;
  /** When the kit sent its Report OK, in the order of events. */
  acknowledged: number | undefined;
}

/** Everything that happened in one case. */
export class CaseLog {
  readonly entries: WireEntry[] = [];
  readonly heard: Heard[] = [];
  readonly ordered: Map<string, Ordered> = new Map();
  /** The ids of messages that were sent invalid on purpose, or that an application may refuse. */
  readonly refusable: Set<string> = new Set();
  /** The ids of messages that were sent invalid on purpose, with how often each was put back into the queue. */
  readonly putBack: Map<string, number> = new Map();
  /** The ids of Error Notifications and acknowledgements that the kit sent. */
  readonly unanswerable: Set<string> = new Set();
  /** Texts that must not be in the application's output. */
  readonly canaries: string[] = [];
  deadLettered = 0;
  unconsumed = 0;
  mostInHand = 0;
  refusedLinks = 0;
  output = "";
  hasEnded = false;
  readonly #startMs = performance.now();
  #order = 0;

  /** The time since the case began. */
  get nowMs(): number {
    return Math.round(performance.now() - this.#startMs);
  }

  /** Numbers what happens, so that two events in the same millisecond have an order. */
  next(): number {
    this.#order++;
    return this.#order;
  }

  note(subject: string): void {
    this.entries.push({ atMs: this.nowMs, way: "note", subject });
  }
}

/** Returns whether a message is about a card or a shipment of the case. */
export function names(fact: PartnerFact | undefined, id: string): boolean {
  if (fact?.kind === "card-produced") return fact.cardId === id || fact.shipmentId === id;
  if (fact?.kind === "shipped") return fact.shipmentId === id || fact.cardIds.includes(id);
  return false;
}
