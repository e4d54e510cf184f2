import { existsSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { BatchContract } from "../card-series-maintenance/contract/batch-contract.ts";
import type { BatchBinding } from "../card-series-maintenance/contract/binding.ts";
import { defineBatchContract } from "../card-series-maintenance/contract/define-batch-contract.ts";
import { CardwrightError } from "../errors/cardwright-error.ts";
import { ConfigurationError } from "../errors/configuration-error.ts";
import type { Contract } from "../production-partner/contract/index.ts";
import type { NgocContract } from "../sandbox/ngoc/ngoc-options.ts";
import type { AnnotatedSchemas } from "../sandbox/process/sandbox-parts.ts";
import type { RecordFormat } from "../xml/record-format.ts";

/** Loads a contract from a module that exports it as `contract`, as its default, or as the only one. */
export async function loadContract(path: string): Promise<Contract> {
  const loaded = await importModule(path);
  const contract = only(loaded, ["contract", "default"], isContract);
  if (contract !== undefined) return contract;
  throw new CardwrightError(`The module ${path} exports no contract`, {
    code: "CONTRACT_MODULE",
    help: "Export what defineContract returns as contract, as `cardwright contract adopt` writes it.",
  });
}

/** A contract with NGOC's half of its binding, and what the page of the sandbox shows of it. */
export interface SpokenContract extends NgocContract<Contract> {
  /** The schema of each payload, annotated with the provenance of its fields. Without them, forms are made from examples. */
  readonly schemas?: AnnotatedSchemas;
}

/**
 * Loads a contract together with NGOC's half of its binding. What the module does not export itself is looked for where
 * `cardwright contract adopt` writes it: an application should load neither the counterpart nor the schemas.
 */
export async function loadSpoken(path: string): Promise<SpokenContract> {
  const contract = await loadContract(path);
  const module = await importModule(path);
  const counterpart = module["counterpart"] ?? (await importBeside(path, "counterpart"))?.["counterpart"];
  const schemas =
    module["schemas"] ?? (await importBeside(path, "generated/annotated-schemas.gen"))?.["annotatedSchemas"];
  if (isObject(counterpart))
    // Whoever writes the module pairs the two; the type checker of that module has seen both.
    return { contract, counterpart, ...(isObject(schemas) && { schemas }) } as unknown as SpokenContract;
  throw new ConfigurationError(`The module ${path} exports no counterpart`, {
    code: "COUNTERPART",
    help: "Export it beside the contract, or put it into counterpart.ts beside the module: NGOC's half of the binding, of the type CounterpartOf.",
  });
}

/** Loads a module beside another, with the same ending; `undefined` when there is none. */
async function importBeside(path: string, name: string): Promise<{ readonly [name: string]: unknown } | undefined> {
  const beside = join(dirname(path), `${name}${extname(path)}`);
  return existsSync(beside) ? importModule(beside) : undefined;
}

/**
 * Loads the schema of batch files from a module: a contract that `defineBatchContract` made; or a generated format, as
 * `schema` or as the only one, and its `binding`.
 */
export async function loadBatchContract(path: string): Promise<BatchContract> {
  const loaded = await importModule(path);
  const contract = only(loaded, ["contract", "default"], isBatchContract);
  if (contract !== undefined) return contract;
  const schema = only(loaded, ["schema", "default"], isFormat);
  const { binding } = loaded;
  // Whoever writes the module pairs the two; the type checker of that module has seen both.
  if (schema !== undefined)
    return defineBatchContract({ schema, ...(isObject(binding) && { binding: binding as BatchBinding<object> }) });
  throw new ConfigurationError(`The module ${path} exports no schema of batch files`, {
    code: "CONTRACT_MODULE",
    help: "Export what defineBatchContract returns as contract; or as schema what `cardwright generate --xsd` wrote to format.gen.ts, and its binding.",
  });
}

/** Returns the export with one of the names, or else the only one of this kind. */
function only<T>(
  loaded: { readonly [name: string]: unknown },
  names: readonly string[],
  is: (value: unknown) => value is T,
): T | undefined {
  const named = names.map((name) => loaded[name]).find(is);
  const [first, ...others] = Object.values(loaded).filter(is);
  return named ?? (others.length === 0 ? first : undefined);
}

function isBatchContract(value: unknown): value is BatchContract {
  return isObject(value) && "schema" in value && "requestOf" in value;
}

function isFormat(value: unknown): value is RecordFormat<object> {
  return isObject(value) && "recordType" in value && "shapes" in value;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Loads a module of the user by its path. */
async function importModule(path: string): Promise<{ readonly [name: string]: unknown }> {
  try {
    return (await import(pathToFileURL(resolve(path)).href)) as { readonly [name: string]: unknown };
  } catch (error) {
    // What is wrong in the module itself is for its author to see; only what Node cannot load at all is explained.
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code !== "ERR_UNKNOWN_FILE_EXTENSION") throw error;
    throw new CardwrightError(`This Node cannot load ${path}`, {
      code: "CONTRACT_MODULE",
      help: "Use Node 22.18 or later, which runs TypeScript, or name the compiled JavaScript module.",
      cause: error,
    });
  }
}

function isContract(value: unknown): value is Contract {
  return typeof value === "object" && value !== null && "factOf" in value && "definitionOf" in value;
}
