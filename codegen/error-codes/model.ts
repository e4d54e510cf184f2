import { isNode, LineCounter, parseDocument } from "yaml";
import * as z from "zod";
import type { SpecFile } from "../generated-file.ts";
import { type Problem, SpecError } from "../problem.ts";

const codeName = z.string().regex(/^[A-Z][A-Z0-9_]*$/, "A code consists of capital letters, digits and underscores");
// The partner's side writes its codes as it likes.
const ngocCodeName = z
  .string()
  .regex(/^(?!__proto__$)[\x21-\x7e]+$/, "A code consists of printable characters without spaces");
const sentence = z.string().regex(/^\S.*\.$/s, "A sentence must end with a full stop");

const affects = z.enum(["block", "rest", "series"]);
const needs = z.enum(["Customer", "CurrencyID", "RTPTransaction"]).optional();

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

/** The entry of a code in the file. */
interface CodeEntry {
  readonly category: string;
  readonly retryable: boolean;
  readonly actor: string;
  readonly causes: readonly { readonly cause: string; readonly provenance: string; readonly whatToDo: string }[];
}

interface OrceExtra {
  readonly affects: string;
  readonly needs?: string | undefined;
  readonly ngocCode: string;
}

/** `spec/error-codes.yaml` as plain data. */
export interface ErrorCodesModel {
  readonly orce: {
    readonly source: string;
    readonly codes: { readonly [code: string]: CodeEntry & OrceExtra };
  };
  readonly ngoc: {
    readonly source: string;
    readonly codes: { readonly [code: string]: CodeEntry & { readonly localCodes: readonly string[] } };
  };
}

const specification: z.ZodType<ErrorCodesModel> = z.strictObject({
  orce: z.strictObject({
    source: z.string(),
    codes: z.record(codeName, entry.extend({ affects, needs, ngocCode: ngocCodeName })),
  }),
  ngoc: z.strictObject({
    source: z.string(),
    codes: z.record(ngocCodeName, entry.extend({ localCodes: z.array(codeName).default([]) })),
  }),
});

/**
 * Reads `spec/error-codes.yaml`.
 *
 * @throws SpecError that lists every problem with its line.
 */
export function readErrorCodes(source: SpecFile): ErrorCodesModel {
  const lines = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: lines });
  const problem = (path: readonly PropertyKey[], message: string, offset = offsetOf(path)): Problem => {
    const { line, col } = lines.linePos(offset);
    const remedy = "Correct the entry. The comment at the start of the file explains each field.";
    return {
      file: source.path,
      pointer: path.map((key) => `/${String(key)}`).join(""),
      line,
      column: col,
      message,
      remedy,
    };
  };
  if (document.errors.length > 0)
    throw new SpecError(document.errors.map((error) => problem([], error.message, error.pos[0])));
  const parsed = specification.safeParse(document.toJS());
  if (!parsed.success) throw new SpecError(parsed.error.issues.map(({ path, message }) => problem(path, message)));
  const faults = crossCheck(parsed.data);
  if (faults.length > 0) throw new SpecError(faults.map(({ path, message }) => problem(path, message)));
  return parsed.data;

  function offsetOf(path: readonly PropertyKey[]): number {
    // A missing key has no place; the object that should contain it has.
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return node.range[0];
    }
    return 0;
  }
}

interface Fault {
  readonly path: readonly string[];
  readonly message: string;
}

function crossCheck({ orce, ngoc }: ErrorCodesModel): Fault[] {
  const faults: Fault[] = [];
  const local = new Map<string, string>();
  for (const [code, { localCodes }] of Object.entries(ngoc.codes)) {
    const path = ["ngoc", "codes", code];
    if (code in orce.codes) faults.push({ path, message: `The code ${code} is listed for both contracts` });
    for (const name of localCodes) {
      if (name in ngoc.codes) faults.push({ path, message: `The local code ${name} is also an NGOC code` });
      if (local.has(name))
        faults.push({ path, message: `The local code ${name} already belongs to ${local.get(name)}` });
      local.set(name, code);
    }
  }
  for (const [code, { ngocCode }] of Object.entries(orce.codes)) {
    if (ngocCode in ngoc.codes) continue;
    faults.push({ path: ["orce", "codes", code, "ngocCode"], message: `Unknown NGOC code ${ngocCode}` });
  }
  return faults;
}
