import type { ErrorCodesModel } from "./model.ts";

/** The table as a page for readers, without the header. */
export function emitErrorCodesDocs({ orce, ngoc }: ErrorCodesModel): string {
  return `# Error codes

What went wrong, whether the same request may succeed later, who has to act and what to do. In code: \`explainError(code)\` and
\`errorFor(code)\`; on the command line: \`cardwright explain CODE\`.

The advice is ours; a cause marked *inferred* follows from something a source says, one marked *assumed* is our reading.

## Batch files: ORCE

Source: ${orce.source}.

${Object.entries(orce.codes).map(section).join("\n")}
## Error Notifications: NGOC

Source: ${ngoc.source} The set is open: a code that is not listed reaches you as it came.

${Object.entries(ngoc.codes).map(section).join("\n")}`;
}

const concerns: { readonly [affects: string]: string } = {
  block: "depends on the request alone",
  series: "concerns every request for the series",
  rest: "concerns every further request for the series",
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

Category: ${entry.category}. The same request may succeed later: ${entry.retryable ? "yes" : "no"}. Who acts: ${entry.actor}.${"affects" in entry ? ` It ${concerns[entry.affects] ?? ""}.` : ""}

${causes.join("")}`;
}
