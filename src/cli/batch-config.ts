import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { BatchContract } from "../card-series-maintenance/contract/batch-contract.ts";
import { builtInBatchContract } from "../card-series-maintenance/contract/built-in.ts";
import { ConfigurationError } from "../errors/configuration-error.ts";
import { loadBatchContract } from "./contract-module.ts";
import { nearest } from "./nearest.ts";

/** The settings of batch jobs that a file can hold, so that no command line has to repeat them. */
export interface BatchConfig {
  readonly schema?: string;
  readonly mapping?: { readonly [field: string]: string };
  readonly constants?: { readonly [field: string]: string };
  readonly ignore?: readonly string[];
  readonly require?: readonly string[];
  readonly format?: string;
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly sheet?: string;
  readonly locale?: string;
  readonly dateFormats?: readonly string[];
  readonly maxBlocks?: number;
  readonly maxBytes?: number;
  readonly skipBadRows?: boolean;
  readonly oneCardPerCustomer?: boolean;
  readonly failOnEmpty?: boolean;
  readonly delivery?: { readonly url?: string; readonly journal?: string; readonly allowOrigins?: readonly string[] };
}

/** The file that is read when it is in the current folder. */
export const defaultConfigFile = "cardwright.yaml";

/** What the option `--schema` of batch commands is. */
export const schemaHelp =
  "module with another schema of batch files: a contract, or a generated format and its binding";

/** Reads one setting; throws a text that says what is expected. */
type Reader = (value: unknown) => unknown;

const text: Reader = (value) => (typeof value === "string" && value !== "" ? value : expected("a text"));
const character: Reader = (value) =>
  typeof value === "string" && [...value].length === 1 ? value : expected('one character in quotes, such as ";"');
const flag: Reader = (value) => (value === "true" ? true : value === "false" ? false : expected("true or false"));
const number: Reader = (value) =>
  typeof value === "string" && /^[1-9]\d{0,14}$/.test(value) ? Number(value) : expected("a positive integer");
const list: Reader = (value) => (Array.isArray(value) ? value.map(text) : expected("a list of texts"));
const oneOf =
  (...choices: readonly string[]): Reader =>
  (value) =>
    typeof value === "string" && choices.includes(value) ? value : expected(`one of ${choices.join(", ")}`);
/** Reads the name of a field in any case. */
const fieldName =
  (fields: readonly string[]): Reader =>
  (value) =>
    fields.find((field) => field.toLowerCase() === String(value).toLowerCase()) ??
    expected(`a field, not ${String(value)}; the fields are ${fields.join(", ")}`);
const byField =
  (fields: readonly string[]): Reader =>
  (value) =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([field, one]) => [fieldName(fields)(field), text(one)]))
      : expected("a text for each field");
const delivery: Reader = (value) =>
  isObject(value)
    ? readSettings(value, { url: text, journal: text, allowOrigins: list }, "delivery.")
    : expected("url and journal");

const readersFor = (fields: readonly string[]): { readonly [key in keyof Required<BatchConfig>]: Reader } => ({
  schema: text,
  mapping: byField(fields),
  constants: byField(fields),
  ignore: list,
  require: (value) => (Array.isArray(value) ? value.map(fieldName(fields)) : expected("a list of fields")),
  format: oneOf("csv", "jsonl", "xlsx"),
  delimiter: character,
  encoding: text,
  sheet: text,
  locale: text,
  dateFormats: list,
  maxBlocks: number,
  maxBytes: number,
  skipBadRows: flag,
  oneCardPerCustomer: flag,
  failOnEmpty: flag,
  delivery,
});

/** A configuration, and where it was found. */
export interface FoundConfig {
  readonly file: string | undefined;
  readonly config: BatchConfig;
  /** The schema of batch files: the given one, that of the file, or the built-in one. */
  readonly contract: BatchContract;
}

/**
 * Reads the configuration file: the given one, or `cardwright.yaml` if there is one. Every value is read as it is
 * written, so that the series number 01 does not become 1.
 *
 * @throws ConfigurationError `CONFIG_FILE` with the key at fault.
 */
export async function readBatchConfig(given: string | undefined, schema?: string): Promise<FoundConfig> {
  let contract: BatchContract = schema === undefined ? builtInBatchContract : await loadBatchContract(schema);
  const file = given ?? (existsSync(defaultConfigFile) ? defaultConfigFile : undefined);
  if (file === undefined) return { file, config: {}, contract };
  const source = readFileSync(file, "utf8");
  // Loaded here only: most commands need no YAML.
  const { parse } = await import("yaml");
  try {
    const settings: unknown = parse(source, { schema: "failsafe" });
    if (settings === null || settings === "") return { file, config: {}, contract };
    if (!isObject(settings)) return expected("settings, each with a name");
    const module = settings["schema"];
    if (schema === undefined && module !== undefined)
      contract = await loadBatchContract(resolve(dirname(file), String(text(module))));
    // Every reader has checked its setting.
    const config = readSettings(settings, readersFor(contract.fields), "") as BatchConfig;
    return { file, config, contract };
  } catch (cause) {
    if (!(cause instanceof Error) || cause instanceof ConfigurationError) throw cause;
    throw new ConfigurationError(`${file}: ${cause.message.trimEnd()}`, {
      code: "CONFIG_FILE",
      help: "Correct the file; cardwright batch config shows the settings that are used.",
      cause,
    });
  }
}

function readSettings(
  settings: { readonly [key: string]: unknown },
  known: { readonly [key: string]: Reader },
  prefix: string,
): { readonly [key: string]: unknown } {
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => {
      const read = Object.hasOwn(known, key) ? known[key] : undefined;
      if (read === undefined) {
        const like = nearest(key, Object.keys(known));
        const hint = like === undefined ? `the settings are ${Object.keys(known).join(", ")}` : `did you mean ${like}?`;
        throw new SettingError(`unknown setting ${prefix}${key}: ${hint}`);
      }
      try {
        return [key, read(value)];
      } catch (error) {
        if (error instanceof ExpectedError) throw new SettingError(`${prefix}${key}: ${error.message}`);
        throw error;
      }
    }),
  );
}

/** A setting at fault, named. */
class SettingError extends Error {}

/** What is expected of the setting that is being read. */
class ExpectedError extends Error {}

function expected(what: string): never {
  throw new ExpectedError(`expected ${what}`);
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
