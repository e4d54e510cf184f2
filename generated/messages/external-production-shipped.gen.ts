// Generated from spec/production-partner.asyncapi.yaml (sha256 a7cbf8975bd7e728db22cf383ef6ad7754536ea8b055ad414e182a0cba5069aa).
// Do not edit: change the source and run `npm run generate`.

import { type Validator, validator } from "../../src/validation/index.ts";
import { strict, tolerant } from "../validators/external-production-shipped.gen.ts";

/**
 * What has left the partner. Names at least one card or one accessory.
 * Provenance: assumed.
 */
export type ExternalProductionShipped = ExternalProductionShippedFields & ({ readonly cardIds: readonly CardId[] } | { readonly accessories: readonly ShippedAccessory[] });

export interface ExternalProductionShippedFields {
  readonly organisationId: OrganisationId;
  readonly shipmentId: ShipmentId;
  /**
   * When the shipment left the partner.
   * Rules: format date-time.
   * Provenance: assumed.
   */
  readonly shipped?: string;
  /**
   * The cards in this shipment. Each has been acknowledged with a Report OK Notification.
   * Rules: minItems 1, uniqueItems true.
   * Provenance: assumed.
   */
  readonly cardIds?: readonly CardId[];
  /**
   * The accessories in this shipment.
   * Rules: minItems 1.
   * Provenance: assumed.
   */
  readonly accessories?: readonly ShippedAccessory[];
  readonly carrier?: Carrier;
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
 * One card, for its whole life.
 * Rules: minLength 1.
 * Provenance: seen.
 */
export type CardId = string;

/** Provenance: assumed. */
export interface ShippedAccessory {
  readonly accessoryId: AccessoryId;
  readonly articleId?: ArticleId;
  readonly quantity: Quantity;
}

/**
 * One line of accessories in an order.
 * Rules: minLength 1.
 * Provenance: seen.
 */
export type AccessoryId = string;

/**
 * Article in the partner's range.
 * Rules: minLength 1.
 * Provenance: seen.
 */
export type ArticleId = string;

/**
 * Number of pieces.
 * Rules: integer, minimum 1.
 * Provenance: inferred. The page's sample is 1, where an integer without a lower bound prints 0.
 */
export type Quantity = number;

/**
 * Carrier details, which NGOC may put into its e-mail to the end customer.
 * Provenance: assumed.
 */
export interface Carrier {
  /**
   * Rules: minLength 1.
   * Provenance: assumed.
   */
  readonly name?: string;
  /**
   * Rules: minLength 1.
   * Provenance: assumed.
   */
  readonly trackingId?: string;
  /**
   * Rules: format uri.
   * Provenance: assumed.
   */
  readonly trackingUrl?: string;
}

/** Checks `EXTERNAL_PRODUCTION_SHIPPED` before it is sent: what the contract does not name is refused. */
export const validateExternalProductionShipped: Validator<ExternalProductionShipped> =
  /* @__PURE__ */ validator<ExternalProductionShipped>(strict);

/** Checks `EXTERNAL_PRODUCTION_SHIPPED` that has arrived: properties and listed values that the contract does not name pass and are kept. */
export const validateTolerantExternalProductionShipped: Validator<ExternalProductionShipped> =
  /* @__PURE__ */ validator<ExternalProductionShipped>(tolerant);
