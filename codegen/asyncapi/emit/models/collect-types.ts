import type { Contract, Message } from "../../model/contract.ts";
import { received } from "../../model/received.ts";
import { messageLines } from "../doc-comment.ts";
import { type Declaration, reference } from "../type-node.ts";
import { TypeWriter } from "../types.ts";
import type { Names } from "./naming.ts";

/** The types of a whole contract, each once and under a name of its own. */
export interface ContractTypes {
  readonly declarations: readonly Declaration[];
  /** Name of the declaration that is a message's payload. */
  readonly payloadOf: ReadonlyMap<Message, string>;
}

interface Entry {
  readonly message: Message;
  readonly declaration: Declaration;
}

/**
 * Collects the types of all messages.
 *
 * What may be received is described as it may be received, open lists of values included, so that no model refuses what the
 * contract has no name for yet. Types that several messages have in common are declared once; types of the same name that say
 * different things get names of their own.
 */
export function collectTypes({ messages }: Contract, names: Names): ContractTypes {
  const entries = messages.flatMap((message) => entriesOf(message));
  const groups = groupAlike(entries);
  const isPayload = ({ message, declaration }: Entry) => declaration.name === message.payload.root;
  const nameOf = new Map<number, string>();
  const wanted = new Set<string>();
  // A message's own name is the one that its reader looks for.
  for (const entry of [...entries.filter(isPayload), ...entries]) {
    const group = groups.get(entry) ?? 0;
    if (nameOf.has(group)) continue;
    const { name } = entry.declaration;
    nameOf.set(group, names.take(wanted.has(name) ? entry.message.typeName + name : name));
    wanted.add(name);
  }
  const placed = new Map(entries.map((entry) => [placeOf(entry.message, entry.declaration.name), groups.get(entry)]));
  const finalName = (message: Message, name: string) => nameOf.get(placed.get(placeOf(message, name)) ?? 0) ?? name;
  const declarations = new Map<string, Declaration>();
  for (const { message, declaration } of entries) {
    const name = finalName(message, declaration.name);
    if (declarations.has(name)) continue;
    declarations.set(name, { ...renamed(declaration, (each) => finalName(message, each)), name });
  }
  const payloadOf = new Map(messages.map((message) => [message, finalName(message, message.payload.root)]));
  return { declarations: [...declarations.values()], payloadOf };
}

function entriesOf(message: Message): readonly Entry[] {
  const { payload, direction } = message;
  const tree = direction === "send" ? payload : received(payload);
  const writer = new TypeWriter(tree);
  return [...payload.definitions.keys()]
    .flatMap((definition) => writer.declarations(definition, definition === payload.root ? messageLines(message) : []))
    .map((declaration) => ({ message, declaration }));
}

/** Numbers the entries, alike ones alike: those of one name that say the same, also of what they refer to. */
function groupAlike(entries: readonly Entry[]): ReadonlyMap<Entry, number> {
  let groups = new Map<Entry, number>();
  for (let count = -1; ; ) {
    const known = new Map(entries.map((entry) => [placeOf(entry.message, entry.declaration.name), groups.get(entry)]));
    const numbers = new Map<string, number>();
    groups = new Map(
      entries.map((entry) => {
        const { message, declaration } = entry;
        const alike = renamed(declaration, (name) => `${name} ${known.get(placeOf(message, name))}`);
        const text = JSON.stringify(alike, (key, value) => (key === "doc" ? undefined : value));
        if (!numbers.has(text)) numbers.set(text, numbers.size);
        return [entry, numbers.get(text) ?? 0];
      }),
    );
    if (numbers.size === count) return groups;
    count = numbers.size;
  }
}

function placeOf({ typeName }: Message, name: string): string {
  return `${typeName} ${name}`;
}

/** Returns a copy with the references renamed. */
function renamed(declaration: Declaration, rename: (name: string) => string): Declaration {
  return JSON.parse(JSON.stringify(declaration), (_, value: unknown) => {
    const isReference = typeof value === "object" && value !== null && "kind" in value && value.kind === "reference";
    return isReference && "name" in value ? reference(rename(String(value.name))) : value;
  });
}
