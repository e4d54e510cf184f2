// Generated from spec/production-partner.asyncapi.yaml (sha256 f6df3187f4d9c7457612daf95e5a928452da93423080d4658fe7b604f579516f).
// Do not edit: change the source and run `npm run generate`.

import {
  type ExternalProductionRequestSent,
  type ReceivedExternalProductionRequestSent,
  validateExternalProductionRequestSent,
  validateReceivedExternalProductionRequestSent,
} from "./messages/external-production-request-sent.gen.ts";
import {
  type ExternalProductionCardProduced,
  type ReceivedExternalProductionCardProduced,
  validateExternalProductionCardProduced,
  validateReceivedExternalProductionCardProduced,
} from "./messages/external-production-card-produced.gen.ts";
import {
  type ExternalProductionReportOk,
  type ReceivedExternalProductionReportOk,
  validateExternalProductionReportOk,
  validateReceivedExternalProductionReportOk,
} from "./messages/external-production-report-ok.gen.ts";
import {
  type ExternalProductionShipped,
  type ReceivedExternalProductionShipped,
  validateExternalProductionShipped,
  validateReceivedExternalProductionShipped,
} from "./messages/external-production-shipped.gen.ts";
import {
  type ExternalProductionShippedOk,
  type ReceivedExternalProductionShippedOk,
  validateExternalProductionShippedOk,
  validateReceivedExternalProductionShippedOk,
} from "./messages/external-production-shipped-ok.gen.ts";
import {
  type ExternalProductionError,
  type ReceivedExternalProductionError,
  validateExternalProductionError,
  validateReceivedExternalProductionError,
} from "./messages/external-production-error.gen.ts";
import type { MessageDefinition } from "../src/validation/index.ts";

export type { JsonValue, MessageDefinition, Validation, ValidationIssue, Validator } from "../src/validation/index.ts";
export type {
  ExternalProductionCardProduced,
  ExternalProductionError,
  ExternalProductionReportOk,
  ExternalProductionRequestSent,
  ExternalProductionShipped,
  ExternalProductionShippedOk,
  ReceivedExternalProductionCardProduced,
  ReceivedExternalProductionError,
  ReceivedExternalProductionReportOk,
  ReceivedExternalProductionRequestSent,
  ReceivedExternalProductionShipped,
  ReceivedExternalProductionShippedOk,
};

/** The message types of External Production Partner API 1.0.0. */
export type MessageType =
  | "EXTERNAL_PRODUCTION_REQUEST_SENT"
  | "EXTERNAL_PRODUCTION_CARD_PRODUCED"
  | "EXTERNAL_PRODUCTION_REPORT_OK"
  | "EXTERNAL_PRODUCTION_SHIPPED"
  | "EXTERNAL_PRODUCTION_SHIPPED_OK"
  | "EXTERNAL_PRODUCTION_ERROR";

/** The message types that the partner receives. */
export type ReceivedMessageType =
  | "EXTERNAL_PRODUCTION_REQUEST_SENT"
  | "EXTERNAL_PRODUCTION_REPORT_OK"
  | "EXTERNAL_PRODUCTION_SHIPPED_OK"
  | "EXTERNAL_PRODUCTION_ERROR";

/** The message types that the partner sends. */
export type SentMessageType =
  | "EXTERNAL_PRODUCTION_CARD_PRODUCED"
  | "EXTERNAL_PRODUCTION_SHIPPED"
  | "EXTERNAL_PRODUCTION_ERROR";

/** What may be sent, by message type. */
export interface StrictPayloads {
  readonly EXTERNAL_PRODUCTION_REQUEST_SENT: ExternalProductionRequestSent;
  readonly EXTERNAL_PRODUCTION_CARD_PRODUCED: ExternalProductionCardProduced;
  readonly EXTERNAL_PRODUCTION_REPORT_OK: ExternalProductionReportOk;
  readonly EXTERNAL_PRODUCTION_SHIPPED: ExternalProductionShipped;
  readonly EXTERNAL_PRODUCTION_SHIPPED_OK: ExternalProductionShippedOk;
  readonly EXTERNAL_PRODUCTION_ERROR: ExternalProductionError;
}

/** What may arrive, by message type: what the vendor has said, with open lists of values. */
export interface ReceivedPayloads {
  readonly EXTERNAL_PRODUCTION_REQUEST_SENT: ReceivedExternalProductionRequestSent;
  readonly EXTERNAL_PRODUCTION_CARD_PRODUCED: ReceivedExternalProductionCardProduced;
  readonly EXTERNAL_PRODUCTION_REPORT_OK: ReceivedExternalProductionReportOk;
  readonly EXTERNAL_PRODUCTION_SHIPPED: ReceivedExternalProductionShipped;
  readonly EXTERNAL_PRODUCTION_SHIPPED_OK: ReceivedExternalProductionShippedOk;
  readonly EXTERNAL_PRODUCTION_ERROR: ReceivedExternalProductionError;
}

/** Every message of the contract, by type. */
export interface MessageTable {
  readonly EXTERNAL_PRODUCTION_REQUEST_SENT: MessageDefinition<"EXTERNAL_PRODUCTION_REQUEST_SENT", "receive", ExternalProductionRequestSent, ReceivedExternalProductionRequestSent>;
  readonly EXTERNAL_PRODUCTION_CARD_PRODUCED: MessageDefinition<"EXTERNAL_PRODUCTION_CARD_PRODUCED", "send", ExternalProductionCardProduced, ReceivedExternalProductionCardProduced>;
  readonly EXTERNAL_PRODUCTION_REPORT_OK: MessageDefinition<"EXTERNAL_PRODUCTION_REPORT_OK", "receive", ExternalProductionReportOk, ReceivedExternalProductionReportOk>;
  readonly EXTERNAL_PRODUCTION_SHIPPED: MessageDefinition<"EXTERNAL_PRODUCTION_SHIPPED", "send", ExternalProductionShipped, ReceivedExternalProductionShipped>;
  readonly EXTERNAL_PRODUCTION_SHIPPED_OK: MessageDefinition<"EXTERNAL_PRODUCTION_SHIPPED_OK", "receive", ExternalProductionShippedOk, ReceivedExternalProductionShippedOk>;
  readonly EXTERNAL_PRODUCTION_ERROR: MessageDefinition<"EXTERNAL_PRODUCTION_ERROR", "both", ExternalProductionError, ReceivedExternalProductionError>;
}

/** Every message of the contract. */
export const messageTable: MessageTable = {
  EXTERNAL_PRODUCTION_REQUEST_SENT: {
    type: "EXTERNAL_PRODUCTION_REQUEST_SENT",
    direction: "receive",
    title: "Production Request",
    operations: ["production-request.publish"],
    properties: ["accessories","accessoryId","address","addressOne","addressTwo","articleId","card","cardElements","cardId","city","companyName","countryCode","expectedReportDataFields","ordered","organisationId","postalCode","quantity","recipient","recipientPhone","shipmentId"],
    strict: validateExternalProductionRequestSent,
    tolerant: validateReceivedExternalProductionRequestSent,
  },
  EXTERNAL_PRODUCTION_CARD_PRODUCED: {
    type: "EXTERNAL_PRODUCTION_CARD_PRODUCED",
    direction: "send",
    title: "Card Produced Notification",
    operations: ["card-produced.subscribe"],
    properties: ["cardId","organisationId","produced","reportData","shipmentId"],
    strict: validateExternalProductionCardProduced,
    tolerant: validateReceivedExternalProductionCardProduced,
  },
  EXTERNAL_PRODUCTION_REPORT_OK: {
    type: "EXTERNAL_PRODUCTION_REPORT_OK",
    direction: "receive",
    title: "Report OK Notification",
    operations: ["report-ok.publish"],
    properties: ["cardId","organisationId","shipmentId"],
    strict: validateExternalProductionReportOk,
    tolerant: validateReceivedExternalProductionReportOk,
  },
  EXTERNAL_PRODUCTION_SHIPPED: {
    type: "EXTERNAL_PRODUCTION_SHIPPED",
    direction: "send",
    title: "Shipped Notification",
    operations: ["shipped.subscribe"],
    properties: ["accessories","accessoryId","articleId","cardIds","carrier","name","organisationId","quantity","shipmentId","shipped","trackingId","trackingUrl"],
    strict: validateExternalProductionShipped,
    tolerant: validateReceivedExternalProductionShipped,
  },
  EXTERNAL_PRODUCTION_SHIPPED_OK: {
    type: "EXTERNAL_PRODUCTION_SHIPPED_OK",
    direction: "receive",
    title: "Shipped OK Notification",
    operations: ["shipped-ok.publish"],
    properties: ["cardIds","organisationId","shipmentId"],
    strict: validateExternalProductionShippedOk,
    tolerant: validateReceivedExternalProductionShippedOk,
  },
  EXTERNAL_PRODUCTION_ERROR: {
    type: "EXTERNAL_PRODUCTION_ERROR",
    direction: "both",
    title: "Error Notification",
    operations: ["error.publish", "error.subscribe"],
    properties: ["cardId","details","errorCode","messageId","organisationId","shipmentId"],
    strict: validateExternalProductionError,
    tolerant: validateReceivedExternalProductionError,
  },
};
