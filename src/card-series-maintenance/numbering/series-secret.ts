import { hkdfSync, randomBytes } from "node:crypto";
import { ConfigurationError } from "../../errors/configuration-error.ts";
import { Masked } from "./masked.ts";

/**
 * The 32 secret bytes from which the random card numbers and PINs of a series are derived. The same secret gives the
 * same cards again, so an interrupted run can continue; anyone who has the secret knows every card. Printing it hides
 * it.
 */
export class SeriesSecret extends Masked {
  readonly #bytes: Uint8Array;

  private constructor(bytes: Uint8Array) {
    super();
    this.#bytes = bytes;
  }

  /**
   * Creates a new secret from the system's cryptographic source. Keep {@link SeriesSecret.reveal} in a secret store.
   */
  static create(): SeriesSecret {
    return new SeriesSecret(randomBytes(32));
  }

  /**
   * Restores a secret from its 64 hexadecimal digits.
   *
   * @throws ConfigurationError `SERIES_SECRET` for anything else.
   */
  static parse(hex: string): SeriesSecret {
    if (!/^[0-9a-f]{64}$/i.test(hex)) {
      throw new ConfigurationError("Invalid series secret: expected 64 hexadecimal digits", {
        code: "SERIES_SECRET",
        help: "Create one with SeriesSecret.create().reveal() and keep it in your secret store.",
      });
    }
    return new SeriesSecret(Buffer.from(hex, "hex"));
  }

  /** Returns the secret as 64 hexadecimal digits. */
  reveal(): string {
    return Buffer.from(this.#bytes).toString("hex");
  }

  /** Derives a key of 32 bytes for one purpose; a key reveals nothing about the keys for other purposes. */
  deriveKey(purpose: string): Uint8Array {
    return new Uint8Array(hkdfSync("sha256", this.#bytes, "", `cardwright ${purpose}`, 32));
  }

  override toString(): string {
    return "SeriesSecret(hidden)";
  }
}
