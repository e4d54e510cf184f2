// Generated from spec/production-partner.asyncapi.yaml (sha256 f6df3187f4d9c7457612daf95e5a928452da93423080d4658fe7b604f579516f).
// Do not edit: change the source and run `npm run generate`.

import { receivedValidator, type Validator, validator } from "../../src/validation/index.ts";
import { strict, tolerant } from "../validators/external-production-request-sent.gen.ts";

/**
 * Orders one card, and only one, together with optional accessories.
 *
 * ExternalProductionData
 * Provenance: seen. The key set is complete on the vendor's page; which fields are required is not published.
 */
export interface ExternalProductionRequestSent {
  readonly organisationId: OrganisationId;
  readonly shipmentId: ShipmentId;
  /**
   * When the end customer placed the order.
   * Rules: format date-time.
   * Provenance: inferred. The page's sample is the placeholder of format date-time.
   */
  readonly ordered?: string;
  readonly address: Address;
  readonly card: Card;
  /**
   * Optional accessory orders.
   * Provenance: seen.
   */
  readonly accessories?: readonly OrderedAccessory[];
}

/**
 * Orders one card, and only one, together with optional accessories.
 *
 * ExternalProductionData
 * Provenance: seen. The key set is complete on the vendor's page; which fields are required is not published.
 */
export interface ReceivedExternalProductionRequestSent {
  /** Rules: minLength 1. */
  readonly organisationId: OrganisationId;
  /** Rules: minLength 1. */
  readonly shipmentId: ShipmentId;
  /**
   * When the end customer placed the order.
   * Rules when sent: format date-time.
   * Provenance: inferred. The page's sample is the placeholder of format date-time.
   */
  readonly ordered?: string;
  readonly address?: Address;
  readonly card: Card;
  /**
   * Optional accessory orders.
   * Provenance: seen.
   */
  readonly accessories?: readonly ReceivedOrderedAccessory[];
}

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
 * Where the shipment goes. A recipient and/or a companyName is mandatory.
 * Provenance: seen.
 */
export type Address = AddressFields & (
  | {
    /** Rules: pattern \S. */
    readonly recipient: string;
  }
  | {
    /** Rules: pattern \S. */
    readonly companyName: string;
  });

export interface AddressFields {
  /**
   * First line of the street address.
   * Provenance: seen.
   */
  readonly addressOne?: string;
  /**
   * Second line of the street address.
   * Provenance: seen.
   */
  readonly addressTwo?: string;
  /** Provenance: seen. */
  readonly postalCode?: string;
  /** Provenance: seen. */
  readonly city?: string;
  /**
   * Country in two letters, presumably ISO 3166-1 alpha-2.
   * Rules: minLength 2, maxLength 2.
   * Provenance: inferred. The page's sample is cut to two characters; the code list is not stated.
   */
  readonly countryCode?: string;
  /**
   * Person who receives the shipment.
   * Rules: pattern \S.
   * Provenance: seen.
   */
  readonly recipient?: string;
  /**
   * Company that receives the shipment.
   * Rules: pattern \S.
   * Provenance: seen.
   */
  readonly companyName?: string;
  /** Provenance: seen. */
  readonly recipientPhone?: string;
}

/**
 * The one card of this request.
 * Provenance: seen.
 */
export interface Card {
  readonly articleId?: ArticleId;
  readonly cardId: CardId;
  /**
   * What is personalized, by element name. Names depend on the organisation and the layout.
   * Provenance: inferred. The sample's keys are authored, which points to an open map.
   */
  readonly cardElements?: { readonly [key: string]: string };
  /**
   * Names of the fields that reportData of the Card Produced Notification must hold.
   * Provenance: seen.
   */
  readonly expectedReportDataFields?: readonly string[];
}

/**
 * Article in the partner's range.
 * Rules: minLength 1, maxLength 256.
 * Provenance: seen.
 */
export type ArticleId = string;

/**
 * One card, for its whole life.
 * Rules: minLength 1, maxLength 256.
 * Provenance: seen.
 */
export type CardId = string;

/** Provenance: seen. */
export interface OrderedAccessory {
  readonly articleId?: ArticleId;
  readonly accessoryId: AccessoryId;
  readonly quantity: Quantity;
}

/** Provenance: seen. */
export interface ReceivedOrderedAccessory {
  readonly articleId?: ArticleId;
  /** Rules: minLength 1. */
  readonly accessoryId: AccessoryId;
  readonly quantity?: Quantity;
}

/**
 * One line of accessories in an order.
 * Rules: minLength 1, maxLength 256.
 * Provenance: seen.
 */
export type AccessoryId = string;

/**
 * Number of pieces.
 * Rules: integer, minimum 1, maximum 2147483647.
 * Provenance: inferred. The page's sample is 1, where an integer without a lower bound prints 0.
 */
export type Quantity = number;

/** Checks `EXTERNAL_PRODUCTION_REQUEST_SENT` before it is sent: what the contract does not name is refused. */
export const validateExternalProductionRequestSent: Validator<ExternalProductionRequestSent> =
  /* @__PURE__ */ validator<ExternalProductionRequestSent>(strict);

/** Checks `EXTERNAL_PRODUCTION_REQUEST_SENT` that has arrived: only what the vendor has said. What breaks a guess about its kind of value is left out. */
export const validateReceivedExternalProductionRequestSent: Validator<ReceivedExternalProductionRequestSent> =
  /* @__PURE__ */ receivedValidator<ReceivedExternalProductionRequestSent>(tolerant);
