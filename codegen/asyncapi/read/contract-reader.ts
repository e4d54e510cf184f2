import type { Contract, Message, Server } from "../model/contract.ts";
import type { Cursor } from "./cursor.ts";
import { Directions, operationsOf, seenFrom, warnOfReversal } from "./directions.ts";
import { readMessage } from "./message-reader.ts";
import { byMessageType } from "./message-types.ts";
import type { ReadOptions } from "./read-options.ts";
import { sightingsV2 } from "./sightings-v2.ts";
import { sightingsV3 } from "./sightings-v3.ts";

/** Reads a whole document into the model. What it is refused for is among the findings of the document set, all of it. */
export function readContract(root: Cursor, options: ReadOptions = {}): Contract {
  const { findings } = root.documents;
  const asyncapi = root.at("asyncapi").text() ?? "";
  const isV2 = asyncapi.startsWith("2.");
  const sightings = seenFrom(isV2 ? sightingsV2(root) : sightingsV3(root), options);
  if (sightings.length === 0 && findings.problems.length === 0) {
    const problem = root
      .at("channels")
      .problem(
        "The document has no message",
        "Put at least one message on a channel, with an operation that sends or receives it.",
      );
    findings.add([problem]);
  }

  const directions = new Directions(sightings, options);
  const messages = [...byMessageType(sightings)].flatMap(([type, seen]): readonly Message[] => {
    const context = { type, options, defaultContentType: root.at("defaultContentType").text(), traitsOverride: isV2 };
    const direction = findings.attempt(() => directions.of(type, seen), "both");
    const places = [...new Map(seen.map(({ message }) => [message.key, message])).values()];
    // Copies of a message in several places say the same, but what is wrong with them has to be told of each.
    const [first] = places.map((message) =>
      findings.attempt(
        () => readMessage(message, { ...context, direction, operations: operationsOf(seen) }),
        undefined,
      ),
    );
    return first === undefined ? [] : [first];
  });
  directions.refuseUnused(root);
  warnOfReversal(root, messages, options);

  const description = root.at("info", "description").text();
  const version = root.at("info", "version").value;
  return {
    title: root.at("info", "title").text() ?? "",
    version: typeof version === "number" ? String(version) : (root.at("info", "version").text() ?? ""),
    ...(description !== undefined && { description }),
    asyncapi,
    servers: root
      .at("servers")
      .members()
      .flatMap(([name, server]) => findings.attemptOptional(() => [readServer(name, server.resolve())], [])),
    messages,
    warnings: findings.warnings,
  };
}

function readServer(name: string, server: Cursor): Server {
  const host = server.at("url").text() ?? `${server.at("host").text() ?? ""}${server.at("pathname").text() ?? ""}`;
  const protocol = server.at("protocol").text() ?? "";
  const description = server.at("description").text();
  return {
    at: server.place,
    name,
    url: host.includes("://") ? host : `${protocol}://${host}`,
    protocol,
    ...(description !== undefined && { description }),
  };
}
