import type { ReceivingLink } from "./receiving-link.ts";
import type { SendingLink } from "./sending-link.ts";

/** Bounds that a peer cannot exceed. */
export interface ConnectionLimits {
  readonly maxFrameBytes: number;
  readonly maxSessions: number;
  readonly maxLinksPerSession: number;
  /** How many links all sessions of a connection hold together. */
  readonly maxLinks: number;
  readonly idleTimeoutMs: number;
}

/** The decisions about one connection that the layer above makes. */
export interface ConnectionHandler {
  /** Called once, when the peer has opened; `hostname` is the host that it names. */
  opened(hostname: string | undefined): void;
  verifyPlain(keyName: string, key: string): boolean;
  attachedSender(link: ReceivingLink): void;
  attachedReceiver(link: SendingLink): void;
  closed(reason: string): void;
}
