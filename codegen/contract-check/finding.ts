import type { Place } from "../asyncapi/model/schema.ts";

/** What is found, from bad to harmless in each direction. */
export type FindingKind =
  /** Received: the client does not know the message; its handlers never see it. */
  | "never-handed-over"
  /** Received: the client answers it with an Error Notification. */
  | "refused"
  /** Received: a value is left out of the payload. */
  | "left-out"
  /** Received: handled, and reported as a deviation. */
  | "deviation"
  /** Sent: the document has no such message from the partner. */
  | "not-in-document"
  /** Sent: the document does not allow what the client sends. */
  | "sent-wrongly"
  /** The contract in use has the message, the document has not: it does not arrive any more. */
  | "never-arrives"
  /** No valid example could be made, so that nothing is known. */
  | "not-tried";

export const kinds: { readonly [kind in FindingKind]: { readonly isBreaking: boolean; readonly effect: string } } = {
  "never-handed-over": {
    isBreaking: true,
    effect: "The client answers it with an Error Notification; no handler ever gets it.",
  },
  refused: { isBreaking: true, effect: "The client answers it with an Error Notification; its handler is not called." },
  "never-arrives": { isBreaking: true, effect: "Its handler is never called, so what waits for it waits for ever." },
  "left-out": { isBreaking: true, effect: "It is handled without this value, which is in message.raw only." },
  "not-in-document": { isBreaking: true, effect: "The client sends a message that the document does not have." },
  "sent-wrongly": { isBreaking: true, effect: "The client sends what the document does not allow." },
  deviation: { isBreaking: false, effect: "It is handled, and reported as a deviation." },
  "not-tried": { isBreaking: false, effect: "Nothing is known about it." },
};

/** A difference between a document and the contract in use, found by trying. */
export interface Finding {
  readonly direction: "receive" | "send";
  readonly kind: FindingKind;
  readonly isBreaking: boolean;
  /** The message type. */
  readonly message: string;
  /** JSON pointer into the payload, `*` for any index. */
  readonly path: string;
  /** What is wrong. */
  readonly detail: string;
  /** The message for which it was found, such as `without /card/design`; empty when it is any. */
  readonly when: string;
  readonly at: Place;
  readonly effect: string;
}
