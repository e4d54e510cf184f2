import type { MessageDefinition, Validator } from "../../validation/index.ts";

/**
 * A table of messages, by type. It is bounded by its own keys, since an interface such as the generated `MessageTable` is
 * not assignable to a type with an index signature.
 */
export type Messages<T> = { readonly [K in keyof T]: MessageDefinition<K & string> };

type Travelling<T, Way> = {
  [K in keyof T]: T[K] extends { readonly direction: Way | "both" } ? K : never;
}[keyof T] &
  string;

/** The message types that the partner receives. */
export type ReceivedType<T> = Travelling<T, "receive">;

/** The message types that the partner sends. */
export type SentType<T> = Travelling<T, "send">;

/** What may be sent as this type: just what the contract declares. */
export type SentPayload<T, K extends keyof T> = T[K] extends { readonly strict: Validator<infer P> } ? P : never;

/** What may arrive as this type: only what the vendor has said is sure to be there. */
export type ReceivedPayload<T, K extends keyof T> = T[K] extends { readonly tolerant: Validator<infer P> } ? P : never;
