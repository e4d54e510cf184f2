import type { ErrorCodesModel } from "./model.ts";

/** Writes the table as a documentation page, without the header. */
export function emitErrorCodesDocs({ orce, ngoc }: ErrorCodesModel): string {
  return `# Error codes

The cause of each error code, whether the same request may succeed later, who must act and how. In code:
\`explainError(code)\` and \`errorFor(code)\`; on the command line: \`cardwright explain CODE\`.

The advice is ours. A cause marked *inferred* follows from a source, and one marked *assumed* is our interpretation.

## Batch files (ORCE)

Source: ${orce.source}.

${Object.entries(orce.codes).map(section).join("\n")}
## Error Notifications (NGOC)

Source: ${ngoc.source} The list is open: your code gets an unlisted code unchanged.

${Object.entries(ngoc.codes).map(section).join("\n")}`;
}

const concerns: { readonly [affects: string]: string } = {
  block: "depends only on the request",
  series: "affects every request for the series",
  rest: "affects every later request for the series",
};

function section([code, entry]: [
  string,
  ErrorCodesModel["orce"]["codes"][string] | ErrorCodesModel["ngoc"]["codes"][string],
]): string {
  const causes = entry.causes.map(
    ({ cause, provenance, whatToDo }) =>
      `- ${cause}${provenance === "seen" ? "" : ` *(${provenance})*`}\n  **What to do:** ${whatToDo}\n`,
  );
  return `### ${code}

Category: ${entry.category}. The same request may succeed later: ${entry.retryable ? "yes" : "no"}. Who must act: ${entry.actor}.${"affects" in entry ? ` It ${concerns[entry.affects] ?? ""}.` : ""}

${causes.join("")}`;
}
