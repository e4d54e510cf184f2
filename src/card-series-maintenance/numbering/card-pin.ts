import { createCipheriv } from "node:crypto";
import { ConfigurationError } from "../../errors/configuration-error.ts";
import type { CardSerialNumber } from "./card-serial-number.ts";
import { Masked } from "./masked.ts";
import type { SeriesSecret } from "./series-secret.ts";

/** A card's PIN. Printing it hides it; {@link CardPin.reveal} returns the digits. */
export class CardPin extends Masked {
  readonly #digits: string;

  constructor(digits: string) {
    super();
    this.#digits = digits;
  }

  reveal(): string {
    return this.#digits;
  }

  override toString(): string {
    return "CardPin(hidden)";
  }
}

/**
 * Creates a source of PINs: each serial number has one, every PIN is equally likely, and none can be computed without
 * the secret.
 *
 * @throws ConfigurationError `PIN_DIGITS` unless there are 4 to 12 digits (the range of ISO 9564-1; ORCE's guide gives
 * none).
 */
export function createPinSource(
  secret: SeriesSecret,
  options: { readonly digits?: number } = {},
): (serial: CardSerialNumber) => CardPin {
  const digits = options.digits ?? 4;
  if (!Number.isInteger(digits) || digits < 4 || digits > 12) {
    throw new ConfigurationError(`Invalid number of PIN digits ${digits}: expected an integer from 4 to 12`, {
      code: "PIN_DIGITS",
      details: { digits },
      help: "Use 4, the default.",
    });
  }
  const aes = createCipheriv("aes-256-ecb", secret.deriveKey("pin"), null).setAutoPadding(false);
  const count = 10 ** digits;
  // Draws at or above the largest multiple of `count` would make low PINs more likely, so they are drawn again.
  const fair = 2 ** 48 - (2 ** 48 % count);
  return (serial) => {
    // The serial number's digits, two to a byte, fill nine bytes; the bytes after them distinguish lengths and
    // attempts.
    const block = Buffer.alloc(16);
    block.write(serial.format().padStart(18, "f"), "hex");
    block[9] = digits;
    for (let attempt = 0; ; attempt++) {
      block.writeUInt32BE(attempt, 12);
      const draw = aes.update(block).readUIntBE(0, 6);
      if (draw < fair) return new CardPin(String(draw % count).padStart(digits, "0"));
    }
  };
}
