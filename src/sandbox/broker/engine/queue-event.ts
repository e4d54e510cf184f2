/** The types of message events. */
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

/** An event of one message; it never contains the content. */
export interface MessageEvent {
  readonly type: MessageEventType;
  /** The queue's name; that of a dead-letter queue ends with `/$DeadLetterQueue`. */
  readonly queue: string;
  readonly sequenceNumber: number;
  readonly messageId: string;
  /** The broker's time in milliseconds since 1970. */
  readonly atMs: number;
  /** Number of failed deliveries before the event. */
  readonly deliveryCount: number;
  /** The dead-letter reason. */
  readonly reason?: string;
}
