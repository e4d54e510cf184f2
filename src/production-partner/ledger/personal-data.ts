import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { CardwrightError } from "../../errors/cardwright-error.ts";

/**
 * How the ledger stores the personal data of a Production Request, messages on their way to NGOC and messages in the
 * quarantine.
 *
 * - `keep` (the default): stored as it is
 * - `leave-out`: neither the data of a request nor the body of a message in the quarantine is stored; messages to NGOC
 *   are, until they are sent
 * - keys: all of it is stored encrypted with AES-256-GCM
 */
export type PersonalDataPolicy = "keep" | "leave-out" | PersonalDataKeys;

/** The keys of {@link PersonalDataPolicy}. Keep old ones for as long as data may be encrypted with them. */
export interface PersonalDataKeys {
  /** The id of the key for new data; letters, digits, `.`, `_` and `-`. */
  readonly current: string;
  /** Returns the key with an id: 32 bytes. Throws when there is none. */
  readonly key: (id: string) => Uint8Array;
}

/** Applies a {@link PersonalDataPolicy}. Stored data belongs to one message or card, and opens only for that one. */
export class PersonalData {
  readonly #policy: PersonalDataPolicy;

  constructor(policy: PersonalDataPolicy) {
    this.#policy = policy;
  }

  /** Returns personal data as it is to be stored; `undefined` when none is. */
  keep(owner: string, text: string): string | undefined {
    return this.#policy === "leave-out" ? undefined : this.seal(owner, text);
  }

  /** @throws CardwrightError `PERSONAL_DATA_KEY` when the key to encrypt with is missing. */
  seal(owner: string, text: string): string {
    if (typeof this.#policy === "string") return text;
    const id = this.#policy.current;
    const iv = randomBytes(12);
    try {
      const cipher = createCipheriv("aes-256-gcm", this.#policy.key(id), iv).setAAD(Buffer.from(owner));
      const encrypted = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return `${sealed}${id}:${Buffer.concat([iv, cipher.getAuthTag(), encrypted]).toString("base64")}`;
    } catch (cause) {
      throw keyError("written", id, cause);
    }
  }

  /** @throws CardwrightError `PERSONAL_DATA_KEY` when the data is encrypted and the key is missing or wrong. */
  open(owner: string, stored: string): string {
    // Stored before keys were supplied.
    if (!stored.startsWith(sealed)) return stored;
    const [, id = "", content = ""] = stored.split(":");
    try {
      if (typeof this.#policy === "string") throw new Error("no keys");
      const bytes = Buffer.from(content, "base64");
      const decipher = createDecipheriv("aes-256-gcm", this.#policy.key(id), bytes.subarray(0, 12), {
        // A shorter one would be accepted, and is easier to forge.
        authTagLength: 16,
      });
      decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
    } catch (cause) {
      throw keyError("read", id, cause);
    }
  }
}

function keyError(done: "read" | "written", keyId: string, cause: unknown): CardwrightError {
  return new CardwrightError(`Personal data cannot be ${done} with key "${keyId}"`, {
    code: "PERSONAL_DATA_KEY",
    details: { keyId },
    help: "Open the ledger with `personalData: { current, key }`, and let `key` still return that key.",
    cause,
  });
}

// Data that is stored as it is never starts like this: it is JSON text.
const sealed = "aes-256-gcm:";
