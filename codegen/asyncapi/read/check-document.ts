import { Parser } from "@asyncapi/parser";
import { SpecError } from "../../problem.ts";
import type { Json } from "../model/json.ts";
import type { SpecDocument } from "./document.ts";
import { pointerTo } from "./pointer.ts";

// No network, whatever a document refers to.
const offline = ["http", "https"].map((schema) => ({ schema, order: 1, canRead: true, read: () => "{}" }));
const parser: Parser = new Parser({ __unstable: { resolver: { resolvers: offline } } });
const supported = /^(?:2\.[0-6]|3\.[01])\.\d+$/;

/** Checks a document against the AsyncAPI specification itself, with the AsyncAPI Initiative's own parser. */
export async function checkDocument(document: SpecDocument, text: string): Promise<void> {
  const version = versionOf(document);
  if (version === undefined || !supported.test(version)) {
    const message = version === undefined ? "This is no AsyncAPI document." : `AsyncAPI ${version} is not supported.`;
    const place = document.locate(version === undefined ? "" : "/asyncapi");
    throw new SpecError([{ ...place, message, remedy: "Use AsyncAPI 2.0 to 2.6, 3.0 or 3.1." }]);
  }
  refuseNetwork(document, document.value, "");
  // References are followed by the readers: the parser loses its way in circles that span files (asyncapi/parser-js).
  const faults = (await parser.validate(text, { source: document.path })).filter(
    ({ severity, code }) => severity === 0 && code !== "invalid-ref",
  );
  if (faults.length === 0) return;
  // The specification's own schema branches: which branch failed is noise beside what failed in it.
  const said = faults.filter(({ message }) => !/must match "(?:then|else)" schema/.test(message));
  throw new SpecError(
    (said.length > 0 ? said : faults).map(({ path, message }) => ({
      ...document.locate(pointerTo("", ...path)),
      message: `${message.replace(/\.?$/, ".")}`,
      remedy: "Correct the document: it breaks the AsyncAPI specification here.",
    })),
  );
}

/** The parser would fetch these; what is generated must not depend on what a server says today. */
function refuseNetwork(document: SpecDocument, value: Json, pointer: string): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    const isRemote = key === "$ref" && typeof member === "string" && /^[a-z][a-z\d+.-]*:/i.test(member);
    if (isRemote) {
      const place = document.locate(pointerTo(pointer, key));
      const remedy = "Save the file beside this one and refer to it by its relative path.";
      throw new SpecError([{ ...place, message: `The reference ${member} leads to the network.`, remedy }]);
    }
    refuseNetwork(document, member, pointerTo(pointer, key));
  }
}

function versionOf({ value }: SpecDocument): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const version = (value as { readonly [key: string]: unknown })["asyncapi"];
  return typeof version === "string" ? version : undefined;
}
