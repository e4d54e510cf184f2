import { type ReadOptions, readAsyncApi } from "../asyncapi/read-async-api.ts";
import { readErrorCodes } from "../error-codes/model.ts";
import { type GeneratedFile, type SpecFile, sha256, sourceName } from "../generated-file.ts";
import { pageOf } from "./page.ts";
import { toHtml } from "./to-html.ts";
import { toMarkdown } from "./to-markdown.ts";

/** Makes the reference of a contract in HTML and Markdown, `path` relative to the documentation folder. */
export async function documentContract(
  source: SpecFile,
  errorCodes?: SpecFile,
  options: ReadOptions = {},
): Promise<readonly GeneratedFile[]> {
  const contract = await readAsyncApi(source, options);
  const page = pageOf(contract, errorCodes && readErrorCodes(errorCodes).ngoc);
  const origin = `<!-- Generated from ${sourceName(source)} (sha256 ${sha256(source.text)}).\n     Do not edit: change the source and run \`${source.command ?? "npm run generate"}\`. -->\n`;
  return [
    { path: "contract.md", text: `${origin}\n${toMarkdown(page)}` },
    { path: "contract.html", text: toHtml(page).replace("<html", `${origin}<html`) },
  ];
}
