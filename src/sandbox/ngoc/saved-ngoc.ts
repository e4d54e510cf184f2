import type { EncodedMessage } from "../../production-partner/messages/index.ts";
import type { SavedOrderBook } from "./order-book.ts";

/** The state of a simulated NGOC, as JSON. */
export interface SavedNgoc {
  readonly book: SavedOrderBook;
  readonly answers: readonly (readonly [messageId: string, answer: SavedMessage | null])[];
  /** Answers that are still to be sent. */
  readonly pending: readonly SavedMessage[];
}

type SavedMessage = Omit<EncodedMessage, "body"> & { readonly body: string };

/** Makes an answer JSON. */
export function written(message: EncodedMessage): SavedMessage {
  return { ...message, body: Buffer.from(message.body).toString("base64") };
}

/** Makes an answer of JSON. */
export function revived(message: SavedMessage): EncodedMessage {
  return { ...message, body: Buffer.from(message.body, "base64") };
}
