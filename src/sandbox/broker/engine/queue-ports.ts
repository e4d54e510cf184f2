import type { Clock } from "../../../timing/clock.ts";
import type { NewMessage } from "./arrival.ts";
import type { MessageEvent } from "./queue-event.ts";
import type { MessageLock, StoredMessage } from "./stored-message.ts";

/** A message handed out; without a lock it has left the queue for good. */
export interface HandedOut {
  readonly message: StoredMessage;
  readonly lock: MessageLock | undefined;
}

/** `lock` hands a message out until it is settled, `delete` removes it at once. */
export type ReceiveMode = "lock" | "delete";

/** Where a queue forwards messages to. */
export interface ForwardTarget {
  /** @param hops How often the messages have been forwarded before. */
  enqueue(arrivals: readonly NewMessage[], hops?: number): readonly (number | undefined)[];
}

/** The environment that a queue needs. */
export interface QueueHost {
  readonly clock: Clock;
  /** Told everything that happens. */
  readonly notify: (event: MessageEvent) => void;
  /** Called when something other than a message changes that a snapshot must contain: the state of a session. */
  readonly changed: () => void;
  /** Told which messages a queue has accepted, before they are answered for. */
  readonly accepted: (queue: string, arrivals: readonly NewMessage[]) => void;
  /** Finds the queue that messages are forwarded to. */
  readonly find: (name: string) => ForwardTarget | undefined;
}
