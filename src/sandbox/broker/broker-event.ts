import type { MessageEvent } from "./engine/queue-event.ts";
import type { AccessRight } from "./security/access-key.ts";

/** What happened to a connection, or to one of its links. */
export type ConnectionEventType =
  | "connected"
  | "disconnected"
  | "token-accepted"
  | "token-refused"
  | "link-attached"
  | "link-refused"
  | "link-detached";

/** One thing that happened between the broker and one client. */
export interface ConnectionEvent {
  readonly type: ConnectionEventType;
  /** The broker's time in milliseconds since 1970. */
  readonly atMs: number;
  /** Numbers the connections of a broker from 1. */
  readonly connection: number;
  /** The path of the entity that a token or link is for, in lower case. */
  readonly entity?: string;
  /** What a link is for. */
  readonly right?: AccessRight;
  /** Why a client went, or was refused. Never holds a token or key. */
  readonly reason?: string;
}

/** Everything a broker tells its listeners. */
export type BrokerEvent = MessageEvent | ConnectionEvent;
