import { ConfigurationError } from "../../../errors/configuration-error.ts";

/** How a locale writes numbers. */
export interface NumberNotation {
  readonly decimal: string;
  /** A number in this notation, to be shown. */
  readonly example: string;
  /** Returns a number as XML writes it, or `undefined` when the text is not written in this notation. */
  readonly read: (text: string) => string | undefined;
}

/**
 * Finds out how a locale writes numbers: with `de-DE`, `1.234,50` is 1234.50. Groups must be whole, so that `12.50` is
 * no number there, instead of 1250.
 *
 * @throws ConfigurationError `CSV_LOCALE` for an unknown locale.
 */
export function numberNotation(locale: string): NumberNotation {
  const parts = localeParts(locale);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  const decimal = part("decimal") || ".";
  const group = part("group");
  // Spaces and apostrophes look alike in several forms, and keyboards have one of them.
  const groups = /^\s$/u.test(group) ? "\\s" : /^['’]$/u.test(group) ? "['’]" : escaped(group);
  const plain = `\\d+`;
  const grouped = group === "" ? plain : `(?:${plain}|\\d{1,3}(?:${groups}\\d{3})+)`;
  const pattern = new RegExp(`^([-+]?)(${grouped})(?:${escaped(decimal)}(\\d+))?$`, "u");
  const other = new RegExp(groups === "" ? "$^" : groups, "gu");
  return {
    decimal,
    example: `1${group}234${decimal}50`,
    read: (text) => {
      const match = pattern.exec(text);
      if (match === null) return undefined;
      const [, sign = "", integer = "", fraction] = match;
      return `${sign === "-" ? "-" : ""}${integer.replace(other, "")}${fraction === undefined ? "" : `.${fraction}`}`;
    },
  };
}

function localeParts(locale: string): readonly Intl.NumberFormatPart[] {
  const known = supported(locale);
  if (known === undefined) {
    throw new ConfigurationError(`Unknown locale ${locale}`, {
      code: "CSV_LOCALE",
      help: "Give a language and a country, such as de-DE, fr-FR or en-US.",
    });
  }
  // Always grouped: some locales leave four digits alone.
  return new Intl.NumberFormat(known, { useGrouping: "always", numberingSystem: "latn" }).formatToParts(1234567.5);
}

function supported(locale: string): string | undefined {
  try {
    return Intl.NumberFormat.supportedLocalesOf([locale])[0];
  } catch {
    return undefined;
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}
