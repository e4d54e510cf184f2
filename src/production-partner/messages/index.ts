// The message models and validators, without the queue: importing this loads neither the Azure client nor ajv.
export { messageTable } from "../../../generated/index.gen.ts";
export { decodeMessage } from "./decode.ts";
export { createMessage, encodeMessage } from "./encode.ts";
export { answerIdOf, createMessageId, messageIdText } from "./message-id.ts";

// The error of a message that does not fit the contract.
export { InvalidMessageError } from "../../errors/invalid-message-error.ts";

export type * from "../../../generated/index.gen.ts";
export type { InvalidMessageReason } from "../../errors/invalid-message-error.ts";
export type { Decoded, DecodeOptions, InvalidMessage } from "./decode.ts";
export type {
  EncodedMessage,
  Envelope,
  IncomingMessage,
  MessageTypeOf,
  OutgoingMessage,
  Party,
  TypeReceivedBy,
  TypeSentBy,
  WrittenMessage,
} from "./message.ts";
