import type { Operation } from "../model/contract.ts";
import type { Cursor } from "./cursor.ts";
import type { Sighting } from "./sighting.ts";

/** Collects the messages of an AsyncAPI 3 document, once for each operation that they take part in. */
export function sightingsV3(root: Cursor): readonly Sighting[] {
  const { findings } = root.documents;
  const sightings: Sighting[] = [];
  const operated = new Set<string>();
  const add = (messages: readonly Cursor[], channel: Cursor, operation: Operation) => {
    for (const each of messages) {
      const message = findings.attempt(() => each.resolve(), undefined);
      if (message === undefined) continue;
      operated.add(message.key);
      sightings.push(sighting(message, channel, operation));
    }
  };

  for (const [id, reference] of root.at("operations").members())
    findings.attempt(() => readOperation(id, reference.resolve(), add), undefined);
  for (const [, reference] of root.at("channels").members()) {
    const channel = findings.attempt(() => reference.resolve(), undefined);
    for (const [, each] of channel?.at("messages").members() ?? []) {
      const message = findings.attempt(() => each.resolve(), undefined);
      if (channel && message && !operated.has(message.key)) sightings.push(sighting(message, channel, undefined));
    }
  }
  return sightings;
}

type Add = (messages: readonly Cursor[], channel: Cursor, operation: Operation) => void;

function readOperation(id: string, operation: Cursor, add: Add): void {
  const action = operation.at("action").text();
  if (action !== "send" && action !== "receive")
    operation.at("action").refuse("The action of an operation is expected to be send or receive", "Write one of them.");
  const sent = action === "send";
  const channel = operation.at("channel").resolve();
  const details = described(operation);
  const messages = messagesOf(operation, channel);
  if (messages.length === 0)
    operation.warn(`The operation ${id} has no message`, "Add one to its channel, or remove it.");
  add(messages, channel, { id, direction: sent ? "receive" : "send", channel: addressOf(channel), ...details });

  const reply = operation.at("reply").value === undefined ? undefined : operation.at("reply").resolve();
  if (reply === undefined) return;
  const back = reply.at("channel").value === undefined ? channel : reply.at("channel").resolve();
  if (reply.at("channel").value === undefined && reply.at("messages").value === undefined) return;
  const direction = sent ? "send" : "receive";
  add(messagesOf(reply, back), back, {
    id: `${id}.reply`,
    direction,
    channel: addressOf(back),
    replyTo: id,
    ...details,
  });
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

function sighting(message: Cursor, channel: Cursor, operation: Operation | undefined): Sighting {
  const only = channel.at("messages").members().length === 1;
  const address = only ? channel.at("address").text() : undefined;
  return {
    message,
    key: message.name,
    fullKey: `${channel.name}.${message.name}`,
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
