import { type GeneratedFile, header, type SpecFile } from "../generated-file.ts";
import { indexModule } from "./emit/index-file.ts";
import { messageModule } from "./emit/message-file.ts";
import { runtimeFiles } from "./emit/runtime-files.ts";
import { validatorModule } from "./emit/validators.ts";
import type { Contract } from "./model/contract.ts";
import { checkDocument } from "./read/check-document.ts";
import { readContract } from "./read/contract-reader.ts";
import { Cursor } from "./read/cursor.ts";
import { DocumentSet, parseSpec } from "./read/document.ts";
import type { ReadOptions } from "./read/schema-reader.ts";

/** Reads an AsyncAPI document into the model; throws a SpecError naming place and remedy when it cannot be expressed. */
export async function readAsyncApi({ path, text }: SpecFile, options: ReadOptions = {}): Promise<Contract> {
  const document = parseSpec(path, text);
  await checkDocument(document, text);
  return readContract(new Cursor(new DocumentSet(document), document, "", document.value), options);
}

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

export type { ReadOptions };
