import { SaxesParser } from "saxes";
import type { SpecFile } from "../generated-file.ts";
import { type Assumption, type Certainty, sentence } from "./assumption.ts";

/** Lists the comments of a schema that begin with "Assumed:" or "Inferred:", each with the definition that it is about. */
export function assumptionsOfXsd({ path, text }: SpecFile): readonly Assumption[] {
  const points: Assumption[] = [];
  const around: (string | undefined)[] = [];
  let pending: Omit<Assumption, "subject"> | undefined;
  const place = (subject: string) => {
    if (pending !== undefined) points.push({ ...pending, subject });
    pending = undefined;
  };
  const parser = new SaxesParser({ xmlns: false, position: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("comment", (comment) => {
    const [, certainty = "", words = ""] = /^\s*(Assumed|Inferred):\s*(.*)$/s.exec(comment) ?? [];
    if (certainty === "") return;
    const start = parser.line - (comment.match(/\n/g)?.length ?? 0);
    const [statement = "", ...reasons] = words.trim().split(/(?<=[.])\s+(?=[A-Z])/);
    pending = {
      file: path,
      line: start,
      certainty: certainty.toLowerCase() as Certainty,
      statement: capital(sentence(statement)),
      reason: sentence(reasons.join(" ")),
    };
  });
  parser.on("opentag", ({ attributes }) => {
    const { name } = attributes;
    const own = typeof name === "string" ? name : undefined;
    const outer = around.findLast((each) => each !== undefined);
    // A comment before a definition is about it, one at the start of a definition about the one that it stands in.
    place([outer, own].filter((each) => each !== undefined).join("."));
    around.push(own);
  });
  parser.on("closetag", () => {
    place(around.findLast((each) => each !== undefined) ?? "");
    around.pop();
  });
  parser.write(text).close();
  return points;
}

function capital(text: string): string {
  return `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}`;
}
