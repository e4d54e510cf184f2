// Generated from test/support/contracts/vendor-a/asyncapi.yaml (sha256 6c236b6a0f8ad6a53977cedb444db2698fcdad6a766ed3138579a3c73b73ae30).
// Do not edit: change the source and run `npm run generate`.

import {
  type BureauOrder,
  type ReceivedBureauOrder,
  validateBureauOrder,
  validateReceivedBureauOrder,
} from "./messages/bureau-order.gen.ts";
import {
  type BureauOrderCancelled,
  validateBureauOrderCancelled,
  validateReceivedBureauOrderCancelled,
} from "./messages/bureau-order-cancelled.gen.ts";
import {
  type BureauAccepted,
  type ReceivedBureauAccepted,
  validateBureauAccepted,
  validateReceivedBureauAccepted,
} from "./messages/bureau-accepted.gen.ts";
import {
  type BureauFailure,
  type ReceivedBureauFailure,
  validateBureauFailure,
  validateReceivedBureauFailure,
} from "./messages/bureau-failure.gen.ts";
import {
  type BureauCardDone,
  validateBureauCardDone,
  validateReceivedBureauCardDone,
} from "./messages/bureau-card-done.gen.ts";
import {
  type BureauDispatched,
  validateBureauDispatched,
  validateReceivedBureauDispatched,
} from "./messages/bureau-dispatched.gen.ts";
import type { MessageDefinition } from "../../../../../src/validation/index.ts";

export type { JsonValue, MessageDefinition, Validation, ValidationIssue, Validator } from "../../../../../src/validation/index.ts";
export type {
  BureauAccepted,
  BureauCardDone,
  BureauDispatched,
  BureauFailure,
  BureauOrder,
  BureauOrderCancelled,
  ReceivedBureauAccepted,
  ReceivedBureauFailure,
  ReceivedBureauOrder,
};

/** The message types of Card Bureau Interface 4.2.0. */
export type MessageType =
  | "BUREAU_ORDER"
  | "BUREAU_ORDER_CANCELLED"
  | "BUREAU_ACCEPTED"
  | "BUREAU_FAILURE"
  | "BUREAU_CARD_DONE"
  | "BUREAU_DISPATCHED";

/** The message types that the partner receives. */
export type ReceivedMessageType =
  | "BUREAU_ORDER"
  | "BUREAU_ORDER_CANCELLED"
  | "BUREAU_ACCEPTED"
  | "BUREAU_FAILURE";

/** The message types that the partner sends. */
export type SentMessageType =
  | "BUREAU_FAILURE"
  | "BUREAU_CARD_DONE"
  | "BUREAU_DISPATCHED";

/** What may be sent, by message type. */
export interface StrictPayloads {
  readonly BUREAU_ORDER: BureauOrder;
  readonly BUREAU_ORDER_CANCELLED: BureauOrderCancelled;
  readonly BUREAU_ACCEPTED: BureauAccepted;
  readonly BUREAU_FAILURE: BureauFailure;
  readonly BUREAU_CARD_DONE: BureauCardDone;
  readonly BUREAU_DISPATCHED: BureauDispatched;
}

/** What may arrive, by message type: what the vendor has said, with open lists of values. */
export interface ReceivedPayloads {
  readonly BUREAU_ORDER: ReceivedBureauOrder;
  readonly BUREAU_ORDER_CANCELLED: BureauOrderCancelled;
  readonly BUREAU_ACCEPTED: ReceivedBureauAccepted;
  readonly BUREAU_FAILURE: ReceivedBureauFailure;
  readonly BUREAU_CARD_DONE: BureauCardDone;
  readonly BUREAU_DISPATCHED: BureauDispatched;
}

/** Every message of the contract, by type. */
export interface MessageTable {
  readonly BUREAU_ORDER: MessageDefinition<"BUREAU_ORDER", "receive", BureauOrder, ReceivedBureauOrder>;
  readonly BUREAU_ORDER_CANCELLED: MessageDefinition<"BUREAU_ORDER_CANCELLED", "receive", BureauOrderCancelled, BureauOrderCancelled>;
  readonly BUREAU_ACCEPTED: MessageDefinition<"BUREAU_ACCEPTED", "receive", BureauAccepted, ReceivedBureauAccepted>;
  readonly BUREAU_FAILURE: MessageDefinition<"BUREAU_FAILURE", "both", BureauFailure, ReceivedBureauFailure>;
  readonly BUREAU_CARD_DONE: MessageDefinition<"BUREAU_CARD_DONE", "send", BureauCardDone, BureauCardDone>;
  readonly BUREAU_DISPATCHED: MessageDefinition<"BUREAU_DISPATCHED", "send", BureauDispatched, BureauDispatched>;
}

/** Every message of the contract. */
export const messageTable: MessageTable = {
  BUREAU_ORDER: {
    type: "BUREAU_ORDER",
    direction: "receive",
    title: "Order",
    operations: ["tellBureau"],
    properties: ["accessories","article","card","cardRef","company","design","lineRef","lines","organisationId","person","pieces","priority","readouts","receiver","shipmentRef","texts"],
    strict: validateBureauOrder,
    tolerant: validateReceivedBureauOrder,
  },
  BUREAU_ORDER_CANCELLED: {
    type: "BUREAU_ORDER_CANCELLED",
    direction: "receive",
    title: "Cancellation",
    operations: ["tellBureau"],
    properties: ["cardRef","reason"],
    strict: validateBureauOrderCancelled,
    tolerant: validateReceivedBureauOrderCancelled,
  },
  BUREAU_ACCEPTED: {
    type: "BUREAU_ACCEPTED",
    direction: "receive",
    title: "Acceptance",
    operations: ["tellBureau"],
    properties: ["accepted","cardRef","shipmentRef"],
    strict: validateBureauAccepted,
    tolerant: validateReceivedBureauAccepted,
  },
  BUREAU_FAILURE: {
    type: "BUREAU_FAILURE",
    direction: "both",
    title: "Failure",
    operations: ["tellBureau", "hearBureau"],
    properties: ["cardRef","code","failedMessage","shipmentRef","text"],
    strict: validateBureauFailure,
    tolerant: validateReceivedBureauFailure,
  },
  BUREAU_CARD_DONE: {
    type: "BUREAU_CARD_DONE",
    direction: "send",
    title: "Report of a card",
    operations: ["hearBureau"],
    properties: ["cardRef","doneAt","machine","readouts","shipmentRef"],
    strict: validateBureauCardDone,
    tolerant: validateReceivedBureauCardDone,
  },
  BUREAU_DISPATCHED: {
    type: "BUREAU_DISPATCHED",
    direction: "send",
    title: "Dispatch",
    operations: ["hearBureau"],
    properties: ["accessories","cardRefs","dispatchedAt","lineRef","parcelNumber","pieces","shipmentRef"],
    strict: validateBureauDispatched,
    tolerant: validateReceivedBureauDispatched,
  },
};
