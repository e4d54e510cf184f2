import type { AmqpError } from "./amqp-error.ts";
import type { ConnectionHandler, ConnectionLimits } from "./connection-handler.ts";

/** The part of a connection that its sessions use. */
export interface SessionHost {
  readonly limits: ConnectionLimits;
  readonly handler: ConnectionHandler;
  /** The largest frame that the peer accepts. */
  readonly peerMaxFrameBytes: number;
  /** Writes one frame; frames of one turn of the event loop leave in one packet. */
  write(channel: number, kind: string, fields: object, payload?: Buffer): void;
  /** Sees to it that everything written or held back in this turn leaves at its end. */
  flushSoon(): void;
  close(error: AmqpError): void;
  removeSession(channel: number): void;
}
