import type { ErrorCodesModel } from "./model.ts";

/** The table and its types as a TypeScript module, without the header. */
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
          `  ${code}: ${JSON.stringify({ system, code, ...entry }, null, 2).replaceAll("\n", "\n  ")},\n`,
      )
      .join("");
  const localCodes = Object.entries(ngoc.codes).flatMap(([code, entry]) =>
    [code, ...entry.localCodes].map((local) => [local, code] as const),
  );

  return `/** The codes that ORCE reports for GenerateCard requests. ${orce.source}. */
export type OrceErrorCode =${union(Object.keys(orce.codes))};

/** The codes of Error Notifications that are known; an open set. ${ngoc.source} */
export type NgocErrorCode =${union(Object.keys(ngoc.codes))};

/** What kind of failure a code stands for. */
export type ErrorCategory =${union(entries.map((entry) => entry.category))};

/** Who has to act. */
export type ErrorActor =${union(entries.map((entry) => entry.actor))};

/** One reason for which a code is reported. */
export interface ErrorCause {
  readonly cause: string;
  /** \`seen\`: a source says it; \`inferred\`: it follows from one; \`assumed\`: it is our reading. */
  readonly provenance: "seen" | "inferred" | "assumed";
  readonly whatToDo: string;
}

/** What is known of an error code. */
export interface ErrorCodeFacts {
  readonly category: ErrorCategory;
  /** Whether the same request may succeed later without a change. */
  readonly retryable: boolean;
  readonly actor: ErrorActor;
  readonly causes: readonly ErrorCause[];
}

/** What is known of a code that ORCE reports. */
export interface OrceErrorFacts extends ErrorCodeFacts {
  readonly system: "orce";
  readonly code: OrceErrorCode;
  /**
   * \`block\`: depends on the request alone; \`series\`: once met, every request for the series fails; \`rest\`: from the first such
   * failure on, every request for the series fails. Inferred from the cause.
   */
  readonly affects: "block" | "series" | "rest";
  /** The part of a request without which the code cannot be. Inferred from the cause. */
  readonly needs?: "Customer" | "CurrencyID" | "RTPTransaction";
  /** The code to report to NGOC when this failure keeps a Production Request from being fulfilled. */
  readonly ngocCode: NgocErrorCode;
}

/** What is known of a code that stands in Error Notifications. */
export interface NgocErrorFacts extends ErrorCodeFacts {
  readonly system: "ngoc";
  readonly code: NgocErrorCode;
  /** This package's own codes and refusal reasons that are reported with this code. */
  readonly localCodes: readonly string[];
}

/** Every code that ORCE reports. */
export const orceErrors: { readonly [code in OrceErrorCode]: OrceErrorFacts } = {
${table("orce", orce.codes)}};

/** Every known code of Error Notifications. */
export const ngocErrors: { readonly [code in NgocErrorCode]: NgocErrorFacts } = {
${table("ngoc", ngoc.codes)}};

/** The NGOC code with which each of this package's own codes is reported. A code that both have stands for itself. */
export const ngocCodeOfLocalCode: {
${localCodes.map(([local, code]) => `  readonly ${local}: ${JSON.stringify(code)};\n`).join("")}} = {
${localCodes.map(([local, code]) => `  ${local}: ${JSON.stringify(code)},\n`).join("")}};
`;
}
