import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { CardwrightError } from "../errors/cardwright-error.ts";
import { ConfigurationError } from "../errors/configuration-error.ts";
import type { Contract } from "../production-partner/contract/index.ts";
import type { NgocContract } from "../sandbox/ngoc/ngoc-options.ts";

/** Loads a contract from a module that exports it as `contract`, as its default, or as the only one. */
export async function loadContract(path: string): Promise<Contract> {
  const loaded = await importModule(path);
  const named = [loaded["contract"], loaded["default"]].find(isContract);
  const [first, ...others] = Object.values(loaded).filter(isContract);
  const contract = named ?? (others.length === 0 ? first : undefined);
  if (contract !== undefined) return contract;
  throw new CardwrightError(`The module ${path} exports no contract`, {
    code: "CONTRACT_MODULE",
    help: "Export what defineContract returns as contract, as `cardwright contract adopt` writes it.",
  });
}

/** Loads a contract together with NGOC's half of its binding. */
export async function loadSpoken(path: string): Promise<NgocContract<Contract>> {
  const contract = await loadContract(path);
  const { counterpart } = await importModule(path);
  if (typeof counterpart === "object" && counterpart !== null)
    // Whoever writes the module pairs the two; the type checker of that module has seen both.
    return { contract, counterpart } as unknown as NgocContract<Contract>;
  throw new ConfigurationError(`The module ${path} exports no counterpart`, {
    code: "COUNTERPART",
    help: "Export it beside the contract: NGOC's half of the binding, of the type CounterpartOf.",
  });
}

/** Loads a module of the user by its path. */
export async function importModule(path: string): Promise<{ readonly [name: string]: unknown }> {
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
