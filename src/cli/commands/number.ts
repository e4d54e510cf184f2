import { type Command, Option } from "commander";
import { CardNumber } from "../../card-series-maintenance/numbering/card-number.ts";
import { CardSerialNumber } from "../../card-series-maintenance/numbering/card-serial-number.ts";
import { type CardwrightError, isCardwrightError } from "../../errors/cardwright-error.ts";
import { type CliContext, exitCodes, formatError } from "../context.ts";

/** `cardwright number parse NUMBER` */
export function addNumberCommands(program: Command, context: CliContext): void {
  const number = program.command("number").description("Serial numbers and card numbers.");
  number
    .command("parse")
    .description(
      "Check a number and show its parts. A number of 16 digits can be a serial number or a card number: use --as to choose, because the parts of a serial number are all its digits.",
    )
    .argument("<number>", "a card serial number or a card number; printed masked")
    .addOption(
      new Option("--prefix-digits <digits>", "number of digits of the prefix of a serial number")
        .choices(["5", "6"])
        .default("5"),
    )
    .addOption(
      new Option("--as <kind>", "kind of the number; by default both are tried, and the parts are masked").choices([
        "serial",
        "card",
      ]),
    )
    .addHelpText(
      "after",
      "\nExamples:\n  $ cardwright number parse 1234501002000351 --as serial\n  $ cardwright number parse K4000123412341234 --json",
    )
    .action((text: string, options: ParseOptions) => parse(text, options, context));
}

interface ParseOptions {
  readonly prefixDigits: string;
  readonly as?: "serial" | "card";
}

interface Part {
  readonly ok: boolean;
  readonly json: object;
  readonly text: string;
}

function parse(text: string, { prefixDigits, as }: ParseOptions, context: CliContext): void {
  const serialNumber = as === "card" ? undefined : serialPart(text, prefixDigits === "6" ? 6 : 5, as === "serial");
  const cardNumber = as === "serial" ? undefined : cardPart(text);
  const parts = [serialNumber, cardNumber].filter((part) => part !== undefined);
  if (!parts.some(({ ok }) => ok)) context.exitWith(exitCodes.found);
  context.result(
    {
      ...(serialNumber && { serialNumber: serialNumber.json }),
      ...(cardNumber && { cardNumber: cardNumber.json }),
    },
    () => parts.map((part) => part.text).join("\n"),
  );
}

/** The parts of a serial number are all its digits, so they are only shown when the number cannot be a card number. */
function serialPart(text: string, prefixDigits: 5 | 6, reveal: boolean): Part {
  const parsed = attempt(() => CardSerialNumber.parse(text, { prefixDigits }));
  if (!parsed.ok) return refused("serial number", parsed.error);
  const { prefix, series, batch, sequence } = parsed.value;
  const masked = String(parsed.value);
  if (!reveal) {
    return {
      ok: true,
      json: { masked, prefix },
      text: `serial number ${masked}: prefix ${prefix}; use --as serial to see the other parts`,
    };
  }
  return {
    ok: true,
    json: { masked, prefix, series, batch, sequence },
    text: `serial number ${masked}: prefix ${prefix}, series ${series}, batch ${batch}, sequence ${sequence}`,
  };
}

function cardPart(text: string): Part {
  const parsed = attempt(() => CardNumber.parse(text));
  if (!parsed.ok) return refused("card number", parsed.error);
  const { prefixCharacter } = parsed.value;
  const masked = String(parsed.value);
  const digits = parsed.value.revealDigits().length;
  return {
    ok: true,
    json: { masked, prefixCharacter, digits },
    text: `card number ${masked}: ${prefixCharacter === "" ? "no prefix character" : `prefix character ${prefixCharacter}`}, ${digits} digits`,
  };
}

function refused(what: string, error: CardwrightError): Part {
  return {
    ok: false,
    json: { error: error.code },
    text: `not a ${what}: ${formatError(error).slice("error: ".length)}`,
  };
}

function attempt<T>(action: () => T) {
  try {
    return { ok: true, value: action() } as const;
  } catch (error) {
    if (isCardwrightError(error)) return { ok: false, error } as const;
    throw error;
  }
}
