import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { CardwrightError } from "../../errors/cardwright-error.ts";
import type { IncomingMessage } from "../messages/message.ts";

/**
 * What the ledger does with the personal data of a Production Request, and with messages on their way to NGOC.
 *
 * - `keep` (the default): stored as it is
 * - `leave-out`: the data of a request is not stored; messages to NGOC are, until they are sent
 * - keys: both are stored encrypted with AES-256-GCM
 */
export type PersonalDataPolicy = "keep" | "leave-out" | PersonalDataKeys;

/** The keys of {@link PersonalDataPolicy}. Keep old ones for as long as data may be encrypted with them. */
export interface PersonalDataKeys {
  /** The id of the key for new data; letters, digits, `.`, `_` and `-`. */
  readonly current: string;
  /** Gives the key with an id: 32 bytes. Throws when there is none. */
  readonly key: (id: string) => Uint8Array;
}

/** Applies a {@link PersonalDataPolicy}. What is stored belongs to one message or card, and opens only as that one's. */
export class PersonalData {
  readonly #policy: PersonalDataPolicy;

  constructor(policy: PersonalDataPolicy) {
    this.#policy = policy;
  }

  /** What to store of a request; `undefined` for nothing. */
  keep({ payload }: IncomingMessage<"EXTERNAL_PRODUCTION_REQUEST_SENT">): string | undefined {
    if (this.#policy === "leave-out") return undefined;
    const { address, card, ordered } = payload;
    return this.seal(card.cardId, JSON.stringify({ address, card, ordered }));
  }

  /** @throws CardwrightError `PERSONAL_DATA_KEY` when there is no key to encrypt with. */
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

  /** @throws CardwrightError `PERSONAL_DATA_KEY` when the data is encrypted and the key is not there or is another. */
  open(owner: string, stored: string): string {
    // Stored before keys were supplied.
    if (!stored.startsWith(sealed)) return stored;
    const [, id = "", content = ""] = stored.split(":");
    try {
      if (typeof this.#policy === "string") throw new Error("no keys");
      const bytes = Buffer.from(content, "base64");
      const decipher = createDecipheriv("aes-256-gcm", this.#policy.key(id), bytes.subarray(0, 12));
      decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
    } catch (cause) {
      throw keyError("read", id, cause);
    }
  }
}

function keyError(done: "read" | "written", keyId: string, cause: unknown): CardwrightError {
  return new CardwrightError(`The personal data cannot be ${done} with key "${keyId}"`, {
    code: "PERSONAL_DATA_KEY",
    details: { keyId },
    help: "Open the ledger with `personalData: { current, key }`, where `key` still gives that key.",
    cause,
  });
}

// JSON text, which is what is stored otherwise, never starts like this.
const sealed = "aes-256-gcm:";
