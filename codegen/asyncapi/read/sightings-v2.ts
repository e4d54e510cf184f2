import type { Cursor } from "./cursor.ts";
import type { Sighting } from "./sighting.ts";

/** Collects the messages of an AsyncAPI 2 document, once for each operation that they take part in. */
export function sightingsV2(root: Cursor): readonly Sighting[] {
  const { findings } = root.documents;
  return root
    .at("channels")
    .members()
    .flatMap(([address, reference]) => findings.attempt(() => sightingsOf(address, reference.resolve()), []));
}

function sightingsOf(address: string, channel: Cursor): readonly Sighting[] {
  const { findings } = channel.documents;
  const sightings: Sighting[] = [];
  // `publish` is what the described application receives (so the partner sends it), `subscribe` is what it sends.
  for (const [keyword, direction] of [
    ["publish", "send"],
    ["subscribe", "receive"],
  ] as const) {
    const operation = channel.at(keyword);
    if (operation.value === undefined) continue;
    const summary = operation.at("summary").text();
    const id = operation.at("operationId").text() ?? `${address}.${keyword}`;
    const messages = findings.attempt(() => messagesOf(operation.at("message")), []);
    for (const [index, each] of messages.entries()) {
      const message = findings.attempt(() => each.resolve(), undefined);
      if (message === undefined) continue;
      const isComponent = message.pointer.startsWith("/components/messages/") || each.reference !== undefined;
      const key =
        message.at("messageId").text() ?? (isComponent ? message.name : inlineKey(message, id, messages.length, index));
      sightings.push({
        message,
        key,
        fullKey: messages.length === 1 ? `${address}.${keyword}` : `${address}.${keyword}.${index + 1}`,
        channel,
        ...(messages.length === 1 && { address }),
        operation: { id, direction, channel: address, ...(summary !== undefined && { summary }) },
      });
    }
  }
  return sightings;
}

/** A nameless message alone in its operation is known by that; among others by its payload's schema, else by its position. */
function inlineKey(message: Cursor, operation: string, count: number, index: number): string {
  if (count === 1) return operation;
  const payload = message.at("payload");
  const named = message.documents.findings.attempt(() => payload.resolve().name, "");
  return payload.reference === undefined || named === "" ? `${operation}.${index + 1}` : named;
}

function messagesOf(message: Cursor): readonly Cursor[] {
  if (message.value === undefined) return [];
  const alternatives = message.resolve().at("oneOf");
  return alternatives.value === undefined ? [message] : alternatives.items().flatMap(messagesOf);
}
