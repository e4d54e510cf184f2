import type { Settlement } from "./settlement-gate.ts";

/** What becomes of a message that was processed. */
export type Outcome = SettledOutcome | BusyOutcome | AwayOutcome;

/** The message is settled, now or later. */
export interface SettledOutcome {
  readonly kind?: "settle";
  readonly settlement: Settlement;
  /** Delay before the message is settled; its lock is renewed until then. */
  readonly afterMs: number;
}

/** Somebody else has the message in hand: it is processed again later, and holds no slot until then. */
interface BusyOutcome {
  readonly kind: "busy";
}

/** What the processing needs, such as a database, is away: receiving pauses, and costs no deliveries. */
interface AwayOutcome {
  readonly kind: "away";
  readonly error?: unknown;
}
