import type { AccessRight } from "./access-key.ts";

/** What a token of a `TokenCredential` allows on the entity it was shown for. */
export interface TokenGrant {
  readonly rights: readonly AccessRight[];
  readonly expiresAt: Date;
}

/**
 * Decides about the token of a `TokenCredential`, shown for `audience` (`sb://host:port/queue`); `undefined` refuses it.
 *
 * The broker knows no directory service: what a token means is the test's to say.
 */
export type TokenVerifier = (token: string, audience: string) => TokenGrant | undefined;
