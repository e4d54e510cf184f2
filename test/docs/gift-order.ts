import { readFileSync } from "node:fs";
import type { GeneratedFile } from "../../codegen/generated-file.ts";
import { generateFromXsd } from "../../codegen/xsd/index.ts";
import { root } from "./pages.ts";

/** Generates the code that the snippet about another schema of batch files imports, relative to the folder of the snippets. */
export function giftOrderFiles(): Promise<readonly GeneratedFile[]> {
  const path = "test/fixtures/batch-schemas/gift-order.xsd";
  const command = "cardwright generate --xsd gift-order.xsd --out .";
  return generateFromXsd({ path, text: readFileSync(new URL(path, root), "utf8"), command });
}
