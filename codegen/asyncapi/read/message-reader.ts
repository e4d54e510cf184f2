import type { Direction, Message, MessageExample, Operation } from "../model/contract.ts";
import { fileName, typeName } from "../model/names.ts";
import type { Cursor } from "./cursor.ts";
import { type ReadOptions, readSchemaTree } from "./schema-reader.ts";

interface Context extends ReadOptions {
  readonly type: string;
  readonly direction: Direction;
  readonly operations: readonly Operation[];
  readonly defaultContentType: string | undefined;
}

/** Reads one message object, with what its traits add. */
export function readMessage(message: Cursor, context: Context): Message {
  const { type, direction, operations, defaultContentType } = context;
  const field = (name: string) => withTraits(message, name);
  const text = (name: string) => field(name).text();
  const payload = schemaOf(message, field("payload"));
  if (payload.value === undefined) {
    message.refuse(
      `The message ${type} declares no payload.`,
      "Declare its payload; payload: {} means any JSON value.",
    );
  }
  const headers = field("headers");
  const correlation = field("correlationId").value === undefined ? undefined : field("correlationId").resolve();
  const title = text("title") ?? text("name") ?? type;
  const name = typeName(type);
  return {
    at: message.place,
    type,
    title,
    ...optional("summary", text("summary")),
    ...optional("description", text("description")),
    deprecated: field("deprecated").value === true || field("x-deprecated").value === true,
    ...optional("provenance", text("x-provenance")),
    direction,
    operations,
    ...optional("contentType", text("contentType") ?? defaultContentType),
    ...(correlation === undefined
      ? {}
      : {
          correlationId: {
            location: correlation.at("location").text() ?? "",
            ...optional("description", correlation.at("description").text()),
          },
        }),
    payload: readSchemaTree(payload, name, context),
    ...(headers.value === undefined
      ? {}
      : { headers: readSchemaTree(schemaOf(message, headers), `${name}Headers`, context) }),
    examples: field("examples").items().map(readExample),
    typeName: name,
    fileName: fileName(type),
  };
}

function withTraits(message: Cursor, name: string): Cursor {
  const own = message.at(name);
  if (own.value !== undefined) return own;
  const traits = message
    .at("traits")
    .items()
    .map((trait) => trait.resolve().at(name));
  return traits.findLast((trait) => trait.value !== undefined) ?? own;
}

/** Finds the schema in a payload, which may say its format beside it (AsyncAPI 3) or on the message (AsyncAPI 2). */
function schemaOf(message: Cursor, payload: Cursor): Cursor {
  const place = payload.reference === undefined ? payload : payload.resolve();
  const isMultiFormat = place.at("schema").value !== undefined && place.at("schemaFormat").value !== undefined;
  const format = isMultiFormat ? place.at("schemaFormat") : message.at("schemaFormat");
  const name = format.text();
  if (name !== undefined && !/^application\/(?:vnd\.aai\.asyncapi|schema)(?:\+json|\+yaml)?(?:;.*)?$/.test(name)) {
    format.refuse(
      `Schemas of format ${name} are not read.`,
      "Write the schema as JSON Schema (the default of AsyncAPI).",
    );
  }
  return isMultiFormat ? place.at("schema") : payload;
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
