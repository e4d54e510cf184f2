import { type Command, Option } from "commander";
import { isCardwrightError } from "../../errors/cardwright-error.ts";
import { CardNumber } from "../../numbering/card-number.ts";
import { CardSerialNumber } from "../../numbering/card-serial-number.ts";
import { type CliContext, exitCodes, formatError } from "../context.ts";

/** `cardwright number parse NUMBER` */
export function addNumberCommands(program: Command, context: CliContext): void {
  const number = program.command("number").description("Serial numbers and card numbers.");
  number
    .command("parse")
    .description(
      "Check a number and show its parts. A number of 16 digits is read as a serial number and as a card number.",
    )
    .argument("<number>", "a card serial number or a card number; printed masked")
    .addOption(
      new Option("--prefix-digits <digits>", "digits of the prefix in a serial number")
        .choices(["5", "6"])
        .default("5"),
    )
    .addHelpText(
      "after",
      "\nExamples:\n  $ cardwright number parse 1234501002000351\n  $ cardwright number parse K4000123412341234 --json",
    )
    .action((text: string, options: { readonly prefixDigits: string }) => {
      const prefixDigits = options.prefixDigits === "6" ? 6 : 5;
      const serial = attempt(() => CardSerialNumber.parse(text, { prefixDigits }));
      const card = attempt(() => CardNumber.parse(text));
      if (!serial.ok && !card.ok) context.exitWith(exitCodes.found);
      context.result(
        {
          serialNumber: serial.ok ? { masked: serial.value, ...serial.value } : { error: serial.error.code },
          cardNumber: card.ok
            ? {
                masked: card.value,
                prefixCharacter: card.value.prefixCharacter,
                digits: card.value.revealDigits().length,
              }
            : { error: card.error.code },
        },
        () =>
          [
            serial.ok
              ? `serial number ${serial.value}: prefix ${serial.value.prefix}, series ${serial.value.series}, batch ${serial.value.batch}, sequence ${serial.value.sequence}`
              : `no serial number: ${formatError(serial.error).slice("error: ".length)}`,
            card.ok
              ? `card number ${card.value}: ${card.value.prefixCharacter === "" ? "no prefix character" : `prefix character ${card.value.prefixCharacter}`}, ${card.value.revealDigits().length} digits`
              : `no card number: ${formatError(card.error).slice("error: ".length)}`,
          ].join("\n"),
      );
    });
}

function attempt<T>(action: () => T) {
  try {
    return { ok: true, value: action() } as const;
  } catch (error) {
    if (isCardwrightError(error)) return { ok: false, error } as const;
    throw error;
  }
}
