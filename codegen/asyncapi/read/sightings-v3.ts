import type { Operation } from "../model/contract.ts";
import type { Cursor } from "./cursor.ts";
import type { Sighting } from "./sighting.ts";

/** Collects the messages of an AsyncAPI 3 document, once for each operation that they take part in. */
export function sightingsV3(root: Cursor): readonly Sighting[] {
  const sightings: Sighting[] = [];
  const operated = new Set<string>();
  const add = (messages: readonly Cursor[], channel: Cursor, operation: Operation) => {
    for (const message of messages) {
      operated.add(message.resolve().key);
      sightings.push(sighting(message, channel, operation));
    }
  };

  for (const [id, reference] of root.at("operations").members()) {
    const operation = reference.resolve();
    const sent = operation.at("action").text() === "send";
    const channel = operation.at("channel").resolve();
    const details = described(operation);
    add(messagesOf(operation, channel), channel, {
      id,
      direction: sent ? "receive" : "send",
      channel: addressOf(channel),
      ...details,
    });

    const reply = operation.at("reply").value === undefined ? undefined : operation.at("reply").resolve();
    if (reply === undefined) continue;
    const back = reply.at("channel").value === undefined ? channel : reply.at("channel").resolve();
    if (reply.at("channel").value === undefined && reply.at("messages").value === undefined) continue;
    const direction = sent ? "send" : "receive";
    add(messagesOf(reply, back), back, {
      id: `${id}.reply`,
      direction,
      channel: addressOf(back),
      replyTo: id,
      ...details,
    });
  }

  for (const [, reference] of root.at("channels").members()) {
    const channel = reference.resolve();
    for (const [, message] of channel.at("messages").members()) {
      if (!operated.has(message.resolve().key)) sightings.push(sighting(message, channel, undefined));
    }
  }
  return sightings;
}

function messagesOf(operation: Cursor, channel: Cursor): readonly Cursor[] {
  const named = operation.at("messages");
  return named.value === undefined
    ? channel
        .at("messages")
        .members()
        .map(([, message]) => message)
    : named.items();
}

function sighting(reference: Cursor, channel: Cursor, operation: Operation | undefined): Sighting {
  const message = reference.resolve();
  const only = channel.at("messages").members().length === 1;
  const address = only ? channel.at("address").text() : undefined;
  return {
    message,
    key: message.name,
    channel,
    ...(address === undefined ? {} : { address }),
    ...(operation ? { operation } : {}),
  };
}

function addressOf(channel: Cursor): string {
  return channel.at("address").text() ?? channel.name;
}

function described(operation: Cursor): Pick<Operation, "summary" | "provenance"> {
  const summary = operation.at("summary").text();
  const provenance = operation.at("x-provenance").text();
  return { ...(summary === undefined ? {} : { summary }), ...(provenance === undefined ? {} : { provenance }) };
}
