import type { SpecFile } from "../generated-file.ts";
import type { AssumptionList } from "./assumption.ts";
import { assumptionsOfAsyncApi } from "./of-async-api.ts";
import { assumptionsOfErrorCodes } from "./of-error-codes.ts";
import { assumptionsOfMarkdown } from "./of-markdown.ts";
import { assumptionsOfXsd } from "./of-xsd.ts";

export interface AssumptionSources {
  readonly asyncapi: SpecFile;
  readonly xsd: SpecFile;
  readonly errorCodes: SpecFile;
  readonly numbering: SpecFile;
}

/** Lists every point of our specifications that a vendor has not stated, by the vendor who can answer. */
export function listAssumptions(sources: AssumptionSources): readonly AssumptionList[] {
  const { asyncapi, xsd, errorCodes, numbering } = sources;
  const [nexus, oracle] = ["Nexus (Production Partner)", "Oracle (CardSeriesMaintenance)"];
  return [
    { vendor: nexus, title: "Messages", points: assumptionsOfAsyncApi(asyncapi) },
    { vendor: nexus, title: "Error codes", points: assumptionsOfErrorCodes(errorCodes, "ngoc") },
    { vendor: oracle, title: "Batch files", points: assumptionsOfXsd(xsd) },
    { vendor: oracle, title: "Card numbers", points: assumptionsOfMarkdown(numbering) },
    { vendor: oracle, title: "Error codes", points: assumptionsOfErrorCodes(errorCodes, "orce") },
  ];
}

/** Lists the points of one AsyncAPI document. */
export function listAssumptionsOf(source: SpecFile): readonly AssumptionList[] {
  return [{ vendor: "Vendor", title: source.path, points: assumptionsOfAsyncApi(source) }];
}

/** Writes the points as a checklist in Markdown. */
export function toChecklist(lists: readonly AssumptionList[]): string {
  const total = lists.reduce((sum, { points }) => sum + points.length, 0);
  const vendors = [...new Set(lists.map(({ vendor }) => vendor))];
  return [
    "# Points to confirm",
    `${total} points that no document of the vendor states. *Inferred*: it follows from something stated. *Assumed*: it is our choice.`,
    ...vendors.flatMap((vendor) => [
      `## ${vendor}`,
      ...lists.filter((list) => list.vendor === vendor && list.points.length > 0).flatMap(section),
    ]),
  ].join("\n\n");
}

function section({ title, points }: AssumptionList): readonly string[] {
  const items = points.map(({ subject, certainty, statement, reason, file, line }) => {
    const why = reason === "" ? "" : ` Reason: ${reason}`;
    return `- [ ] **${subject}** (${certainty}): ${statement}${why} \`${file}:${line}\``;
  });
  return [`### ${title}`, items.join("\n")];
}
