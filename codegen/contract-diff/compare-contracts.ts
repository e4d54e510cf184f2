import { isDeepStrictEqual } from "node:util";
import type { Contract, Message } from "../asyncapi/model/contract.ts";
import { compareSchemas } from "./compare-schemas.ts";
import type { Difference } from "./difference.ts";
import { type RuleId, rules, type Verdict } from "./rules.ts";

/** One change with its meaning to a partner. */
export interface Change extends Difference {
  /** The message type. */
  readonly message: string;
  /** Whom it concerns: the partner as sender or as receiver of the message. */
  readonly direction: "send" | "receive";
  readonly verdict: Verdict;
  readonly effect: string;
}

type Way = Change["direction"];

/** Compares two contracts by meaning and says what each change means to a partner. */
export function compareContracts(before: Contract, after: Contract): readonly Change[] {
  const types = new Set([...before.messages, ...after.messages].map(({ type }) => type));
  return [...types].flatMap((type) => {
    const [old, now] = [before, after].map(({ messages }) => messages.find((message) => message.type === type));
    if (old && now) return compareMessage(old, now);
    const message = old ?? now;
    const rule = old ? "message-removed" : "message-added";
    return message ? ways(message).map((way) => changeOf(message, way, { rule, at: message.at, detail: type })) : [];
  });
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
  add(
    old.contentType === now.contentType,
    "content-type-changed",
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

function compareHeaders(old: Message, now: Message): readonly Difference[] {
  if (old.headers && now.headers) return compareSchemas(old.headers, now.headers);
  if (now.headers) return [difference("headers-added", now, "headers")];
  return old.headers ? [difference("headers-removed", now, "headers")] : [];
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
