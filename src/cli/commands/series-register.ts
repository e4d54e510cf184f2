import { existsSync, readFileSync } from "node:fs";
import { type Command, InvalidArgumentError, Option } from "commander";
import {
  type ExportSeriesOptions,
  exportSeries,
  generateRegisteredSeries,
} from "../../card-series-maintenance/jobs/series/export-series.ts";
import type { RegisteredSeries } from "../../card-series-maintenance/numbering/allocation/registered-series.ts";
import {
  openPostgresSeriesRegister,
  openSqliteSeriesRegister,
  type SeriesRegister,
} from "../../card-series-maintenance/numbering/allocation/series-register.ts";
import { SeriesSecret } from "../../card-series-maintenance/numbering/series-secret.ts";
import { ConfigurationError } from "../../errors/configuration-error.ts";
import type { CliContext } from "../context.ts";
import { count } from "../options.ts";
import { plural } from "../plural.ts";
import { startProgress } from "../progress.ts";

interface RegisterOption {
  readonly register?: string;
}

interface DefineOptions extends RegisterOption {
  readonly prefix: string;
  readonly name: string;
  readonly description?: string;
  readonly cards: number;
  readonly batches: number;
  readonly prefixDigits: string;
}

interface CardsOptions extends RegisterOption {
  readonly out: string;
  readonly layout?: "random" | "batch-inside";
  readonly digits?: number;
  readonly prefixCharacter?: string;
  readonly pinKey?: string;
  readonly pinDigits?: number;
}

/** `cardwright series define`, `list`, `show`, `secret`, `generate` and `export` */
export function addSeriesRegisterCommands(series: Command, context: CliContext): void {
  series
    .command("define")
    .description("Define the next series of a prefix and save it in the register, which gives its number.")
    .requiredOption("--prefix <digits>", "the card prefix")
    .requiredOption("--name <name>", "name of the series")
    .option("--description <text>", "description of the series")
    .requiredOption("--cards <count>", "number of cards, 1 to 999999", count)
    .option("--batches <count>", "number of batches, 1 to 999", count, 1)
    .addOption(
      new Option("--prefix-digits <digits>", "number of digits of the prefix").choices(["5", "6"]).default("5"),
    )
    .addOption(registerOption())
    .addHelpText(
      "after",
      "\nExample:\n  $ cardwright series define --register cards.db --prefix 12345 --name Spring --cards 250000 --batches 50",
    )
    .action((options: DefineOptions) =>
      withRegister(options, context, (register) => define(register, options, context)),
    );
  series
    .command("list")
    .description("List the series of the register.")
    .option("--prefix <digits>", "of this prefix only")
    .addOption(registerOption())
    .addHelpText("after", "\nExample:\n  $ cardwright series list --register cards.db")
    .action((options: RegisterOption & { readonly prefix?: string }) =>
      withRegister(options, context, async (register) => {
        const all = await register.list(options.prefix);
        context.result(all, () => (all.length === 0 ? "No series" : all.map(describe).join("\n")));
      }),
    );
  series
    .command("show")
    .description("Show a series of the register, with its control totals.")
    .argument("<series>", "prefix and series number, such as 12345-01", seriesKey)
    .addOption(registerOption())
    .addHelpText("after", "\nExample:\n  $ cardwright series show 12345-01 --register cards.db")
    .action((key: Key, options: RegisterOption) =>
      withRegister(options, context, async (register) => {
        const one = await register.show(key);
        context.result(one, () => [describe(one), ...details(one)].join("\n"));
      }),
    );
  series
    .command("secret")
    .description(
      "Create a secret, from which the card numbers and PINs of series are derived. Keep it in a secret store.",
    )
    .addHelpText("after", "\nExample:\n  $ export CARDWRIGHT_SERIES_SECRET=$(cardwright series secret)")
    .action(() => {
      const secret = SeriesSecret.create().reveal();
      context.result({ secret }, () => secret);
    });
  addCardsCommand(series, context, {
    name: "generate",
    description:
      "Generate a series once: write the encoder's file of serial and card numbers, and record the totals. Run it again after a crash.",
    run: generateRegisteredSeries,
  });
  addCardsCommand(series, context, {
    name: "export",
    description: "Write the file of a generated series again, with the same secret, and check that it is the same.",
    run: exportSeries,
  });
}

function addCardsCommand(
  series: Command,
  context: CliContext,
  {
    name,
    description,
    run,
  }: { readonly name: string; readonly description: string; readonly run: typeof exportSeries },
): void {
  series
    .command(name)
    .description(description)
    .argument("<series>", "prefix and series number, such as 12345-01", seriesKey)
    .requiredOption("-o, --out <folder>", "folder for the file")
    .addOption(registerOption())
    .addOption(
      new Option("--layout <layout>", "how card numbers are made; random by default").choices([
        "random",
        "batch-inside",
      ]),
    )
    .option("--digits <count>", "digits of random card numbers, 10 to 16; 16 by default", count)
    .option("--prefix-character <character>", "character before the digits of card numbers")
    .option("--pin-key <file>", "also write PINs, readable for the holder of this RSA public key (PEM) only")
    .option("--pin-digits <count>", "digits of PINs, 4 to 12; 4 by default", count)
    .addHelpText(
      "after",
      `
The secret comes from the environment: CARDWRIGHT_SERIES_SECRET (see cardwright series secret).

Example:
  $ cardwright series ${name} 12345-01 --register cards.db -o encoder`,
    )
    .action((key: Key, options: CardsOptions) =>
      withRegister(options, context, async (register) => {
        context.about("folder", options.out);
        const progress = startProgress(context, "writing", (await register.show(key)).numberOfCards);
        try {
          const written = await run({
            ...cardsOptions(options),
            register,
            key,
            onProgress: (cards) => progress.update(cards, plural(cards, "card")),
            signal: context.signal,
          });
          progress.stop();
          context.result(written, () =>
            [
              `${written.file}  ${plural(written.cards, "card")}, ${written.firstSerialNumber} to ${written.lastSerialNumber}`,
              `sha256 ${written.sha256}`,
              ...(written.pinFile === undefined ? [] : [`${written.pinFile}  PINs, encrypted`]),
            ].join("\n"),
          );
        } finally {
          progress.stop();
        }
      }),
    );
}

function cardsOptions({ out, layout, digits, prefixCharacter, pinKey, pinDigits }: CardsOptions) {
  return {
    folder: out,
    secret: secretOfEnvironment(),
    cardNumbers: {
      ...(layout !== undefined && { layout }),
      ...(digits !== undefined && { digits }),
      ...(prefixCharacter !== undefined && { prefixCharacter }),
    },
    ...(pinKey !== undefined && {
      pins: { publicKey: readFileSync(pinKey, "utf8"), ...(pinDigits !== undefined && { digits: pinDigits }) },
    }),
  } satisfies Partial<ExportSeriesOptions>;
}

async function define(register: SeriesRegister, options: DefineOptions, context: CliContext): Promise<void> {
  const { prefix, name, description, cards, batches, prefixDigits } = options;
  const defined = await register.define({
    prefix,
    name,
    ...(description !== undefined && { description }),
    numberOfCards: cards,
    numberOfBatches: batches,
    prefixDigits: prefixDigits === "6" ? 6 : 5,
  });
  context.result(
    defined,
    () => `${nameOf(defined)}  ${plural(cards, "card")} in ${plural(batches, "batch", "batches")}`,
  );
}

type Key = { readonly prefix: string; readonly series: number };

function seriesKey(text: string): Key {
  const [, prefix, series] = /^(\d{5,6})-(\d{2})$/.exec(text) ?? [];
  if (prefix === undefined || series === undefined)
    throw new InvalidArgumentError("Expected a prefix and a series number, such as 12345-01.");
  return { prefix, series: Number(series) };
}

function nameOf({ prefix, series }: Key): string {
  return `${prefix}-${String(series).padStart(2, "0")}`;
}

function describe(series: RegisteredSeries): string {
  const { numberOfCards, numberOfBatches, state, name } = series;
  const size = `${plural(numberOfCards, "card")} in ${plural(numberOfBatches, "batch", "batches")}`;
  return `${nameOf(series)}  ${state}  ${size}  ${name}`;
}

function details({ description, definedAt, generatedAt, totals }: RegisteredSeries): readonly string[] {
  return [
    ...(description === "" ? [] : [`  ${description}`]),
    `  defined ${definedAt.toISOString()}`,
    ...(generatedAt === undefined ? [] : [`  generated ${generatedAt.toISOString()}`]),
    ...(totals === undefined ? [] : [`  ${plural(totals.cards, "card")}, sha256 ${totals.sha256}`]),
  ];
}

function registerOption(): Option {
  return new Option("--register <where>", "an SQLite file, or the URL of a PostgreSQL database").env(
    "CARDWRIGHT_REGISTER",
  );
}

async function withRegister(
  { register: where }: RegisterOption,
  context: CliContext,
  use: (register: SeriesRegister) => Promise<void>,
): Promise<void> {
  if (where === undefined) {
    throw new ConfigurationError("No register of series given", {
      code: "REGISTER_MISSING",
      help: "Set --register or CARDWRIGHT_REGISTER to an SQLite file or the URL of a PostgreSQL database.",
    });
  }
  const isPostgres = /^postgres(ql)?:\/\//.test(where);
  if (!isPostgres) context.about("file", where);
  if (!isPostgres && !existsSync(where)) context.note(`Created the register ${where}`);
  await using register = isPostgres
    ? await openPostgresSeriesRegister({ connectionString: where })
    : await openSqliteSeriesRegister({ path: where });
  await use(register);
}

function secretOfEnvironment(): SeriesSecret {
  const hex = process.env["CARDWRIGHT_SERIES_SECRET"];
  if (hex) return SeriesSecret.parse(hex);
  throw new ConfigurationError("No secret for the cards of the series", {
    code: "SERIES_SECRET",
    help: "Set CARDWRIGHT_SERIES_SECRET; cardwright series secret creates one.",
  });
}
