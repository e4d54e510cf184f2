import type { Contract, Message, MessageExample, Server } from "../asyncapi/model/contract.ts";
import type { ErrorCodesModel } from "../error-codes/model.ts";
import { type FieldRow, fieldRows } from "./field-rows.ts";

/** The reference page as plain data, the source of both the HTML and the Markdown. */
export interface ContractPage {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly servers: readonly Server[];
  readonly messages: readonly MessageSection[];
  readonly errorCodes: readonly ErrorCodeRow[];
}

export interface MessageSection {
  readonly type: string;
  readonly title: string;
  /** Empty if there is none. */
  readonly description: string;
  readonly provenance: string;
  readonly direction: string;
  readonly operations: readonly string[];
  readonly contentType: string;
  readonly correlationId: string;
  readonly headers: readonly FieldRow[];
  readonly fields: readonly FieldRow[];
  readonly examples: readonly { readonly title: string; readonly json: string }[];
}

interface ErrorCodeRow {
  readonly code: string;
  readonly category: string;
  readonly retryable: boolean;
  readonly causes: readonly string[];
}

const directions = { receive: "the partner receives it", send: "the partner sends it", both: "both sides send it" };

/** Makes the page of a contract; the error codes are those of Error Notifications. */
export function pageOf(contract: Contract, errorCodes?: ErrorCodesModel["ngoc"]): ContractPage {
  return {
    title: contract.title,
    version: contract.version,
    description: contract.description ?? "",
    servers: contract.servers,
    messages: contract.messages.map(sectionOf),
    errorCodes: Object.entries(errorCodes?.codes ?? {}).map(([code, { category, retryable, causes }]) => ({
      code,
      category,
      retryable,
      causes: causes.map(({ cause, whatToDo }) => `${cause} ${whatToDo}`),
    })),
  };
}

function sectionOf(message: Message): MessageSection {
  const { type, title, summary, description, provenance, direction, operations, correlationId } = message;
  return {
    type,
    title,
    description: [summary, description].filter((text) => text !== undefined).join("\n\n"),
    provenance: provenance ?? "",
    direction: directions[direction],
    operations: operations.map((operation) => operation.id),
    contentType: message.contentType ?? "",
    correlationId: correlationId?.location ?? "",
    headers: message.headers ? fieldRows(message.headers) : [],
    fields: fieldRows(message.payload),
    examples: message.examples.flatMap(exampleOf),
  };
}

function exampleOf({ name, summary, payload }: MessageExample): MessageSection["examples"] {
  return payload === undefined ? [] : [{ title: summary ?? name ?? "Example", json: JSON.stringify(payload, null, 2) }];
}
