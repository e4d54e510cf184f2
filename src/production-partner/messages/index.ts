// The message models and validators, without the queue: importing this loads neither the Azure client nor ajv.

// Types
export type * from "../../../generated/index.gen.ts";
export { type MessageTable, messageTable } from "../../../generated/index.gen.ts";
export type { InvalidMessageReason } from "../../errors/invalid-message-error.ts";
export { InvalidMessageError } from "../../errors/invalid-message-error.ts";
export type { Decoded, InvalidMessage } from "./decode.ts";
export { decodeMessage } from "./decode.ts";
export { createMessage, encodeMessage } from "./encode.ts";
export type {
  EncodedMessage,
  Envelope,
  IncomingMessage,
  OutgoingMessage,
  Party,
  TypeReceivedBy,
  TypeSentBy,
} from "./message.ts";
export { answerIdOf, createMessageId, messageIdText } from "./message-id.ts";
