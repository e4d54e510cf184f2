import { createHmac, timingSafeEqual } from "node:crypto";
import type { AccessKey, KeyRing } from "./access-key.ts";
import { entityPath, isWithin, withoutManagement } from "./entity-path.ts";

/** The rights that a verified token grants. */
export interface Claim {
  readonly keyName: string;
  /** The path of the entity, in lower case; empty for the whole namespace. */
  readonly scope: string;
  readonly rights: AccessKey["rights"];
  readonly expiresAtMs: number;
}

/** A claim, or why there is none. Reasons name no key material. */
export type Verdict = { readonly claim: Claim } | { readonly refused: string };

const prefix = "SharedAccessSignature ";

/** Returns whether a token is a shared access signature, whatever its client calls it. */
export function isSasToken(token: string): boolean {
  return token.startsWith(prefix);
}

/**
 * Verifies a shared access signature for an audience.
 *
 * The signature is HMAC-SHA256 with the key over the signed resource and the expiry ("Service Bus access control with
 * Shared Access Signatures"); the signed resource has to contain the audience.
 */
export function verifySasToken(token: string, audience: string, keys: KeyRing, nowMs: number): Verdict {
  if (!isSasToken(token)) return { refused: "The token is not a shared access signature." };
  const fields = new Map<string, string>();
  for (const pair of token.slice(prefix.length).split("&")) {
    const at = pair.indexOf("=");
    if (at > 0) fields.set(pair.slice(0, at), pair.slice(at + 1));
  }
  const resource = fields.get("sr");
  const signature = fields.get("sig");
  const expiry = fields.get("se");
  const keyName = fields.get("skn");
  if (resource === undefined || signature === undefined || expiry === undefined || keyName === undefined) {
    return { refused: "The token lacks sr, sig, se or skn." };
  }
  const name = decode(keyName);
  const key = keys.find(name);
  // An unknown key costs the same work as a wrong signature.
  const expected = createHmac("sha256", key?.key ?? "")
    .update(`${resource}\n${expiry}`)
    .digest();
  const given = Buffer.from(decode(signature), "base64");
  const isGenuine = given.length === expected.length && timingSafeEqual(given, expected);
  if (key === undefined || !isGenuine) return { refused: "The token has an invalid signature." };
  const expiresAtMs = Number(expiry) * 1000;
  if (!(expiresAtMs > nowMs)) return { refused: "The token has expired." };
  const signed = withoutManagement(entityPath(decode(resource)));
  const wanted = withoutManagement(entityPath(audience));
  if (!isWithin(wanted, signed)) return { refused: "The token was made for another entity." };
  if (key.queue !== undefined && !isWithin(wanted, key.queue.toLowerCase())) {
    return { refused: "The key belongs to another entity." };
  }
  return { claim: { keyName: name, scope: wanted, rights: key.rights, expiresAtMs } };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
