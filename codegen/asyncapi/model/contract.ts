import type { Problem } from "../../problem.ts";
import type { Json } from "./json.ts";
import type { Place, SchemaTree } from "./schema.ts";

/** Which way a message travels, seen from the partner: the document is written from the other side. */
export type Direction = "receive" | "send" | "both";

/** A contract as plain data: all that the emitters know of a document. */
export interface Contract {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
  readonly asyncapi: string;
  readonly servers: readonly Server[];
  readonly messages: readonly Message[];
  /** What is wrong with the document and does not touch its messages, and what the reader took for granted. */
  readonly warnings: readonly Problem[];
}

export interface Server {
  readonly at: Place;
  readonly name: string;
  readonly url: string;
  readonly protocol: string;
  readonly description?: string;
}

export interface Operation {
  readonly id: string;
  /** Seen from the partner. */
  readonly direction: "receive" | "send";
  readonly channel: string;
  readonly summary?: string;
  readonly provenance?: string;
  /** The operation's id, when this message is the reply of that operation. */
  readonly replyTo?: string;
}

export interface Message {
  readonly at: Place;
  /** What a queue's message is told apart by, such as `EXTERNAL_PRODUCTION_ERROR`. */
  readonly type: string;
  readonly title: string;
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated: boolean;
  readonly provenance?: string;
  readonly direction: Direction;
  readonly operations: readonly Operation[];
  readonly contentType?: string;
  readonly correlationId?: { readonly location: string; readonly description?: string };
  readonly payload: SchemaTree;
  readonly headers?: SchemaTree;
  readonly examples: readonly MessageExample[];
  /** Name of the payload's type, unique in the contract: the message type in PascalCase. */
  readonly typeName: string;
  /** Name of the message's file without extension, unique also where case is folded: the message type in kebab-case. */
  readonly fileName: string;
}

export interface MessageExample {
  readonly name?: string;
  readonly summary?: string;
  readonly payload?: Json;
  readonly headers?: Json;
}
