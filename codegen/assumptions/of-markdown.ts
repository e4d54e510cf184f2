import type { SpecFile } from "../generated-file.ts";
import { type Assumption, type Certainty, sentence } from "./assumption.ts";

const row = /^\|([^|]*)\|([^|]*)\|([^|]*)\|\s*$/;

/**
 * Lists the rows of tables whose second cell says that a rule is assumed or inferred, and the paragraphs that begin with a
 * bold title: what the vendor says in two ways.
 */
export function assumptionsOfMarkdown(source: SpecFile): readonly Assumption[] {
  return [...rowsOf(source), ...contradictionsOf(source)];
}

function contradictionsOf({ path, text }: SpecFile): readonly Assumption[] {
  return [...text.matchAll(/^\*\*([^*]+?)\.?\*\* (.*?)(?:\n\n|\n*$(?![\s\S]))/gms)]
    .filter(([, , words = ""]) => words.includes("Default:"))
    .map((match): Assumption => {
      const [, subject = "", words = ""] = match;
      const line = text.slice(0, match.index).split("\n").length;
      return { file: path, line, subject, certainty: "inferred", statement: sentence(words), reason: "" };
    });
}

function rowsOf({ path, text }: SpecFile): readonly Assumption[] {
  let heading = "";
  return text.split("\n").flatMap((line, index): readonly Assumption[] => {
    heading = /^##+ (.*)$/.exec(line)?.[1] ?? heading;
    const [, rule = "", certainty = "", source = ""] = row.exec(line)?.map((cell) => cell.trim()) ?? [];
    const found = /\b(assumed|inferred)\b/.exec(certainty)?.[1] as Certainty | undefined;
    if (found === undefined) return [];
    const detail = certainty.replace(/^(?:assumed|inferred|seen \/ inferred)(?:: )?/, "");
    const statement = sentence(detail === "" ? rule : `${rule}: ${detail}`);
    const reason = source === "-" ? "" : sentence(source);
    return [{ file: path, line: index + 1, subject: heading, certainty: found, statement: capital(statement), reason }];
  });
}

function capital(text: string): string {
  return `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}`;
}
