import type { Message } from "../asyncapi/model/contract.ts";
import { matchConcepts } from "./concepts.ts";
import { fieldsOf, pathOf } from "./fields.ts";
import { type Extra, PayloadWriter } from "./payload-writer.ts";
import { type Entry, objectLiteral, undecided } from "./source.ts";
import type { WriterPlan } from "./writer-plan.ts";

/** A writer of a binding or a counterpart, and what it asks of the report. */
export interface WriterText {
  readonly entry: Entry;
  /** The fields of the report that only this contract has. */
  readonly extras: readonly Extra[];
  /** The report must say when. */
  readonly needsTime: boolean;
  readonly usesPart: boolean;
  /** An alias for the payload's type, if it is used. */
  readonly alias: string | undefined;
}

/** Writes a writer that names every field of a message. */
export function writerOf(message: Message | undefined, plan: WriterPlan): WriterText {
  const none = { extras: [], needsTime: false, usesPart: false, alias: undefined };
  if (message === undefined) {
    const remark = `which message says it, as { type: …, write: (…, make) => make({ … }) }`;
    return { ...none, entry: { name: plan.name, text: undecided, remark } };
  }
  const found = matchConcepts(fieldsOf(message.payload), plan.role);
  const concepts = new Map([...found].map(([concept, field]) => [pathOf(field), concept] as const));
  const writer = new PayloadWriter({ message, concepts, plan });
  const literals = writer.literals("      ");
  const body =
    literals.length === 1
      ? `make(${literals[0]?.text})`
      : [
          "{",
          ...literals.map(({ condition, text }) =>
            condition === undefined
              ? `        return make(${text});`
              : `        if (${condition}) return make(${text});`,
          ),
          "      }",
        ].join("\n");
  const parameters = parametersOf(plan, writer, body);
  const text = objectLiteral(
    [
      { name: "type", text: JSON.stringify(message.type) },
      {
        name: "write",
        text: `(${[...parameters, "make"].join(", ")}) =>${literals.length === 1 ? "\n      " : " "}${body}`,
      },
    ],
    "  ",
  );
  return {
    entry: { name: plan.name, text },
    extras: writer.extras,
    needsTime: writer.needsTime,
    usesPart: /\bpart</.test(body),
    alias: new RegExp(`\\b${plan.alias}\\b`).test(body) || writer.extras.length > 0 ? plan.alias : undefined,
  };
}

/** What the writer is called with, each by the members that it uses. */
function parametersOf({ variables, rest }: WriterPlan, writer: PayloadWriter, body: string): readonly string[] {
  const uses = (name: string) => new RegExp(`(?<![.\\w"])${name}\\b(?!")`).test(body);
  const known = variables.filter(({ from }) => from === "first").map(({ name }) => name);
  const said = [
    ...variables.filter(({ from }) => from === "report").map(({ name }) => name),
    ...writer.extras.map(({ name }) => name),
  ];
  const pattern = (names: readonly string[], unused: string) => {
    const used = names.filter(uses);
    return used.length === 0 ? unused : `{ ${used.join(", ")} }`;
  };
  return [pattern(known, "_known"), ...(rest === "report" ? [pattern(said, "_report")] : [])];
}
