import type { TypeNode } from "../type-node.ts";

/** The kind of value that a type holds, in a word. */
export function kindOfType(type: TypeNode): string {
  switch (type.kind) {
    case "string":
      return "text";
    case "literal":
      return typeof type.value === "string" ? "text" : typeof type.value;
    case "array":
    case "tuple":
      return "list";
    case "number":
    case "boolean":
    case "object":
    case "null":
    case "any":
      return type.kind;
    default:
      return "any";
  }
}

/** Describes a type in words that fit every language. */
export function describe(type: TypeNode): string {
  switch (type.kind) {
    case "string":
      return "text";
    case "boolean":
      return "boolean";
    case "number":
      return type.integer ? "integer" : "number";
    case "literal":
      return JSON.stringify(type.value);
    case "reference":
      return type.name;
    case "array":
      return `list of ${describe(type.item)}`;
    case "object": {
      const [signature] = type.signatures;
      return type.members.length === 0 && signature ? `map of ${describe(signature.type)}` : "object";
    }
    case "union":
      return type.of.map(describe).join(" or ");
    case "null":
      return "null";
    default:
      return "any value";
  }
}
