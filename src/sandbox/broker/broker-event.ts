import type { MessageEvent } from "./engine/queue-event.ts";
import type { AccessRight } from "./security/access-key.ts";

/** The types of events of a connection or its links. */
export type ConnectionEventType =
  | "connected"
  | "disconnected"
  | "token-accepted"
  | "token-refused"
  | "link-attached"
  | "link-refused"
  | "link-detached";

/** An event of the connection to one client. */
export interface ConnectionEvent {
  readonly type: ConnectionEventType;
  /** The broker's time in milliseconds since 1970. */
  readonly atMs: number;
  /** The number of the connection, from 1. */
  readonly connection: number;
  /** The path of the entity of a token or link, in lower case. */
  readonly entity?: string;
  /** The right that a link uses. */
  readonly right?: AccessRight;
  /** Why a client disconnected or was refused. Never contains a token or key. */
  readonly reason?: string;
}

/** An event of a broker. */
export type BrokerEvent = MessageEvent | ConnectionEvent;
