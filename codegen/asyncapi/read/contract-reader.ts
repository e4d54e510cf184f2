import { isDeepStrictEqual } from "node:util";
import type { Contract, Direction, Message, Operation, Server } from "../model/contract.ts";
import { fileName, typeName } from "../model/names.ts";
import type { Cursor } from "./cursor.ts";
import { readMessage } from "./message-reader.ts";
import type { ReadOptions } from "./schema-reader.ts";
import { messageTypeOf, type Sighting } from "./sighting.ts";
import { sightingsV2 } from "./sightings-v2.ts";
import { sightingsV3 } from "./sightings-v3.ts";

/** Reads a whole document into the model, or refuses it. */
export function readContract(root: Cursor, options: ReadOptions = {}): Contract {
  const asyncapi = root.at("asyncapi").text() ?? "";
  const sightings = asyncapi.startsWith("2.") ? sightingsV2(root) : sightingsV3(root);
  if (sightings.length === 0)
    root
      .at("channels")
      .refuse(
        "The document has no message.",
        "Put at least one message on a channel, with an operation that sends or receives it.",
      );

  const types = new Map<string, Sighting[]>();
  for (const sighting of sightings) {
    const type = messageTypeOf(sighting);
    const known = types.get(type);
    if (known) {
      refuseClash(type, known[0] as Sighting, sighting);
      known.push(sighting);
    } else types.set(type, [sighting]);
  }
  refuseCollidingNames(types);

  const description = root.at("info", "description").text();
  return {
    title: root.at("info", "title").text() ?? "",
    version: root.at("info", "version").text() ?? "",
    ...(description === undefined ? {} : { description }),
    asyncapi,
    servers: root
      .at("servers")
      .members()
      .map(([name, server]) => readServer(name, server.resolve())),
    messages: [...types].map(([type, seen]) => merge({ type, seen, root, options })),
  };
}

interface Sightings {
  readonly type: string;
  readonly seen: readonly Sighting[];
  readonly root: Cursor;
  readonly options: ReadOptions;
}

function merge({ type, seen, root, options }: Sightings): Message {
  const operations: Operation[] = [];
  for (const { operation } of seen) {
    const isNew = operation !== undefined && !operations.some((known) => isDeepStrictEqual(known, operation));
    if (isNew) operations.push(operation);
  }
  const [first] = seen as [Sighting];
  if (operations.length === 0) {
    first.message.refuse(
      `No operation sends or receives the message ${type}, so its direction is unknown.`,
      "Add an operation for its channel.",
    );
  }
  const directions = new Set(operations.map((operation) => operation.direction));
  const direction: Direction = directions.size === 2 ? "both" : (operations[0]?.direction ?? "both");
  return readMessage(first.message, {
    ...options,
    type,
    direction,
    operations,
    defaultContentType: root.at("defaultContentType").text(),
    traitsOverride: root.at("asyncapi").text()?.startsWith("2.") ?? false,
  });
}

/** Two messages of one type are a clash, unless they say the same. */
function refuseClash(type: string, one: Sighting, other: Sighting): void {
  if (one.message.key === other.message.key || isDeepStrictEqual(one.message.value, other.message.value)) return;
  const { file, pointer, line } = one.message.place;
  other.message.refuse(
    `The message type ${type} is also that of another message, at ${file}:${line} ${pointer}.`,
    "Tell them apart with x-message-type, or make them one message.",
  );
}

function refuseCollidingNames(types: ReadonlyMap<string, readonly Sighting[]>): void {
  // Beside its own type name, a message may bring that of its tolerant form.
  const typeNames = (type: string) => [typeName(type), `Tolerant${typeName(type)}`];
  const fileNames = (type: string) => [fileName(type)];
  for (const namesOf of [typeNames, fileNames]) {
    const taken = new Map<string, string>();
    for (const [type, [sighting]] of types) {
      for (const name of namesOf(type)) {
        const other = taken.get(name.toLowerCase());
        if (other !== undefined && sighting) {
          const place = types.get(other)?.[0]?.message.place;
          sighting.message.refuse(
            `The message types ${other} (${place?.file}:${place?.line} ${place?.pointer}) and ${type} would have the same name, ${name}.`,
            "Give one of them another type with x-message-type.",
          );
        }
        taken.set(name.toLowerCase(), type);
      }
    }
  }
}

function readServer(name: string, server: Cursor): Server {
  const host = server.at("url").text() ?? `${server.at("host").text() ?? ""}${server.at("pathname").text() ?? ""}`;
  const protocol = server.at("protocol").text() ?? "";
  const description = server.at("description").text();
  return {
    name,
    url: host.includes("://") ? host : `${protocol}://${host}`,
    protocol,
    ...(description === undefined ? {} : { description }),
  };
}
