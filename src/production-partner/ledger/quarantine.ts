import type { ValidationIssue } from "../../errors/validation-issue.ts";
import type { Refusal } from "../orders/index.ts";
import type { Page, PageOptions } from "./page.ts";

/** A message as it arrived; `ServiceBusReceivedMessage` of `@azure/service-bus` fits. */
export interface RawMessage {
  readonly subject?: string | undefined;
  readonly messageId?: string | number | Uint8Array | undefined;
  readonly correlationId?: string | number | Uint8Array | undefined;
  readonly contentType?: string | undefined;
  readonly applicationProperties?: { readonly [name: string]: unknown } | undefined;
  /** Bytes or text, or a value that the sender did not send as text. */
  readonly body: unknown;
}

/**
 * Why a message was consumed without having been handled. Holds no values of the message.
 *
 * - `invalid`: it cannot be read, or breaks what the vendor has said of it
 * - `unknown-type`: its subject is no message type that the partner receives
 * - `refused`: an order rule forbids it
 * - `rejected`: its handler rejected it
 * - `handler-failed`: its handler failed on every delivery
 * - `no-handler`: it changes no order, and the application has no handler for its type
 */
export type QuarantineCause =
  | { readonly reason: "invalid" | "unknown-type"; readonly issues: readonly ValidationIssue[] }
  | { readonly reason: "refused"; readonly refusal: Refusal }
  | { readonly reason: "rejected" | "handler-failed"; readonly errorCode: string }
  | { readonly reason: "no-handler" };

/**
 * What has become of a quarantined message.
 *
 * - `kept`: nobody has decided about it
 * - `replayed`: it was handled after all
 * - `dismissed`: a person has decided that it needs no handling
 */
export type QuarantineState = "kept" | "replayed" | "dismissed";

/** A quarantined message in a list, without its content. */
export interface QuarantineEntry {
  readonly id: string;
  readonly state: QuarantineState;
  readonly stateSince: Date;
  readonly receivedAt: Date;
  /** The message type: its subject. */
  readonly type?: string;
  /** Identifies the message: its `messageId`, or what took its place. */
  readonly messageId: string;
  readonly cause: QuarantineCause;
  /** The Error Notification with which NGOC was answered. */
  readonly answer?: { readonly messageId: string; readonly errorCode: string };
  /** Whether a replay was requested with {@link Quarantine.requestReplay}, and has not ended. */
  readonly isReplayRequested: boolean;
  /** Whether a replay has changed the orders, and its handler has not finished: replay it again to continue. */
  readonly isReplaying: boolean;
  /** Whether the body was kept. Without it a message cannot be replayed. */
  readonly hasBody: boolean;
}

/** A quarantined message with its content. */
export interface QuarantinedMessage extends QuarantineEntry {
  /** As it arrived; `body` is undefined when it was not kept, or was purged. */
  readonly raw: RawMessage;
}

/** Which entries to list. */
export interface QuarantineFilter {
  readonly state?: QuarantineState;
  readonly reason?: QuarantineCause["reason"];
  readonly type?: string;
}

/** The limits of a quarantine. */
export interface QuarantineLimits {
  /** The maximum number of messages. */
  readonly maxEntries: number;
  /** How long a message is kept at most, in milliseconds. */
  readonly maxAgeMs: number;
}

/** How full a quarantine is. */
export interface QuarantineFill extends QuarantineLimits {
  /** Messages that nobody has decided about. */
  readonly kept: number;
  /** When the oldest of them was received. */
  readonly oldestAt?: Date;
  /** How much of the number, or of the age, is used: the larger of both, from 0 to 1. */
  readonly ratio: number;
}

/** Whether a message was kept in the quarantine, or not because it is full. */
export type QuarantineOutcome = "kept" | "full";

/** What is kept of a message that is consumed without having been handled. */
export interface Unhandled {
  readonly raw: RawMessage;
  readonly cause: QuarantineCause;
}

/**
 * The messages that were consumed without having been handled, kept as they arrived until they are replayed, dismissed,
 * purged or too old. A part of each ledger: entries are added in the transaction that consumes the message.
 *
 * When it is full, replayed and dismissed entries make room, the oldest first. When there are none, it takes no more
 * messages rather than losing older ones, and the caller is told for each (see {@link QuarantineOutcome}).
 */
export interface Quarantine {
  /** Lists entries, the oldest first. */
  list(options?: PageOptions & QuarantineFilter): Promise<Page<QuarantineEntry>>;
  /**
   * Finds an entry with its content.
   *
   * @throws CardwrightError `PERSONAL_DATA_KEY` when it is encrypted and the key is missing
   */
  show(id: string): Promise<QuarantinedMessage | undefined>;
  /** Returns how full it is. */
  fill(): Promise<QuarantineFill>;
  /**
   * Returns an entry to be replayed, and changes nothing. Its `raw.messageId` is there even if it arrived without one, so
   * that the message can be decoded. Decode it, then call `receive` and `finish` of the ledger with
   * its id as `replayOf`, as for a message from the queue. When it still cannot be read, call {@link keep}.
   *
   * @throws UsageError `QUARANTINE_UNKNOWN`, `QUARANTINE_STATE` when it was replayed or dismissed, or `QUARANTINE_NO_BODY`
   */
  takeForReplay(id: string): Promise<QuarantinedMessage>;
  /** Records why a replay was not possible. The entry stays, and its request for a replay ends. */
  keep(id: string, cause: QuarantineCause): Promise<void>;
  /**
   * Records that a message needs no handling.
   *
   * @throws UsageError `QUARANTINE_UNKNOWN`, or `QUARANTINE_STATE` when it was replayed
   */
  dismiss(id: string): Promise<void>;
  /**
   * Asks a running client to replay an entry: for tools that have no handlers.
   *
   * @throws UsageError as {@link takeForReplay}
   */
  requestReplay(id: string): Promise<void>;
  /** Returns the ids of entries whose replay was requested, those that wait longest first. Default limit 100. */
  listRequested(options?: { readonly limit?: number }): Promise<readonly string[]>;
}
