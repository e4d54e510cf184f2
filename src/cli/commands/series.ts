import { type Command, InvalidArgumentError, Option } from "commander";
import { defineSeries, type GeneratedSeries, generateSeries } from "../../card-series-maintenance/numbering/series.ts";
import type { CliContext } from "../context.ts";
import { addSeriesRegisterCommands } from "./series-register.ts";

interface PlanOptions {
  readonly prefix: string;
  readonly cards: number;
  readonly batches: number;
  readonly series: number;
  readonly prefixDigits: string;
  readonly list: boolean;
}

/** `cardwright series plan` */
export function addSeriesCommands(program: Command, context: CliContext): void {
  const series = program.command("series").description("Series of cards.");
  series
    .command("plan")
    .description(
      "Show how the cards of a series are spread over batches, with the first and last serial number of each.",
    )
    .requiredOption("--prefix <digits>", "the card prefix")
    .requiredOption("--cards <count>", "number of cards, 1 to 999999", wholeNumber)
    .option("--batches <count>", "number of batches, 1 to 999", wholeNumber, 1)
    .option("--series <number>", "series number, 1 to 99", seriesNumber, 1)
    .option("--list", "print every serial number instead, one per line", false)
    .addOption(
      new Option("--prefix-digits <digits>", "number of digits of the prefix").choices(["5", "6"]).default("5"),
    )
    .addHelpText(
      "after",
      "\nExamples:\n  $ cardwright series plan --prefix 12345 --cards 250000 --batches 50\n  $ cardwright series plan --prefix 12345 --cards 100 --list > serials.txt",
    )
    .action((options: PlanOptions) => plan(options, context));
  addSeriesRegisterCommands(series, context);
}

function plan(options: PlanOptions, context: CliContext): void {
  const { prefix, cards, batches, list } = options;
  const before = options.series === 1 ? [] : [{ prefix, series: options.series - 1 }];
  const definition = {
    prefix,
    name: "plan",
    numberOfCards: cards,
    numberOfBatches: batches,
    prefixDigits: options.prefixDigits === "6" ? 6 : 5,
  } as const;
  const series = generateSeries(defineSeries(definition, before));
  if (list) {
    writeList(series, context);
    return;
  }
  // The serial numbers of a plan belong to no card yet, so they are shown unmasked.
  const rows = Array.from({ length: batches }, (_, index) => {
    const { first, last } = series.sequencesOfBatch(index + 1);
    return {
      batch: index + 1,
      cards: last - first + 1,
      first: series.serialNumberAt(first).format(),
      last: series.serialNumberAt(last).format(),
    };
  });
  context.result({ prefix, series: series.series, cards, batches: rows }, () =>
    [
      `series ${prefix}-${String(series.series).padStart(2, "0")}: ${cards} cards in ${batches} ${batches === 1 ? "batch" : "batches"}`,
      ...rows.map(
        (row) => `${String(row.batch).padStart(3, "0")}  ${String(row.cards).padStart(6)}  ${row.first} to ${row.last}`,
      ),
    ].join("\n"),
  );
}

/** Writes the serial numbers one by one: there can be a million. */
function writeList(series: GeneratedSeries, { json, streams: { stdout } }: CliContext): void {
  let separator = json ? "[" : "";
  for (const { serialNumber } of series.cards()) {
    stdout.write(json ? `${separator}\n  "${serialNumber.format()}"` : `${serialNumber.format()}\n`);
    separator = ",";
  }
  if (json) stdout.write("\n]\n");
}

function seriesNumber(text: string): number {
  if (!/^0?[1-9]$|^[1-9][0-9]$/.test(text)) throw new InvalidArgumentError("Expected a series number from 1 to 99.");
  return Number(text);
}

function wholeNumber(text: string): number {
  if (!/^[0-9]{1,9}$/.test(text)) throw new InvalidArgumentError("Expected a whole number.");
  return Number(text);
}
