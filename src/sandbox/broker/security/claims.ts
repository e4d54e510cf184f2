import type { AccessRight } from "./access-key.ts";
import { isWithin } from "./entity-path.ts";
import type { Claim } from "./sas-token.ts";

const maxClaims = 5000;

/** The rights of one connection, from the tokens it has presented. */
export class Claims {
  readonly #byScope = new Map<string, Claim>();

  /** Takes a claim; a newer one for the same entity replaces the older. Too many are all forgotten. */
  add(claim: Claim): void {
    if (this.#byScope.size >= maxClaims) this.#byScope.clear();
    this.#byScope.set(claim.scope, claim);
  }

  /** Whether a right on an entity is claimed and has not expired. */
  allow(path: string, right: AccessRight, nowMs: number): boolean {
    for (const claim of this.#byScope.values()) {
      if (claim.expiresAtMs <= nowMs || !isWithin(path, claim.scope)) continue;
      if (claim.rights.includes(right) || claim.rights.includes("Manage")) return true;
    }
    return false;
  }

  /** Forgets what a key allowed. */
  dropKey(keyName: string): void {
    for (const [scope, claim] of this.#byScope) if (claim.keyName === keyName) this.#byScope.delete(scope);
  }

  /** When the next claim expires; infinity when none does. */
  get nextExpiryMs(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const claim of this.#byScope.values()) next = Math.min(next, claim.expiresAtMs);
    return next;
  }

  /** Forgets claims that have expired. */
  dropExpired(nowMs: number): void {
    for (const [scope, claim] of this.#byScope) if (claim.expiresAtMs <= nowMs) this.#byScope.delete(scope);
  }
}
