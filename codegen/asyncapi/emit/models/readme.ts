import type { Contract } from "../../model/contract.ts";
import type { TypeNode } from "../type-node.ts";
import { describe } from "./describe.ts";
import type { ModelLanguage } from "./model-language.ts";
import type { ModelNote, NoteTopic } from "./notes.ts";

interface Section {
  readonly title: string;
  readonly text: string;
}

const sections: { readonly [topic in NoteTopic]: Section } = {
  alternatives: {
    title: "Alternatives",
    text: "The contract allows one or another. The class has the fields of all, each optional unless all have it; where the alternatives have nothing in common, any value.",
  },
  rules: { title: "What must not be", text: "The contract forbids it; the models do not." },
  "open values": {
    title: "Lists of values that may grow",
    text: "What may be received may also have values that the contract does not list yet, so it is no enumeration.",
  },
  "other values": {
    title: "Lists of values that are no enumeration",
    text: "Enumerations hold text only.",
  },
  constants: { title: "Constants", text: "The contract allows one value only; the model allows others." },
  "further fields": {
    title: "Further fields",
    text: "Beside the fields that have a name, the contract allows others. They are in one map, and in JSON they stand beside the named ones, where the JSON library must put them.",
  },
  keys: { title: "Keys of maps", text: "The keys of these maps follow a pattern that the models do not check." },
  tuples: {
    title: "Lists with places",
    text: "Each place in the list has a type of its own; the model has one for all.",
  },
  null: { title: "Null", text: "The contract tells null from absent; the models do not." },
  recursion: { title: "Types within themselves", text: "A type that is no class cannot contain itself." },
  names: {
    title: "Names",
    text: "Names that are not as they would be, because they are not legal in the language, or taken. A JSON library that goes by names must be told.",
  },
};

/** Returns the page that stands beside the models: what they are, and what of the contract they do not say. */
export function readme(page: {
  readonly contract: Contract;
  readonly language: ModelLanguage;
  readonly payloads: ReadonlyMap<string, TypeNode>;
  readonly notes: readonly ModelNote[];
  readonly opening: readonly string[];
}): string {
  const { contract, language, payloads, notes, opening } = page;
  const rows = contract.messages.map(({ type, direction, summary }) => {
    const payload = payloads.get(type);
    const cells = [code(type), way[direction], payload ? code(describe(payload)) : "", summary ?? ""];
    return `| ${cells.map(cell).join(" | ")} |`;
  });
  return [
    ...opening.map((line) => `<!-- ${line.replaceAll("--", "- -")} -->`),
    "",
    `# ${plain(contract.title)} ${plain(contract.version)}: models for ${language.title}`,
    "",
    "## Messages",
    "",
    "| message | you | model | about |",
    "|---|---|---|---|",
    ...rows,
    "",
    "## JSON",
    "",
    language.usage,
    "",
    "## What the models do not say",
    "",
    "- Nothing is checked. Which fields are required, limits and formats are in comments; only the validators of the contract know.",
    "- Any field may be absent, so each may be null.",
    "- Dates and times stay text: no conversion loses digits or the time zone.",
    "- Integers have 64 bits, except in Python.",
    ...(Object.keys(sections) as NoteTopic[]).flatMap((topic) => section(topic, notes)),
    "",
  ].join("\n");
}

const way = { receive: "receive", send: "send", both: "receive and send" };

function section(topic: NoteTopic, notes: readonly ModelNote[]): readonly string[] {
  const lines = notes
    .filter((note) => note.topic === topic)
    .map(({ where, message }) => `- ${code(where)}: ${plain(message)}`);
  const { title, text } = sections[topic];
  return lines.length === 0 ? [] : ["", `### ${title}`, "", text, "", ...lines];
}

function cell(text: string): string {
  return plain(text).replaceAll("|", "\\|");
}

function code(text: string): string {
  return `\`${plain(text).replaceAll("`", "'")}\``;
}

/** Text from a document stays on its line, and is no markup. */
function plain(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replaceAll("<", "&lt;")
    .trim();
}
