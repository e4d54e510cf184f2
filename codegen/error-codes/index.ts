import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { emitErrorCodesDocs } from "./emit-docs.ts";
import { emitErrorCodesTypeScript } from "./emit-typescript.ts";
import { readErrorCodes } from "./model.ts";

/** Makes the error code table and its documentation from `spec/error-codes.yaml`. */
export function generateErrorCodes(): { readonly path: string; readonly text: string }[] {
  const text = readFileSync(new URL("../../spec/error-codes.yaml", import.meta.url), "utf8");
  const model = readErrorCodes(text);
  const origin = `Generated from spec/error-codes.yaml, sha256 ${createHash("sha256").update(text).digest("hex")}.`;
  const warning = "Do not edit; regenerate with: npm run generate";
  return [
    { path: "generated/error-codes.gen.ts", text: `// ${origin}\n// ${warning}\n\n${emitErrorCodesTypeScript(model)}` },
    { path: "docs/errors.md", text: `<!-- ${origin}\n     ${warning} -->\n\n${emitErrorCodesDocs(model)}` },
  ];
}
