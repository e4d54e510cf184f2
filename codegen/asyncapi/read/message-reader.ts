import { SpecError } from "../../problem.ts";
import type { Direction, Message, MessageExample, Operation } from "../model/contract.ts";
import type { Json } from "../model/json.ts";
import { fileName, typeName } from "../model/names.ts";
import type { SchemaTree } from "../model/schema.ts";
import { Cursor } from "./cursor.ts";
import { Findings } from "./findings.ts";
import type { ReadOptions } from "./read-options.ts";
import { readSchemaTree } from "./schema-reader.ts";

interface Context {
  readonly options: ReadOptions;
  readonly type: string;
  readonly direction: Direction;
  readonly operations: readonly Operation[];
  readonly defaultContentType: string | undefined;
  /** In AsyncAPI 2 what a trait says overrides the message's own words, in AsyncAPI 3 it only adds to them. */
  readonly traitsOverride: boolean;
}

/** Reads one message object, with what its traits add. Throws all that is wrong with it at once. */
export function readMessage(message: Cursor, context: Context): Message {
  const { type, direction, operations, defaultContentType, options } = context;
  const { findings } = message.documents;
  const own = new Findings();
  const field = (name: string) => withTraits(message, name, context.traitsOverride);
  const text = (name: string) => field(name).text();
  const name = typeName(type);
  const nothing: SchemaTree = { root: name, definitions: new Map() };
  const payload = own.attempt(() => readSchemaTree(payloadOf(message, field("payload"), type), name, options), nothing);
  const headersName = `${name}Headers`;
  const headers = own.attempt(() => {
    const declared = field("headers");
    return declared.value === undefined ? undefined : readSchemaTree(schemaOf(message, declared), headersName, options);
  }, undefined);
  if (own.problems.length > 0) throw new SpecError(own.problems);

  // What a message only says about itself cannot be a reason to refuse it.
  const correlation = findings.attemptOptional(
    () => (field("correlationId").value === undefined ? undefined : field("correlationId").resolve()),
    undefined,
  );
  const readExamples = (example: Cursor) => findings.attemptOptional(() => [readExample(example)], []);
  return {
    at: message.place,
    type,
    // Not the name: that is a word for machines, such as a placeholder for the message's id.
    title: text("title") ?? type,
    ...optional("summary", text("summary")),
    ...optional("description", text("description")),
    deprecated: field("deprecated").value === true || field("x-deprecated").value === true,
    ...optional("provenance", text("x-provenance")),
    direction,
    operations,
    ...optional("contentType", text("contentType") ?? defaultContentType),
    ...(correlation !== undefined && {
      correlationId: {
        location: correlation.at("location").text() ?? "",
        ...optional("description", correlation.at("description").text()),
      },
    }),
    payload,
    ...optional("headers", headers),
    examples: field("examples").items().flatMap(readExamples),
    typeName: name,
    fileName: fileName(type),
  };
}

function payloadOf(message: Cursor, payload: Cursor, type: string): Cursor {
  if (payload.value === undefined) {
    const problem = message.problem(
      `The message ${type} declares no payload`,
      "Declare its payload; payload: {} means any JSON value.",
    );
    throw new SpecError([{ ...problem, omission: message.at("payload").omission("payload") }]);
  }
  return schemaOf(message, payload);
}

function withTraits(message: Cursor, name: string, override: boolean): Cursor {
  const own = message.at(name);
  const traits = message
    .at("traits")
    .items()
    .map((trait) => trait.resolve().at(name));
  const said = (override ? [own, ...traits] : [...traits, own]).filter((each) => each.value !== undefined);
  return said.length === 0 ? own : said.reduce((base, patch) => merged(own, base, patch));
}

/** Merges as JSON Merge Patch does (RFC 7396), at the place of the message's own words. */
function merged(own: Cursor, base: Cursor, patch: Cursor): Cursor {
  const [from, to] = [base.resolve(), patch.resolve()];
  if (!from.isObject || !to.isObject) return patch;
  if (from.document !== to.document) {
    to.refuse(
      `The ${own.name} of the message and of its trait stand in different files, so references in them cannot be merged`,
      "Keep the trait in the file of the message, or write the whole in the message.",
    );
  }
  return new Cursor(own.documents, from.document, own.pointer, mergePatch(from.value as Json, to.value as Json));
}

function mergePatch(base: Json, patch: Json): Json {
  const isObject = (value: Json): value is { readonly [key: string]: Json } =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isObject(base) || !isObject(patch)) return patch;
  const entries = Object.entries(patch).map(([key, value]) => [key, mergePatch(base[key] ?? null, value)] as const);
  return { ...base, ...Object.fromEntries(entries) };
}

/** Finds the schema in a payload, which may say its format beside it (AsyncAPI 3) or on the message (AsyncAPI 2). */
function schemaOf(message: Cursor, payload: Cursor): Cursor {
  const place = resolved(payload);
  const isMultiFormat = place.at("schema").value !== undefined && place.at("schemaFormat").value !== undefined;
  const format = isMultiFormat ? place.at("schemaFormat") : message.at("schemaFormat");
  const name = format.text();
  if (name !== undefined && !/^application\/(?:vnd\.aai\.asyncapi|schema)(?:\+json|\+yaml)?(?:;.*)?$/.test(name)) {
    const problem = format.problem(
      `Schemas of format ${name} are not read`,
      "Write the schema as JSON Schema (the default of AsyncAPI).",
    );
    throw new SpecError([{ ...problem, omission: message.at("payload").omission("payload") }]);
  }
  return isMultiFormat ? place.at("schema") : payload;
}

/** Follows a payload's reference; one that leads nowhere can be left out: then any payload passes. */
function resolved(payload: Cursor): Cursor {
  try {
    return payload.resolve();
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    throw new SpecError(error.problems.map((problem) => ({ ...problem, omission: payload.omission("schema") })));
  }
}

function readExample(example: Cursor): MessageExample {
  const resolved = example.resolve();
  return {
    ...optional("name", resolved.at("name").text()),
    ...optional("summary", resolved.at("summary").text()),
    ...optional("payload", resolved.at("payload").value),
    ...optional("headers", resolved.at("headers").value),
  };
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}
