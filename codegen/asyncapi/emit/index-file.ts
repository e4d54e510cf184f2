import type { GeneratedFile } from "../../generated-file.ts";
import { type RuntimeOptions, runtimeImport } from "../../runtime-import.ts";
import type { Contract, Message } from "../model/contract.ts";
import { comment } from "./doc-comment.ts";
import { tolerantName } from "./message-file.ts";
import { propertyKey } from "./type-node.ts";

/** Returns the index: the payload types, and the table of messages. */
export function indexModule({ title, version, messages }: Contract, options: RuntimeOptions): GeneratedFile {
  const path = "index.gen.ts";
  const runtime = runtimeImport("validation", path, options);
  const imports = messages.map((message) => {
    const { typeName, fileName } = message;
    const types = [...new Set([typeName, tolerantName(message)])].sort().map((name) => `type ${name}`);
    const names = [...types, `validate${typeName}`, `validateTolerant${typeName}`];
    return `import {\n${names.map((name) => `  ${name},\n`).join("")}} from "./messages/${fileName}.gen.ts";`;
  });
  const exports = messages.flatMap((message) => [...new Set([message.typeName, tolerantName(message)])]).sort();
  const entries = messages.map(
    ({ type, direction, title: entryTitle, operations, typeName }) => `  ${propertyKey(type)}: {
    type: ${JSON.stringify(type)},
    direction: ${JSON.stringify(direction)},
    title: ${JSON.stringify(entryTitle)},
    operations: [${operations.map(({ id }) => JSON.stringify(id)).join(", ")}],
    strict: validate${typeName},
    tolerant: validateTolerant${typeName},
  },`,
  );
  const map = (name: string, doc: string, typeOf: (message: Message) => string) =>
    `${comment([doc])}export interface ${name} {\n${messages.map((message) => `  readonly ${propertyKey(message.type)}: ${typeOf(message)};`).join("\n")}\n}\n`;

  const text = `${imports.join("\n")}
import type { Validator } from "${runtime}";

export type { JsonValue, Validation, ValidationIssue, Validator } from "${runtime}";
export type {
${exports.map((name) => `  ${name},`).join("\n")}
};

${comment([`The message types of ${title} ${version}.`])}export type MessageType =
${messages.map(({ type }) => `  | ${JSON.stringify(type)}`).join("\n")};

${typesTravelling("ReceivedMessageType", "The message types that the partner receives.", "receive", messages)}
${typesTravelling("SentMessageType", "The message types that the partner sends.", "send", messages)}
${map("StrictPayloads", "What may be sent, by message type.", ({ typeName }) => typeName)}
${map("TolerantPayloads", "What may arrive, by message type: lists of values are open.", tolerantName)}
/** What the contract says about one message. */
export interface MessageEntry<T extends MessageType> {
  readonly type: T;
  /** Which way the message travels, seen from the partner. */
  readonly direction: "receive" | "send" | "both";
  readonly title: string;
  /** Ids of the operations that the message takes part in. */
  readonly operations: readonly string[];
  /** Checks before sending. */
  readonly strict: Validator<StrictPayloads[T]>;
  /** Checks after receiving. */
  readonly tolerant: Validator<TolerantPayloads[T]>;
}

/** Every message of the contract. */
export const messageTable: { readonly [T in MessageType]: MessageEntry<T> } = {
${entries.join("\n")}
};
`;
  return { path, text };
}

function typesTravelling(
  name: string,
  doc: string,
  direction: "receive" | "send",
  messages: readonly Message[],
): string {
  const types = messages.filter((message) => message.direction === direction || message.direction === "both");
  const union = types.map(({ type }) => `\n  | ${JSON.stringify(type)}`).join("") || " never";
  return `${comment([doc])}export type ${name} =${union};\n`;
}
