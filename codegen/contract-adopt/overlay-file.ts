import type { Contract, Message } from "../asyncapi/model/contract.ts";
import type { Schema, SchemaTree } from "../asyncapi/model/schema.ts";
import { flatten, own } from "../contract-diff/flatten.ts";
import { type Concept, matchConcepts, matchItem } from "./concepts.ts";
import { type Field, fieldsOf } from "./fields.ts";
import type { Role, Roles } from "./roles.ts";
import { vocabulary } from "./vocabulary.ts";

/** Without these, a message tells nothing to the order rules. */
const needed: { readonly [role in Role]: readonly Concept[] } = {
  request: ["cardId", "shipmentId", "organisationId"],
  withdrawal: ["cardId"],
  reportOk: ["cardId"],
  shippedOk: ["shipmentId"],
  error: [],
  produced: ["cardId"],
  shipped: ["shipmentId"],
};

/**
 * Writes the overlay of a document: the fields that facts need stay required even where nobody has confirmed a word of it. Undefined
 * when the document says so itself, or has no such field.
 */
export function overlayFile({ messages }: Contract, { received, sent }: Roles): string | undefined {
  const marks = new Map<string, Set<string>>();
  for (const message of messages) {
    for (const role of [received.get(message), sent.get(message)]) if (role !== undefined) mark(message, role, marks);
  }
  if (marks.size === 0) return undefined;
  const lines = [...marks].flatMap(([pointer, names]) => [
    `${key(pointer)}:`,
    `  x-required-by-facts: [${[...names].map(key).join(", ")}]`,
  ]);
  return [
    "# Annotations for the vendor's document, which stays as it is. The fields below are those that the binding reads as the ids of",
    "# cards, shipments and accessories: they stay required on receipt, whatever --assume says of the document.",
    ...lines,
    "",
  ].join("\n");
}

function mark(message: Message, role: Role, marks: Map<string, Set<string>>): void {
  const { payload } = message;
  const root = payload.definitions.get(payload.root);
  const found = matchConcepts(fieldsOf(payload), role);
  for (const concept of needed[role]) {
    const field = found.get(concept);
    if (field !== undefined && root !== undefined) markPath(root, field, payload, marks);
  }
  const accessories = found.get("accessories");
  if (accessories?.shape.kind !== "list") return;
  const id = matchItem(accessories.shape.fields, vocabulary.accessory).get("id");
  if (id !== undefined && accessories.schema.items !== undefined)
    markPath(accessories.schema.items, id, payload, marks);
}

/** Marks each step to a field in the object that declares it. */
function markPath(schema: Schema, { steps }: Field, tree: SchemaTree, marks: Map<string, Set<string>>): void {
  let inner: Schema | undefined = schema;
  for (const { name } of steps) {
    const owner: Schema | undefined = inner && ownerOf(inner, name, tree);
    const flat: Schema | undefined = inner && flatten(inner, tree);
    if (owner === undefined || !owner.required?.includes(name)) return;
    if (!owner.notes.requiredByFacts?.includes(name)) {
      const names = marks.get(owner.at.pointer) ?? new Set();
      marks.set(owner.at.pointer, names.add(name));
    }
    inner = own(flat?.properties, name);
  }
}

/** The schema that declares a property: the target of a reference, or one of those that are combined. */
function ownerOf(schema: Schema, name: string, tree: SchemaTree): Schema | undefined {
  if (schema.ref !== undefined) {
    const target = tree.definitions.get(schema.ref);
    return target && ownerOf(target, name, tree);
  }
  if (own(schema.properties, name) !== undefined) return schema;
  return schema.allOf?.map((part) => ownerOf(part, name, tree)).find((owner) => owner !== undefined);
}

/** A YAML key or text, quoted where it has to be. */
function key(text: string): string {
  return /^[\w/.-]+$/.test(text) && !/^[-.\d]/.test(text) ? text : JSON.stringify(text);
}
