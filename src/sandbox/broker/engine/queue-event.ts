/** What happened to a message. */
export type MessageEventType =
  | "enqueued"
  | "scheduled"
  | "schedule-cancelled"
  | "duplicate-dropped"
  | "delivered"
  | "completed"
  | "abandoned"
  | "deferred"
  | "dead-lettered"
  | "released"
  | "lock-renewed"
  | "lock-expired"
  | "expired"
  | "deleted";

/** One thing that happened to one message; the content is never part of it. */
export interface MessageEvent {
  readonly type: MessageEventType;
  /** The queue's name, with `/$DeadLetterQueue` behind it for its dead-letter queue. */
  readonly queue: string;
  readonly sequenceNumber: number;
  readonly messageId: string;
  /** The broker's time in milliseconds since 1970. */
  readonly atMs: number;
  /** How many deliveries had failed when it happened. */
  readonly deliveryCount: number;
  /** Why it was dead-lettered. */
  readonly reason?: string;
}
