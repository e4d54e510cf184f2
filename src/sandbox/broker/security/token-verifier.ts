import type { AccessRight } from "./access-key.ts";

/** The rights that a token of a `TokenCredential` grants on its audience. */
export interface TokenGrant {
  readonly rights: readonly AccessRight[];
  readonly expiresAt: Date;
}

/**
 * Verifies a token of a `TokenCredential` for `audience` (`sb://host:port/queue`); `undefined` refuses it.
 *
 * The broker has no directory service: the test decides which rights a token grants.
 */
export type TokenVerifier = (token: string, audience: string) => TokenGrant | undefined;
