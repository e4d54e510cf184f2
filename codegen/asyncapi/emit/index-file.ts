import type { GeneratedFile } from "../../generated-file.ts";
import { type RuntimeOptions, runtimeImport } from "../../runtime-import.ts";
import type { Contract, Message } from "../model/contract.ts";
import { comment } from "./doc-comment.ts";
import { receivedName } from "./message-file.ts";
import { propertyNames } from "./property-names.ts";
import { propertyKey } from "./type-node.ts";

/** Returns the index: the payload types, and the table of messages. */
export function indexModule({ title, version, messages }: Contract, options: RuntimeOptions): GeneratedFile {
  const path = "index.gen.ts";
  const runtime = runtimeImport("validation", path, options);
  const imports = messages.map((message) => {
    const { typeName, fileName } = message;
    const types = [...new Set([typeName, receivedName(message)])].sort().map((name) => `type ${name}`);
    const names = [...types, `validate${typeName}`, `validateReceived${typeName}`];
    return `import {\n${names.map((name) => `  ${name},\n`).join("")}} from "./messages/${fileName}.gen.ts";`;
  });
  const exports = messages.flatMap((message) => [...new Set([message.typeName, receivedName(message)])]).sort();
  const entries = messages.map(
    ({ type, direction, title: entryTitle, operations, payload, typeName }) => `  ${propertyKey(type)}: {
    type: ${JSON.stringify(type)},
    direction: ${JSON.stringify(direction)},
    title: ${JSON.stringify(entryTitle)},
    operations: [${operations.map(({ id }) => JSON.stringify(id)).join(", ")}],
    properties: ${JSON.stringify(propertyNames(payload))},
    strict: validate${typeName},
    tolerant: validateReceived${typeName},
  },`,
  );
  const table = messages.map((message) => {
    const { type, direction, typeName } = message;
    const words = [JSON.stringify(type), JSON.stringify(direction), typeName, receivedName(message)];
    return `  readonly ${propertyKey(type)}: MessageDefinition<${words.join(", ")}>;`;
  });
  const map = (name: string, doc: string, typeOf: (message: Message) => string) =>
    `${comment([doc])}export interface ${name} {\n${messages.map((message) => `  readonly ${propertyKey(message.type)}: ${typeOf(message)};`).join("\n")}\n}\n`;

  const text = `${imports.join("\n")}
import type { MessageDefinition } from "${runtime}";

export type { JsonValue, MessageDefinition, Validation, ValidationIssue, Validator } from "${runtime}";
export type {
${exports.map((name) => `  ${name},`).join("\n")}
};

${comment([`The message types of ${title} ${version}.`])}export type MessageType =
${messages.map(({ type }) => `  | ${JSON.stringify(type)}`).join("\n")};

${typesTravelling("ReceivedMessageType", "The message types that the partner receives.", "receive", messages)}
${typesTravelling("SentMessageType", "The message types that the partner sends.", "send", messages)}
${map("StrictPayloads", "What may be sent, by message type.", ({ typeName }) => typeName)}
${map("ReceivedPayloads", "What may arrive, by message type: what the vendor has said, with open lists of values.", receivedName)}
/** Every message of the contract, by type. */
export interface MessageTable {
${table.join("\n")}
}

/** Every message of the contract. */
export const messageTable: MessageTable = {
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
