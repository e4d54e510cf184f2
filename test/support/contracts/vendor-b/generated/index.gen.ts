// Generated from test/support/contracts/vendor-b/asyncapi.yaml (sha256 25c2930a52d24d9550216c5effa793b66a726623794bc9fa979bdd76a5259a53).
// Do not edit: change the source and run `npm run generate`.

import {
  type JobCreated,
  validateJobCreated,
  validateReceivedJobCreated,
} from "./messages/job-created.gen.ts";
import {
  type CredentialAccepted,
  validateCredentialAccepted,
  validateReceivedCredentialAccepted,
} from "./messages/credential-accepted.gen.ts";
import {
  type DeliveryAccepted,
  validateDeliveryAccepted,
  validateReceivedDeliveryAccepted,
} from "./messages/delivery-accepted.gen.ts";
import {
  type Fault,
  type ReceivedFault,
  validateFault,
  validateReceivedFault,
} from "./messages/fault.gen.ts";
import {
  type CredentialProduced,
  validateCredentialProduced,
  validateReceivedCredentialProduced,
} from "./messages/credential-produced.gen.ts";
import {
  type DeliveryLeft,
  validateDeliveryLeft,
  validateReceivedDeliveryLeft,
} from "./messages/delivery-left.gen.ts";
import type { MessageDefinition } from "../../../../../src/validation/index.ts";

export type { JsonValue, MessageDefinition, Validation, ValidationIssue, Validator } from "../../../../../src/validation/index.ts";
export type {
  CredentialAccepted,
  CredentialProduced,
  DeliveryAccepted,
  DeliveryLeft,
  Fault,
  JobCreated,
  ReceivedFault,
};

/** The message types of Credential Production 2026-03. */
export type MessageType =
  | "job.created"
  | "credential.accepted"
  | "delivery.accepted"
  | "fault"
  | "credential.produced"
  | "delivery.left";

/** The message types that the partner receives. */
export type ReceivedMessageType =
  | "job.created"
  | "credential.accepted"
  | "delivery.accepted"
  | "fault";

/** The message types that the partner sends. */
export type SentMessageType =
  | "fault"
  | "credential.produced"
  | "delivery.left";

/** What may be sent, by message type. */
export interface StrictPayloads {
  readonly "job.created": JobCreated;
  readonly "credential.accepted": CredentialAccepted;
  readonly "delivery.accepted": DeliveryAccepted;
  readonly fault: Fault;
  readonly "credential.produced": CredentialProduced;
  readonly "delivery.left": DeliveryLeft;
}

/** What may arrive, by message type: what the vendor has said, with open lists of values. */
export interface ReceivedPayloads {
  readonly "job.created": JobCreated;
  readonly "credential.accepted": CredentialAccepted;
  readonly "delivery.accepted": DeliveryAccepted;
  readonly fault: ReceivedFault;
  readonly "credential.produced": CredentialProduced;
  readonly "delivery.left": DeliveryLeft;
}

/** Every message of the contract, by type. */
export interface MessageTable {
  readonly "job.created": MessageDefinition<"job.created", "receive", JobCreated, JobCreated>;
  readonly "credential.accepted": MessageDefinition<"credential.accepted", "receive", CredentialAccepted, CredentialAccepted>;
  readonly "delivery.accepted": MessageDefinition<"delivery.accepted", "receive", DeliveryAccepted, DeliveryAccepted>;
  readonly fault: MessageDefinition<"fault", "both", Fault, ReceivedFault>;
  readonly "credential.produced": MessageDefinition<"credential.produced", "send", CredentialProduced, CredentialProduced>;
  readonly "delivery.left": MessageDefinition<"delivery.left", "send", DeliveryLeft, DeliveryLeft>;
}

/** Every message of the contract. */
export const messageTable: MessageTable = {
  "job.created": {
    type: "job.created",
    direction: "receive",
    title: "job.created",
    operations: ["jobs"],
    properties: ["credential","delivery","fields","id","identity","issuer","job","layout","name","number","readBack","receiver","street","tenant","town","value"],
    strict: validateJobCreated,
    tolerant: validateReceivedJobCreated,
  },
  "credential.accepted": {
    type: "credential.accepted",
    direction: "receive",
    title: "credential.accepted",
    operations: ["jobs"],
    properties: ["credential","id","identity","issuer"],
    strict: validateCredentialAccepted,
    tolerant: validateReceivedCredentialAccepted,
  },
  "delivery.accepted": {
    type: "delivery.accepted",
    direction: "receive",
    title: "delivery.accepted",
    operations: ["jobs"],
    properties: ["credentials","delivery","id","identity","issuer"],
    strict: validateDeliveryAccepted,
    tolerant: validateReceivedDeliveryAccepted,
  },
  fault: {
    type: "fault",
    direction: "both",
    title: "fault",
    operations: ["jobs", "events"],
    properties: ["about","code","credential","delivery","explanation","fault","id","issuer","message"],
    strict: validateFault,
    tolerant: validateReceivedFault,
  },
  "credential.produced": {
    type: "credential.produced",
    direction: "send",
    title: "credential.produced",
    operations: ["events"],
    properties: ["at","credential","delivery","id","identity","issuer","name","readBack","tenant","value"],
    strict: validateCredentialProduced,
    tolerant: validateReceivedCredentialProduced,
  },
  "delivery.left": {
    type: "delivery.left",
    direction: "send",
    title: "delivery.left",
    operations: ["events"],
    properties: ["at","company","credentials","delivery","id","identity","issuer","number","tenant","transport"],
    strict: validateDeliveryLeft,
    tolerant: validateReceivedDeliveryLeft,
  },
};
