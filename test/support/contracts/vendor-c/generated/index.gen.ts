// Generated from test/support/contracts/vendor-c/asyncapi.yaml (sha256 3b7b937a252a4f8778058da4a19143bbf6045bdec23bed8a4ad0330044eb5dbf).
// Do not edit: change the source and run `npm run generate`.

import {
  type BadgeRequest,
  validateBadgeRequest,
  validateReceivedBadgeRequest,
} from "./messages/badge-request.gen.ts";
import {
  type BadgeChecked,
  validateBadgeChecked,
  validateReceivedBadgeChecked,
} from "./messages/badge-checked.gen.ts";
import {
  type ParcelChecked,
  validateParcelChecked,
  validateReceivedParcelChecked,
} from "./messages/parcel-checked.gen.ts";
import {
  type OfficeRejection,
  type ReceivedOfficeRejection,
  validateOfficeRejection,
  validateReceivedOfficeRejection,
} from "./messages/office-rejection.gen.ts";
import {
  type BadgePrinted,
  validateBadgePrinted,
  validateReceivedBadgePrinted,
} from "./messages/badge-printed.gen.ts";
import {
  type ParcelPosted,
  validateParcelPosted,
  validateReceivedParcelPosted,
} from "./messages/parcel-posted.gen.ts";
import {
  type ReceivedShopRefusal,
  type ShopRefusal,
  validateShopRefusal,
  validateReceivedShopRefusal,
} from "./messages/shop-refusal.gen.ts";
import type { MessageDefinition } from "../../../../../src/validation/index.ts";

export type { JsonValue, MessageDefinition, Validation, ValidationIssue, Validator } from "../../../../../src/validation/index.ts";
export type {
  BadgeChecked,
  BadgePrinted,
  BadgeRequest,
  OfficeRejection,
  ParcelChecked,
  ParcelPosted,
  ReceivedOfficeRejection,
  ReceivedShopRefusal,
  ShopRefusal,
};

/** The message types of Badge printing 1.1.0. */
export type MessageType =
  | "BadgeRequest"
  | "BadgeChecked"
  | "ParcelChecked"
  | "OfficeRejection"
  | "BadgePrinted"
  | "ParcelPosted"
  | "ShopRefusal";

/** The message types that the partner receives. */
export type ReceivedMessageType =
  | "BadgeRequest"
  | "BadgeChecked"
  | "ParcelChecked"
  | "OfficeRejection";

/** The message types that the partner sends. */
export type SentMessageType =
  | "BadgePrinted"
  | "ParcelPosted"
  | "ShopRefusal";

/** What may be sent, by message type. */
export interface StrictPayloads {
  readonly BadgeRequest: BadgeRequest;
  readonly BadgeChecked: BadgeChecked;
  readonly ParcelChecked: ParcelChecked;
  readonly OfficeRejection: OfficeRejection;
  readonly BadgePrinted: BadgePrinted;
  readonly ParcelPosted: ParcelPosted;
  readonly ShopRefusal: ShopRefusal;
}

/** What may arrive, by message type: what the vendor has said, with open lists of values. */
export interface ReceivedPayloads {
  readonly BadgeRequest: BadgeRequest;
  readonly BadgeChecked: BadgeChecked;
  readonly ParcelChecked: ParcelChecked;
  readonly OfficeRejection: ReceivedOfficeRejection;
  readonly BadgePrinted: BadgePrinted;
  readonly ParcelPosted: ParcelPosted;
  readonly ShopRefusal: ReceivedShopRefusal;
}

/** Every message of the contract, by type. */
export interface MessageTable {
  readonly BadgeRequest: MessageDefinition<"BadgeRequest", "receive", BadgeRequest, BadgeRequest>;
  readonly BadgeChecked: MessageDefinition<"BadgeChecked", "receive", BadgeChecked, BadgeChecked>;
  readonly ParcelChecked: MessageDefinition<"ParcelChecked", "receive", ParcelChecked, ParcelChecked>;
  readonly OfficeRejection: MessageDefinition<"OfficeRejection", "receive", OfficeRejection, ReceivedOfficeRejection>;
  readonly BadgePrinted: MessageDefinition<"BadgePrinted", "send", BadgePrinted, BadgePrinted>;
  readonly ParcelPosted: MessageDefinition<"ParcelPosted", "send", ParcelPosted, ParcelPosted>;
  readonly ShopRefusal: MessageDefinition<"ShopRefusal", "send", ShopRefusal, ReceivedShopRefusal>;
}

/** Every message of the contract. */
export const messageTable: MessageTable = {
  BadgeRequest: {
    type: "BadgeRequest",
    direction: "receive",
    title: "Badge request",
    operations: ["takeOrders"],
    properties: ["badge","deadline","extras","parcel","print","report"],
    strict: validateBadgeRequest,
    tolerant: validateReceivedBadgeRequest,
  },
  BadgeChecked: {
    type: "BadgeChecked",
    direction: "receive",
    title: "Badge checked",
    operations: ["takeOrders"],
    properties: ["badge"],
    strict: validateBadgeChecked,
    tolerant: validateReceivedBadgeChecked,
  },
  ParcelChecked: {
    type: "ParcelChecked",
    direction: "receive",
    title: "Parcel checked",
    operations: ["takeOrders"],
    properties: ["badges","parcel"],
    strict: validateParcelChecked,
    tolerant: validateReceivedParcelChecked,
  },
  OfficeRejection: {
    type: "OfficeRejection",
    direction: "receive",
    title: "Rejection of the office",
    operations: ["takeOrders"],
    properties: ["badge","message","parcel","reason","remark"],
    strict: validateOfficeRejection,
    tolerant: validateReceivedOfficeRejection,
  },
  BadgePrinted: {
    type: "BadgePrinted",
    direction: "send",
    title: "Badge printed",
    operations: ["sendWord"],
    properties: ["badge","values"],
    strict: validateBadgePrinted,
    tolerant: validateReceivedBadgePrinted,
  },
  ParcelPosted: {
    type: "ParcelPosted",
    direction: "send",
    title: "Parcel posted",
    operations: ["sendWord"],
    properties: ["badges","extras","parcel","postedOn"],
    strict: validateParcelPosted,
    tolerant: validateReceivedParcelPosted,
  },
  ShopRefusal: {
    type: "ShopRefusal",
    direction: "send",
    title: "Refusal of the shop",
    operations: ["sendWord"],
    properties: ["badge","message","parcel","reason","remark"],
    strict: validateShopRefusal,
    tolerant: validateReceivedShopRefusal,
  },
};
