import type { Profile } from "../../../src/conformance/profile.ts";

/** For a partner on the same machine that has no cards to print. */
export const fastProfile: Partial<Profile> = {
  secondsPerOrder: 8,
  quietSeconds: 0.25,
  loadOrders: 60,
  loadSeconds: 30,
};
