import { hkdfSync, randomBytes } from "node:crypto";
import { CardwrightError } from "../../errors/cardwright-error.ts";
import { Masked } from "./masked.ts";

/**
 * The 32 secret bytes from which the random card numbers and PINs of a series are drawn. The same secret gives the same cards
 * again, so a run that broke off goes on where it stopped; who has the secret knows every card. Printing it shows nothing.
 */
export class SeriesSecret extends Masked {
  readonly #bytes: Uint8Array;

  private constructor(bytes: Uint8Array) {
    super();
    this.#bytes = bytes;
  }

  /** Draws a new secret from the system's cryptographic source. Keep {@link SeriesSecret.reveal} in a secret store. */
  static create(): SeriesSecret {
    return new SeriesSecret(randomBytes(32));
  }

  /**
   * Restores a secret that was kept as 64 hexadecimal digits.
   *
   * @throws CardwrightError `SERIES_SECRET` for anything else.
   */
  static parse(hex: string): SeriesSecret {
    if (!/^[0-9a-f]{64}$/i.test(hex)) {
      throw new CardwrightError("A series secret is 64 hexadecimal digits.", {
        code: "SERIES_SECRET",
        help: "Create one with SeriesSecret.create().reveal() and keep it in your secret store.",
      });
    }
    return new SeriesSecret(Buffer.from(hex, "hex"));
  }

  /** The secret as 64 hexadecimal digits. */
  reveal(): string {
    return Buffer.from(this.#bytes).toString("hex");
  }

  /** A key of 32 bytes for one purpose; keys for different purposes tell nothing about each other. */
  deriveKey(purpose: string): Uint8Array {
    return new Uint8Array(hkdfSync("sha256", this.#bytes, "", `cardwright ${purpose}`, 32));
  }

  override toString(): string {
    return "SeriesSecret(hidden)";
  }
}
