import { isMap, LineCounter, parseDocument } from "yaml";
import { z } from "zod";

const codeName = z.string().regex(/^[A-Z][A-Z0-9_]*$/, "a code is written in capitals, digits and underscores");
const sentence = z.string().regex(/^\S.*\.$/s, "a sentence ends in a full stop");

const entry = z.strictObject({
  category: z.enum([
    "configuration",
    "duplicate",
    "exhausted",
    "invalid",
    "missing",
    "not-found",
    "refused",
    "too-early",
    "unknown",
  ]),
  retryable: z.boolean(),
  actor: z.enum(["administrator", "program-owner", "receiver", "sender", "support"]),
  causes: z
    .array(z.strictObject({ cause: sentence, provenance: z.enum(["seen", "inferred", "assumed"]), whatToDo: sentence }))
    .min(1),
});

/** What the file says of a code. */
interface CodeEntry {
  readonly category: string;
  readonly retryable: boolean;
  readonly actor: string;
  readonly causes: readonly { readonly cause: string; readonly provenance: string; readonly whatToDo: string }[];
}

/** `spec/error-codes.yaml` as plain data. */
export interface ErrorCodesModel {
  readonly orce: {
    readonly source: string;
    readonly codes: { readonly [code: string]: CodeEntry & { readonly ngocCode: string } };
  };
  readonly ngoc: {
    readonly source: string;
    readonly codes: { readonly [code: string]: CodeEntry & { readonly localCodes: readonly string[] } };
  };
}

const specification: z.ZodType<ErrorCodesModel> = z.strictObject({
  orce: z.strictObject({ source: z.string(), codes: z.record(codeName, entry.extend({ ngocCode: codeName })) }),
  ngoc: z.strictObject({
    source: z.string(),
    codes: z.record(codeName, entry.extend({ localCodes: z.array(codeName).default([]) })),
  }),
});

/** Reads the text of `spec/error-codes.yaml`; throws one error that lists every fault with its line. */
export function readErrorCodes(text: string): ErrorCodesModel {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const first = document.errors[0];
  if (first !== undefined) throw new Error(`error-codes.yaml: ${first.message}`);
  const parsed = specification.safeParse(document.toJS());
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      ({ path, message }) => `  line ${lineOf(path)}: ${path.join(".")}: ${message}`,
    );
    throw new Error(`error-codes.yaml does not have the right form:\n${faults.join("\n")}`);
  }
  const faults = crossCheck(parsed.data);
  if (faults.length > 0) throw new Error(`error-codes.yaml contradicts itself:\n${faults.join("\n")}`);
  return parsed.data;

  function lineOf(path: readonly PropertyKey[]): number {
    // A missing key has no line of its own; what should hold it has.
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      const range =
        isMap(node) || (typeof node === "object" && node !== null && "range" in node) ? node.range : undefined;
      if (Array.isArray(range)) return lines.linePos(Number(range[0])).line;
    }
    return 1;
  }
}

function crossCheck({ orce, ngoc }: ErrorCodesModel): string[] {
  const faults: string[] = [];
  const local = new Map<string, string>();
  for (const [code, { localCodes }] of Object.entries(ngoc.codes)) {
    if (code in orce.codes) faults.push(`  ${code} is a code of both contracts`);
    for (const name of localCodes) {
      if (name in ngoc.codes) faults.push(`  ngoc.${code}: ${name} is a code itself`);
      if (local.has(name)) faults.push(`  ngoc.${code}: ${name} belongs to ${local.get(name)} already`);
      local.set(name, code);
    }
  }
  for (const [code, { ngocCode }] of Object.entries(orce.codes)) {
    if (!(ngocCode in ngoc.codes)) faults.push(`  orce.${code}: there is no NGOC code ${ngocCode}`);
  }
  return faults;
}
