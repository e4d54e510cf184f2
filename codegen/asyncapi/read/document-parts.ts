import { annotationKeywords, foreignKeywords } from "./keywords.ts";

/** What a part of a document is: whether messages depend on it, and how it can be left out. */
export interface DocumentPart {
  /** Whether what the messages are, or which way they travel, depends on it. */
  readonly matters: boolean;
  /** Where it is a schema, or a keyword of one: the tokens of what can be left out so that only more is accepted. */
  readonly omit?: { readonly what: "keyword" | "schema"; readonly tokens: readonly string[] };
  /** The component that it belongs to, as tokens. */
  readonly component?: readonly string[];
}

type Kind =
  | "root"
  | "components"
  | "channel"
  | "operation"
  | "reply"
  | "message"
  | "payload"
  | "schema"
  | "leaf"
  /** Nothing depends on it. */
  | "words";

/** A member, or each member of a map or list of them. */
type Child = Kind | readonly [each: Kind];

const children: {
  readonly [kind in Exclude<Kind, "schema" | "leaf" | "words">]: { readonly [member: string]: Child };
} = {
  root: {
    asyncapi: "leaf",
    channels: ["channel"],
    operations: ["operation"],
    components: "components",
  },
  components: {
    channels: ["channel"],
    operations: ["operation"],
    replies: ["reply"],
    messages: ["message"],
    messageTraits: ["message"],
    schemas: ["payload"],
  },
  channel: { $ref: "leaf", address: "leaf", messages: ["message"], publish: "operation", subscribe: "operation" },
  operation: {
    $ref: "leaf",
    action: "leaf",
    channel: "leaf",
    message: "message",
    reply: "reply",
  },
  reply: { $ref: "leaf", channel: "leaf" },
  message: {
    $ref: "leaf",
    payload: "payload",
    headers: "payload",
    schemaFormat: "leaf",
    oneOf: ["message"],
    traits: ["message"],
  },
  // A schema, or one with its format beside it.
  payload: { schemaFormat: "leaf", schema: "schema" },
};

const schemaMaps: ReadonlySet<string> = new Set([
  "properties",
  "patternProperties",
  "definitions",
  "$defs",
  "dependencies",
]);
const schemaLists: ReadonlySet<string> = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const schemaParts: ReadonlySet<string> = new Set([
  "items",
  "additionalItems",
  "additionalProperties",
  "unevaluatedProperties",
  "propertyNames",
  "contains",
  "not",
  "if",
  "then",
  "else",
]);
const schemaWords: ReadonlySet<string> = new Set(
  [...annotationKeywords, ...foreignKeywords].filter((word) => !schemaMaps.has(word)),
);

/** Says what stands at a place of the main document; `tokens` are those of its pointer. */
export function documentPart(tokens: readonly string[]): DocumentPart {
  const component = tokens[0] === "components" && tokens.length > 2 ? tokens.slice(0, 3) : undefined;
  return { ...partAt("root", { tokens, depth: 0 }), ...(component !== undefined && { component }) };
}

interface Position {
  readonly tokens: readonly string[];
  /** How many of the tokens have been followed. */
  readonly depth: number;
  /** The exclusion (`not`) that it is in. */
  readonly excluded?: readonly string[];
}

function partAt(kind: Kind, { tokens, depth, excluded }: Position): DocumentPart {
  const token = tokens[depth];
  if (kind === "words" || kind === "leaf") return { matters: kind === "leaf" };
  // What is wrong with the whole document is that something is missing: messages do not depend on it.
  if (token === undefined) {
    const omit = excluded ? keyword(excluded) : isSchema(kind, "") ? ({ what: "schema", tokens } as const) : undefined;
    return { matters: kind !== "root" && kind !== "components", ...(omit && { omit }) };
  }
  const child = childOf(kind, token, tokens[depth - 1]);
  const here = tokens.slice(0, depth + 1);
  const not = excluded ?? (token === "not" && isSchema(kind, token) ? here : undefined);
  const isList = typeof child !== "string";
  const isWithin = isList ? tokens.length > depth + 1 : child !== "leaf" && child !== "words";
  if (isWithin) {
    const within = { tokens, depth: depth + (isList ? 2 : 1), ...(not !== undefined && { excluded: not }) };
    return partAt(isList ? child[0] : child, within);
  }
  const matters = child !== "words";
  return { matters, ...(matters && isSchema(kind, token) && { omit: keyword(not ?? here) }) };
}

function keyword(tokens: readonly string[]): NonNullable<DocumentPart["omit"]> {
  return { what: "keyword", tokens };
}

function isSchema(kind: Kind, token: string): boolean {
  return kind === "schema" || (kind === "payload" && token !== "schema" && token !== "schemaFormat");
}

function childOf(kind: Exclude<Kind, "leaf" | "words">, token: string, before: string | undefined): Child {
  if (token.startsWith("x-")) return "words";
  if (isSchema(kind, token)) {
    if (before === "items" && /^\d+$/.test(token)) return "schema";
    if (schemaWords.has(token)) return "words";
    if (schemaMaps.has(token) || schemaLists.has(token)) return ["schema"];
    return schemaParts.has(token) ? "schema" : "leaf";
  }
  const members: { readonly [member: string]: Child } = kind === "schema" ? {} : children[kind];
  return Object.hasOwn(members, token) ? (members[token] ?? "words") : "words";
}
