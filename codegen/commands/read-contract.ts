import type { Contract } from "../asyncapi/model/contract.ts";
import { readAsyncApi } from "../asyncapi/read-async-api.ts";
import type { SpecFile } from "../generated-file.ts";
import { readSpecFile } from "../spec-file.ts";
import { type DocumentOptions, readOptionsOf } from "./document-options.ts";
import { ownSpec } from "./own-spec.ts";

/** The contract that this package is built with. */
export async function ownContract(): Promise<Contract> {
  return readAsyncApi(await ownSpec("asyncapi"));
}

/** Reads an AsyncAPI document; a document whose directions look reversed gets a warning. */
export async function readContract(path: string, options: DocumentOptions): Promise<Contract> {
  return contractOf(await readSpecFile(path), options);
}

/** The same, of a file that has been read. */
export async function contractOf(source: SpecFile, options: DocumentOptions): Promise<Contract> {
  const knownDirections = Object.fromEntries(
    (await ownContract()).messages.map(({ type, direction }) => [type, direction]),
  );
  return readAsyncApi(source, { ...(await readOptionsOf(options)), knownDirections });
}
