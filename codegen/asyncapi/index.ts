import { type GeneratedFile, header, type SpecFile } from "../generated-file.ts";
import type { RuntimeOptions } from "../runtime-import.ts";
import { indexModule } from "./emit/index-file.ts";
import { messageModule } from "./emit/message-file.ts";
import { validatorModule } from "./emit/validators.ts";
import type { Contract } from "./model/contract.ts";
import { type ReadOptions, readAsyncApi } from "./read-async-api.ts";

/** Generates types, validators and the message table of an AsyncAPI document. */
export async function generateFromAsyncApi(
  source: SpecFile,
  options: ReadOptions & RuntimeOptions = {},
): Promise<readonly GeneratedFile[]> {
  return generateFromContract(await readAsyncApi(source, options), source, options);
}

/** Generates the same of a document that was read already. */
export async function generateFromContract(
  contract: Contract,
  source: SpecFile,
  options: RuntimeOptions = {},
): Promise<readonly GeneratedFile[]> {
  const opening = header(source);
  const messages = contract.messages.map(async (message) => [
    await messageModule(message, options),
    validatorModule(message, options),
  ]);
  const files = [indexModule(contract, options), ...(await Promise.all(messages)).flat()];
  return files.map(({ path, text }) => ({ path, text: `${opening}\n${text}` }));
}
