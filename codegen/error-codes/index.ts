import type { Contract } from "../asyncapi/model/contract.ts";
import { type GeneratedFile, header, type SpecFile, sha256 } from "../generated-file.ts";
import { checkErrorCodes } from "./check-contract.ts";
import { emitErrorCodesDocs } from "./emit-docs.ts";
import { emitErrorCodesTypeScript } from "./emit-typescript.ts";
import { readErrorCodes } from "./model.ts";

/**
 * Makes the error code table from `spec/error-codes.yaml`.
 *
 * @throws SpecError when `contract` lists other codes than the file explains.
 */
export async function generateErrorCodes(source: SpecFile, contract?: Contract): Promise<readonly GeneratedFile[]> {
  const model = readErrorCodes(source);
  if (contract !== undefined) checkErrorCodes(source, model, contract);
  const text = `${header(source)}\n${emitErrorCodesTypeScript(model)}`;
  return [{ path: "error-codes.gen.ts", text }];
}

/** Makes the page about error codes, `path` relative to the documentation folder. */
export async function documentErrorCodes(source: SpecFile): Promise<readonly GeneratedFile[]> {
  const opening = `<!-- Generated from ${source.path} (sha256 ${sha256(source.text)}).\n     Do not edit: change the source and run \`${source.command ?? "npm run generate"}\`. -->`;
  return [{ path: "errors.md", text: `${opening}\n\n${emitErrorCodesDocs(readErrorCodes(source))}` }];
}
