import { type GeneratedFile, header, type SpecFile } from "../generated-file.ts";
import type { RuntimeOptions } from "../runtime-import.ts";
import { indexModule } from "./emit/index-file.ts";
import { messageModule } from "./emit/message-file.ts";
import { validatorModule } from "./emit/validators.ts";
import { type ReadOptions, readAsyncApi } from "./read-async-api.ts";

/** Generates types, validators and the message table of an AsyncAPI document. */
export async function generateFromAsyncApi(
  source: SpecFile,
  options: ReadOptions & RuntimeOptions = {},
): Promise<readonly GeneratedFile[]> {
  const contract = await readAsyncApi(source, options);
  const opening = header(source);
  const messages = contract.messages.map(async (message) => [
    await messageModule(message, options),
    validatorModule(message, options),
  ]);
  const files = [indexModule(contract, options), ...(await Promise.all(messages)).flat()];
  return files.map(({ path, text }) => ({ path, text: `${opening}\n${text}` }));
}
