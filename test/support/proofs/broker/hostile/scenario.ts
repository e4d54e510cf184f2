import type { PeerFactory } from "./peer-factory.ts";

/** One kind of hostile peer. */
export interface Scenario {
  readonly name: string;
  readonly attack: (peers: PeerFactory) => Promise<void>;
}
