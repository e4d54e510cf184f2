// Generated from spec/production-partner.asyncapi.yaml (sha256 f6df3187f4d9c7457612daf95e5a928452da93423080d4658fe7b604f579516f).
// Do not edit: change the source and run `npm run generate`.

import { receivedValidator, type Validator, validator } from "../../src/validation/index.ts";
import { strict, tolerant } from "../validators/external-production-error.gen.ts";

/**
 * A received message could not be validated or interpreted, or its content was refused.
 *
 * Provenance: assumed.
 */
export interface ExternalProductionError {
  readonly errorCode: ErrorCode;
  /**
   * More about the error, for people. Never personal data.
   * Provenance: seen.
   */
  readonly details: string;
  readonly organisationId?: OrganisationId;
  readonly shipmentId?: ShipmentId;
  readonly cardId?: CardId;
  /**
   * The messageId of the refused message.
   * Rules: minLength 1.
   * Provenance: assumed.
   */
  readonly messageId?: string;
}

/**
 * A received message could not be validated or interpreted, or its content was refused.
 *
 * Provenance: assumed.
 */
export interface ReceivedExternalProductionError {
  readonly errorCode?: ReceivedErrorCode;
  /**
   * More about the error, for people. Never personal data.
   * Provenance: seen.
   */
  readonly details?: string;
  readonly organisationId?: OrganisationId;
  readonly shipmentId?: ShipmentId;
  readonly cardId?: CardId;
  /**
   * The messageId of the refused message.
   * Rules when sent: minLength 1.
   * Provenance: assumed.
   */
  readonly messageId?: string;
}

/**
 * Why the message was refused. The Production Partner guide says that the list is closed; the vendor's list was not published.
 * Provenance: assumed.
 */
export type ErrorCode =
  | "INVALID_MESSAGE"
  | "UNKNOWN_MESSAGE_TYPE"
  | "UNKNOWN_ORGANISATION"
  | "UNKNOWN_CARD"
  | "UNKNOWN_SHIPMENT"
  | "DUPLICATE_CARD"
  | "REPORT_DATA_MISSING"
  | "REPORT_DATA_INVALID"
  | "CARD_NOT_PRODUCED"
  | "CARD_NOT_ACKNOWLEDGED"
  | "ALREADY_PRODUCED"
  | "ALREADY_SHIPPED"
  | "NOT_IN_SHIPMENT"
  | "ACCESSORY_UNKNOWN"
  | "ACCESSORY_QUANTITY_EXCEEDED"
  | "ARTICLE_NOT_AVAILABLE"
  | "INTERNAL_ERROR";

/**
 * Why the message was refused. The Production Partner guide says that the list is closed; the vendor's list was not published.
 * Provenance: assumed.
 */
export type ReceivedErrorCode =
  | "INVALID_MESSAGE"
  | "UNKNOWN_MESSAGE_TYPE"
  | "UNKNOWN_ORGANISATION"
  | "UNKNOWN_CARD"
  | "UNKNOWN_SHIPMENT"
  | "DUPLICATE_CARD"
  | "REPORT_DATA_MISSING"
  | "REPORT_DATA_INVALID"
  | "CARD_NOT_PRODUCED"
  | "CARD_NOT_ACKNOWLEDGED"
  | "ALREADY_PRODUCED"
  | "ALREADY_SHIPPED"
  | "NOT_IN_SHIPMENT"
  | "ACCESSORY_UNKNOWN"
  | "ACCESSORY_QUANTITY_EXCEEDED"
  | "ARTICLE_NOT_AVAILABLE"
  | "INTERNAL_ERROR"
  | (string & {});

/**
 * The end customer's organisation in NGOC.
 * Rules: minLength 1, maxLength 256.
 * Provenance: seen.
 */
export type OrganisationId = string;

/**
 * The shipment that cards and accessories are collected in. Several requests may share it.
 * Rules: minLength 1, maxLength 256.
 * Provenance: seen.
 */
export type ShipmentId = string;

/**
 * One card, for its whole life.
 * Rules: minLength 1, maxLength 256.
 * Provenance: seen.
 */
export type CardId = string;

/** Checks `EXTERNAL_PRODUCTION_ERROR` before it is sent: what the contract does not name is refused. */
export const validateExternalProductionError: Validator<ExternalProductionError> =
  /* @__PURE__ */ validator<ExternalProductionError>(strict);

/** Checks `EXTERNAL_PRODUCTION_ERROR` that has arrived: only what the vendor has said. What breaks a guess about its kind of value is left out. */
export const validateReceivedExternalProductionError: Validator<ReceivedExternalProductionError> =
  /* @__PURE__ */ receivedValidator<ReceivedExternalProductionError>(tolerant);
