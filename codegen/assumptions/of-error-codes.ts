import { LineCounter, parseDocument } from "yaml";
import { readErrorCodes } from "../error-codes/model.ts";
import type { SpecFile } from "../generated-file.ts";
import { type Assumption, isCertainty } from "./assumption.ts";

/** Lists the causes of error codes that the vendor has not stated. */
export function assumptionsOfErrorCodes(source: SpecFile, vendor: "orce" | "ngoc"): readonly Assumption[] {
  const lines = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: lines });
  const lineOf = (path: readonly (string | number)[]) => {
    const node = document.getIn(path, true) as { readonly range?: readonly [number, number, number] } | undefined;
    return lines.linePos(node?.range?.[0] ?? 0).line;
  };
  const codes: Codes = readErrorCodes(source)[vendor].codes;
  return Object.entries(codes).flatMap(([code, { causes }]) =>
    causes.flatMap(({ cause, provenance }, index): readonly Assumption[] => {
      if (!isCertainty(provenance)) return [];
      const line = lineOf([vendor, "codes", code, "causes", index]);
      return [{ file: source.path, line, subject: code, certainty: provenance, statement: cause, reason: "" }];
    }),
  );
}

interface Codes {
  readonly [code: string]: { readonly causes: readonly { readonly cause: string; readonly provenance: string }[] };
}
