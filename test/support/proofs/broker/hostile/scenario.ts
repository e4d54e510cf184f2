import type { PeerFactory } from "./peer-factory.ts";

/** One kind of hostile peer. */
export interface Scenario {
  readonly name: string;
  /** Fills the queue, which takes memory as it should. */
  readonly prepare?: (peers: PeerFactory) => Promise<void>;
  readonly attack: (peers: PeerFactory) => Promise<void>;
}
