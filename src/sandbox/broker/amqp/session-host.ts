import type { AmqpError } from "./amqp-error.ts";
import type { ConnectionHandler, ConnectionLimits } from "./connection-handler.ts";
import type { ReceivingLink } from "./receiving-link.ts";
import type { SendingLink } from "./sending-link.ts";

/** The part of a connection that its sessions use. */
export interface SessionHost {
  readonly limits: ConnectionLimits;
  readonly handler: ConnectionHandler;
  /** The largest frame that the peer accepts. */
  readonly peerMaxFrameBytes: number;
  /** Whether so much waits to be read by the peer that nothing should be added without need. */
  readonly isCongested: boolean;
  /** The links by direction and name: a new one of a name takes the place of the old one. */
  readonly linkNames: Map<string, ReceivingLink | SendingLink>;
  /** Writes one frame; frames of one turn of the event loop leave in one packet. */
  write(channel: number, kind: string, fields: object, payload?: Buffer): void;
  /** Sees to it that everything written or held back in this turn leaves at its end. */
  flushSoon(): void;
  close(error: AmqpError): void;
  removeSession(channel: number): void;
}
