import { Parser } from "@asyncapi/parser";
import { SpecError } from "../../problem.ts";
import type { SpecDocument } from "./document.ts";
import { pointerTo } from "./pointer.ts";

const supported = /^(?:2\.6|3\.0|3\.1)\.\d+$/;

/** Checks a document against the AsyncAPI specification itself, with the AsyncAPI Initiative's own parser. */
export async function checkDocument(document: SpecDocument, text: string): Promise<void> {
  const version = versionOf(document);
  if (version === undefined || !supported.test(version)) {
    const message = version === undefined ? "This is no AsyncAPI document." : `AsyncAPI ${version} is not supported.`;
    const place = document.locate(version === undefined ? "" : "/asyncapi");
    throw new SpecError([{ ...place, message, remedy: "Use AsyncAPI 2.6, 3.0 or 3.1." }]);
  }
  const faults = (await new Parser().validate(text, { source: document.path })).filter(
    ({ severity }) => severity === 0,
  );
  if (faults.length === 0) return;
  throw new SpecError(
    faults.map(({ path, message }) => ({
      ...document.locate(pointerTo("", ...path)),
      message: `${message.replace(/\.?$/, ".")}`,
      remedy: "Correct the document: it breaks the AsyncAPI specification here.",
    })),
  );
}

function versionOf({ value }: SpecDocument): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const version = (value as { readonly [key: string]: unknown })["asyncapi"];
  return typeof version === "string" ? version : undefined;
}
