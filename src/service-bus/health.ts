import type { IntakeCounts } from "./intake.ts";

/** What is wrong, since when, and with which code. */
export interface Ailment {
  readonly kind: "connection" | "paused" | "handlers-stuck";
  readonly since: Date;
  /** The code of the error, if there is one: `CONNECTION`, `UNAUTHORIZED`, … */
  readonly code?: string;
}

/** How a consumer is. */
export interface ConsumerHealth extends IntakeCounts {
  readonly state: "idle" | "connecting" | "receiving" | "paused" | "draining" | "closed";
  /** Since when it has been in this state. */
  readonly since: Date;
  /** When the last message came. */
  readonly lastMessage?: Date;
  /** How many receivers were replaced. That is no problem. */
  readonly replacements: number;
  /** How many connections were opened. */
  readonly connections: number;
  readonly wrong: readonly Ailment[];
}

/** How a producer is. */
export interface ProducerHealth {
  readonly state: "idle" | "sending" | "failing" | "closed";
  readonly since: Date;
  /** Sends that wait or are under way. */
  readonly waiting: number;
  /** When the queue last took a message. */
  readonly lastMessage?: Date;
  readonly connections: number;
  readonly wrong: readonly Ailment[];
}
