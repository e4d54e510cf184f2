import type { Command } from "commander";
import { type BatchConfig, defaultConfigFile, readBatchConfig, schemaHelp } from "../batch-config.ts";
import type { CliContext } from "../context.ts";

/** `cardwright batch config` */
export function addBatchConfigCommand(batch: Command, context: CliContext): void {
  batch
    .command("config")
    .description("Check the configuration file and show the settings that batch commands take from it.")
    .option("-c, --config <file>", `the file; ${defaultConfigFile} by default`)
    .option("--schema <module>", schemaHelp)
    .addHelpText(
      "after",
      `
Options of a command take precedence over environment variables, those over the file, and the file over defaults.

A file with all settings:
  schema: ./batch-schema.ts
  mapping: { CustomerID: Kundennr, Amount: Guthaben }
  constants: { CardPrefix: 12345, CardSeriesSequence: 01, CurrencyID: EUR }
  ignore: [username]
  require: [CustomerID]
  format: csv
  delimiter: ";"
  encoding: windows-1252
  sheet: 1
  locale: de-DE
  dateFormats: [DD.MM.YYYY]
  maxBlocks: 10000
  maxBytes: 10000000
  skipBadRows: true
  oneCardPerCustomer: true
  failOnEmpty: true
  delivery: { url: https://orce.example.com, journal: delivery.jsonl }

Example:
  $ cardwright batch config`,
    )
    .action(async (options: { readonly config?: string; readonly schema?: string }) => {
      const { file, config } = await readBatchConfig(options.config, options.schema);
      context.result({ file: file ?? null, settings: config }, () =>
        file === undefined
          ? `No configuration: there is no ${defaultConfigFile} in this folder`
          : [`Settings of ${file}:`, ...lines(config)].join("\n"),
      );
    });
}

function lines(config: BatchConfig): readonly string[] {
  return Object.entries(config).map(([key, value]) => {
    const shown = Array.isArray(value)
      ? value.join(", ")
      : typeof value === "object"
        ? Object.entries(value)
            .map(([name, one]) => `${name}=${one}`)
            .join(", ")
        : String(value);
    return `  ${key}: ${shown}`;
  });
}
