import { propertyKey } from "../asyncapi/emit/type-node.ts";
import type { ErrorCodesModel } from "./model.ts";

/** Writes the table and its types as a TypeScript module, without the header. */
export function emitErrorCodesTypeScript(model: ErrorCodesModel): string {
  const { orce, ngoc } = model;
  const union = (values: Iterable<string>) =>
    [...new Set(values)]
      .sort()
      .map((value) => `\n  | ${JSON.stringify(value)}`)
      .join("");
  const entries = [...Object.values(orce.codes), ...Object.values(ngoc.codes)];
  const table = (system: string, codes: ErrorCodesModel["orce"]["codes"] | ErrorCodesModel["ngoc"]["codes"]) =>
    Object.entries(codes)
      .map(
        ([code, entry]) =>
          `  ${propertyKey(code)}: ${JSON.stringify({ system, code, ...entry }, null, 2).replaceAll("\n", "\n  ")},\n`,
      )
      .join("");
  const localCodes = Object.entries(ngoc.codes).flatMap(([code, entry]) =>
    [code, ...entry.localCodes].map((local) => [local, code] as const),
  );

  return `/** The codes that ORCE reports for GenerateCard requests. ${orce.source}. */
export type OrceErrorCode =${union(Object.keys(orce.codes))};

/** The known codes of Error Notifications; others may arrive. ${ngoc.source} */
export type NgocErrorCode =${union(Object.keys(ngoc.codes))};

/** The kind of failure of a code. */
export type ErrorCategory =${union(entries.map((entry) => entry.category))};

/** Who must act. */
export type ErrorActor =${union(entries.map((entry) => entry.actor))};

/** One reason why a code is reported. */
export interface ErrorCause {
  readonly cause: string;
  /** \`seen\`: a source says so; \`inferred\`: it follows from a source; \`assumed\`: it is our interpretation. */
  readonly provenance: "seen" | "inferred" | "assumed";
  readonly whatToDo: string;
}

/** The facts about an error code. */
export interface ErrorCodeFacts {
  readonly category: ErrorCategory;
  /** Whether the same request may succeed later, unchanged. */
  readonly retryable: boolean;
  readonly actor: ErrorActor;
  readonly causes: readonly ErrorCause[];
}

/** The facts about a code that ORCE reports. */
export interface OrceErrorFacts extends ErrorCodeFacts {
  readonly system: "orce";
  readonly code: OrceErrorCode;
  /**
   * \`block\`: depends only on the request; \`series\`: every request for the series fails; \`rest\`: every request for
   * the series fails from the first such failure on. Inferred from the cause.
   */
  readonly affects: "block" | "series" | "rest";
  /** The part that a request must have for the code to be possible. Inferred from the cause. */
  readonly needs?: "Customer" | "CurrencyID" | "RTPTransaction";
  /** The code to report to NGOC if a Production Request cannot be fulfilled because of this failure. */
  readonly ngocCode: NgocErrorCode;
}

/** The facts about a code in Error Notifications. */
export interface NgocErrorFacts extends ErrorCodeFacts {
  readonly system: "ngoc";
  readonly code: NgocErrorCode;
  /** The codes and refusal reasons of this package that are reported as this code. */
  readonly localCodes: readonly string[];
}

/** Every code that ORCE reports. */
export const orceErrors: { readonly [code in OrceErrorCode]: OrceErrorFacts } = {
${table("orce", orce.codes)}};

/** Every known code of Error Notifications. */
export const ngocErrors: { readonly [code in NgocErrorCode]: NgocErrorFacts } = {
${table("ngoc", ngoc.codes)}};

/** The NGOC code as which each code of this package is reported. A code that both have is reported as itself. */
export const ngocCodeOfLocalCode: {
${localCodes.map(([local, code]) => `  readonly ${propertyKey(local)}: ${JSON.stringify(code)};\n`).join("")}} = {
${localCodes.map(([local, code]) => `  ${propertyKey(local)}: ${JSON.stringify(code)},\n`).join("")}};
`;
}
