import { isDeepStrictEqual } from "node:util";
import type { Contract, Message, Server } from "../asyncapi/model/contract.ts";
import type { SchemaTree } from "../asyncapi/model/schema.ts";
import { compareSchemas } from "./compare-schemas.ts";
import type { Difference } from "./difference.ts";
import { flatten } from "./flatten.ts";
import { type RuleId, rules, type Verdict } from "./rules.ts";

/** One change, with its consequence for a partner. */
export interface Change extends Difference {
  /** The message types, separated by commas: texts that several messages share are listed once. Empty for the whole contract. */
  readonly message: string;
  /** Whether the consequence is for the partner as sender or as receiver of the message. Texts concern it as both. */
  readonly direction: "send" | "receive" | "both";
  readonly verdict: Verdict;
  readonly effect: string;
}

type Way = "send" | "receive";

/** Compares two contracts by meaning and returns the consequence of each change for a partner. */
export function compareContracts(before: Contract, after: Contract): readonly Change[] {
  const types = new Set([...before.messages, ...after.messages].map(({ type }) => type));
  const changes = [...types].flatMap((type): readonly Change[] => {
    const [old, now] = [before, after].map(({ messages }) => messages.find((message) => message.type === type));
    if (old && now) return compareMessage(old, now);
    const message = old ?? now;
    const rule = old ? "message-removed" : "message-added";
    return message ? ways(message).map((way) => changeOf(message, way, { rule, at: message.at, detail: type })) : [];
  });
  return [...compareServers(before, after), ...textsOnce(changes)];
}

/** Lists a change of texts once, whatever messages and directions it is met in. */
function textsOnce(changes: readonly Change[]): readonly Change[] {
  const listed = new Map<unknown, Change>();
  for (const change of changes) {
    const { verdict, rule, at, detail } = change;
    const key = verdict === "documentation" ? JSON.stringify([rule, at.file, at.pointer, detail]) : change;
    const known = listed.get(key);
    listed.set(key, known ? joined(known, change) : change);
  }
  return [...listed.values()];
}

function joined(one: Change, other: Change): Change {
  const message = [...new Set([...one.message.split(", "), other.message])].join(", ");
  return { ...one, message, direction: one.direction === other.direction ? one.direction : "both" };
}

/** Compares where the messages go: that is for operators to know, and no message depends on it. */
function compareServers(before: Contract, after: Contract): readonly Change[] {
  const [old, now] = [before, after].map(({ servers }) => new Map(servers.map((server) => [server.name, server])));
  return [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].flatMap((name) => {
    const [from, to] = [old?.get(name), now?.get(name)];
    if (isDeepStrictEqual(from && routeOf(from), to && routeOf(to))) return [];
    const detail = `${name}: ${from?.url ?? "none"} → ${to?.url ?? "none"}`;
    const at = to?.at ?? from?.at;
    if (at === undefined) return [];
    return [{ rule: "server-changed", at, detail, message: "", direction: "both", ...rules["server-changed"].send }];
  });
}

function routeOf({ url, protocol, description }: Server): readonly unknown[] {
  return [url, protocol, description];
}

function compareMessage(old: Message, now: Message): readonly Change[] {
  const [before, after] = [ways(old), ways(now)];
  const gained = after
    .filter((way) => !before.includes(way))
    .map((way) => changeOf(now, way, difference("direction-added", now, way)));
  const lost = before
    .filter((way) => !after.includes(way))
    .map((way) => changeOf(now, way, difference("direction-removed", now, way)));
  const differences = [
    ...compareEnvelope(old, now),
    ...compareSchemas(old.payload, now.payload),
    ...compareHeaders(old, now),
  ];
  const kept = after.filter((way) => before.includes(way));
  return [...gained, ...lost, ...differences.flatMap((each) => kept.map((way) => changeOf(now, way, each)))];
}

function compareEnvelope(old: Message, now: Message): readonly Difference[] {
  const found: Difference[] = [];
  const add = (isSame: boolean, rule: RuleId, detail: string) => {
    if (!isSame) found.push(difference(rule, now, detail));
  };
  // Messages are JSON whether the contract says so or not.
  const isSameType = mediaType(old) === mediaType(now);
  add(
    old.contentType === now.contentType,
    isSameType ? "content-type-declared" : "content-type-changed",
    `${old.contentType ?? "none"} → ${now.contentType ?? "none"}`,
  );
  const [from, to] = [old.correlationId?.location, now.correlationId?.location];
  add(from === to, "correlation-changed", `${from ?? "none"} → ${to ?? "none"}`);
  const texts = ({ title, summary, description }: Message) => [title, summary, description];
  add(isDeepStrictEqual(texts(old), texts(now)), "text-changed", "title, summary or description");
  add(isDeepStrictEqual(old.examples, now.examples), "examples-changed", "examples");
  add(old.deprecated === now.deprecated, "deprecation-changed", now.deprecated ? "deprecated" : "no longer deprecated");
  add(
    old.provenance === now.provenance,
    "provenance-changed",
    `${old.provenance ?? "none"} → ${now.provenance ?? "none"}`,
  );
  const routes = ({ operations }: Message) => operations.map(({ id, channel }) => `${id} ${channel}`).sort();
  add(isDeepStrictEqual(routes(old), routes(now)), "operation-changed", routes(now).join(", "));
  return found;
}

/** The content type without its parameters; what is not declared is JSON. */
function mediaType({ contentType = "application/json" }: Message): string {
  return (contentType.split(";")[0] ?? "").trim().toLowerCase();
}

function compareHeaders(old: Message, now: Message): readonly Difference[] {
  if (old.headers && now.headers) return compareSchemas(old.headers, now.headers);
  if (now.headers) {
    const isOptional = acceptsNothing(now.headers);
    return [difference(isOptional ? "optional-headers-added" : "headers-added", now, "headers")];
  }
  return old.headers ? [difference("headers-removed", now, "headers")] : [];
}

/** Whether headers are valid that have none of what is declared: then nothing has to be sent. */
function acceptsNothing(headers: SchemaTree): boolean {
  const root = headers.definitions.get(headers.root);
  const schema = root && flatten(root, headers);
  if (schema === undefined) return true;
  const { required = [], anyOf, oneOf, allOf, limits } = schema;
  return required.length === 0 && !anyOf && !oneOf && !allOf && limits["minProperties"] === undefined;
}

function difference(rule: RuleId, { at }: Message, detail: string): Difference {
  return { rule, at, detail };
}

function ways({ direction }: Message): readonly Way[] {
  return direction === "both" ? ["send", "receive"] : [direction];
}

function changeOf({ type }: Message, way: Way, found: Difference): Change {
  return { ...found, message: type, direction: way, ...rules[found.rule][way] };
}
