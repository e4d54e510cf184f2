import type { AccessToken, TokenCredential } from "@azure/core-auth";
import { backoffMs } from "../timing/backoff.ts";
import { type Clock, systemClock } from "../timing/clock.ts";
import { sleep } from "../timing/timer.ts";

const backoff = { initialMs: 250, maxMs: 15_000, jitter: 0.2 };
// The Azure client renews a token two minutes before its end. With less than that to live, and with more than its timer
// can count, it asks again hundreds of times a second.
const minLifeMs = 4 * 60_000;
const maxLifeMs = 24 * 60 * 60_000;
const minRenewalMs = 5_000;

/**
 * A credential that the Azure client can live with: it tries again when no token comes, as long as the last token lasts,
 * since the Azure client (7.9.5) never renews a token again after one failure.
 */
export class SteadyCredential implements TokenCredential {
  readonly #credential: TokenCredential;
  readonly #clock: Clock;
  #expiresAtMs = 0;

  constructor(credential: TokenCredential, clock: Clock = systemClock) {
    this.#credential = credential;
    this.#clock = clock;
  }

  /** How long a link may be used before it should get a new token: half of what is left of the last one. */
  renewalMs(): number {
    return Math.max(minRenewalMs, (this.#expiresAtMs - this.#clock.now()) / 2);
  }

  /** The first token must come at once: a credential that is wrong is told when the client starts. */
  async getToken(...request: Parameters<TokenCredential["getToken"]>): Promise<AccessToken> {
    for (let attempt = 1; ; attempt++) {
      try {
        return this.#bounded(await this.#ask(request));
      } catch (error) {
        const waitMs = backoffMs(backoff, attempt);
        if (this.#clock.now() + waitMs >= this.#expiresAtMs) throw error;
        await sleep(this.#clock, waitMs);
      }
    }
  }

  async #ask(request: Parameters<TokenCredential["getToken"]>): Promise<AccessToken> {
    // The error text of a credential may contain a secret, so it is kept in the cause only.
    const token = await this.#credential.getToken(...request).catch((cause: unknown) => {
      throw new CredentialError(cause);
    });
    if (token === null) throw new CredentialError(undefined);
    return token;
  }

  #bounded(token: AccessToken): AccessToken {
    const now = this.#clock.now();
    this.#expiresAtMs = token.expiresOnTimestamp;
    const expiresOnTimestamp = Math.min(now + maxLifeMs, Math.max(now + minLifeMs, token.expiresOnTimestamp));
    return { ...token, expiresOnTimestamp };
  }
}

/** A `TokenCredential` did not return a token. */
class CredentialError extends Error {
  override readonly name = "CredentialError";
  readonly code = "CredentialError";

  constructor(cause: unknown) {
    super("The credential did not return a token", { cause });
  }
}
