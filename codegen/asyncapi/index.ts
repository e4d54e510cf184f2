import { type GeneratedFile, header, type SpecFile } from "../generated-file.ts";
import { indexModule } from "./emit/index-file.ts";
import { messageModule } from "./emit/message-file.ts";
import { runtimeFiles } from "./emit/runtime-files.ts";
import { validatorModule } from "./emit/validators.ts";
import { type ReadOptions, readAsyncApi } from "./read-async-api.ts";

/** Generates types, validators and the message table of an AsyncAPI document. */
export async function generateFromAsyncApi(
  source: SpecFile,
  options: ReadOptions = {},
): Promise<readonly GeneratedFile[]> {
  const contract = await readAsyncApi(source, options);
  const opening = header(source);
  const file = (path: string, text: string): GeneratedFile => ({ path, text: `${opening}\n${text}` });
  const messages = contract.messages.map(async (message) => [
    file(`messages/${message.fileName}.gen.ts`, await messageModule(message)),
    file(`validators/${message.fileName}.gen.ts`, validatorModule(message)),
  ]);
  return [
    file("index.gen.ts", indexModule(contract)),
    ...(await Promise.all(messages)).flat(),
    ...(await runtimeFiles()),
  ];
}
