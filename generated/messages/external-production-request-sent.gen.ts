// Generated from spec/production-partner.asyncapi.yaml (sha256 a7cbf8975bd7e728db22cf383ef6ad7754536ea8b055ad414e182a0cba5069aa).
// Do not edit: change the source and run `npm run generate`.

import { type Validator, validator } from "../../src/validation/index.ts";
import { strict, tolerant } from "../validators/external-production-request-sent.gen.ts";

/**
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
 * The end customer's organisation in NGOC.
 * Rules: minLength 1.
 * Provenance: seen.
 */
export type OrganisationId = string;

/**
 * The shipment that cards and accessories are collected in. Several requests may share it.
 * Rules: minLength 1.
 * Provenance: seen.
 */
export type ShipmentId = string;

/**
 * Where the shipment goes. A recipient and/or a companyName is mandatory.
 * Provenance: seen.
 */
export type Address = AddressFields & ({ readonly recipient: string } | { readonly companyName: string });

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
   * Rules: minLength 1.
   * Provenance: seen.
   */
  readonly recipient?: string;
  /**
   * Company that receives the shipment.
   * Rules: minLength 1.
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
 * Rules: minLength 1.
 * Provenance: seen.
 */
export type ArticleId = string;

/**
 * One card, for its whole life.
 * Rules: minLength 1.
 * Provenance: seen.
 */
export type CardId = string;

/** Provenance: seen. */
export interface OrderedAccessory {
  readonly articleId?: ArticleId;
  readonly accessoryId: AccessoryId;
  readonly quantity: Quantity;
}

/**
 * One line of accessories in an order.
 * Rules: minLength 1.
 * Provenance: seen.
 */
export type AccessoryId = string;

/**
 * Number of pieces.
 * Rules: integer, minimum 1.
 * Provenance: inferred. The page's sample is 1, where an integer without a lower bound prints 0.
 */
export type Quantity = number;

/** Checks `EXTERNAL_PRODUCTION_REQUEST_SENT` before it is sent: what the contract does not name is refused. */
export const validateExternalProductionRequestSent: Validator<ExternalProductionRequestSent> =
  /* @__PURE__ */ validator<ExternalProductionRequestSent>(strict);

/** Checks `EXTERNAL_PRODUCTION_REQUEST_SENT` that has arrived: properties and listed values that the contract does not name pass and are kept. */
export const validateTolerantExternalProductionRequestSent: Validator<ExternalProductionRequestSent> =
  /* @__PURE__ */ validator<ExternalProductionRequestSent>(tolerant);
