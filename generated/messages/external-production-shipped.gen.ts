// Generated from spec/production-partner.asyncapi.yaml (sha256 f6df3187f4d9c7457612daf95e5a928452da93423080d4658fe7b604f579516f).
// Do not edit: change the source and run `npm run generate`.

import { receivedValidator, type Validator, validator } from "../../src/validation/index.ts";
import { strict, tolerant } from "../validators/external-production-shipped.gen.ts";

/**
 * Reports the cards and accessories of one shipment, or of a part of it, that have left the partner.
 *
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
   * The cards in this shipment. Each has been acknowledged with a Report OK Notification. The guide can also be read as if every card of the shipmentId that was reported had to be acknowledged first; assumed is that parts of a shipment do not wait for each other.
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
 * Reports the cards and accessories of one shipment, or of a part of it, that have left the partner.
 *
 * What has left the partner. Names at least one card or one accessory.
 * Provenance: assumed.
 */
export interface ReceivedExternalProductionShipped {
  readonly organisationId?: OrganisationId;
  /** Rules: minLength 1. */
  readonly shipmentId: ShipmentId;
  /**
   * When the shipment left the partner.
   * Rules when sent: format date-time.
   * Provenance: assumed.
   */
  readonly shipped?: string;
  /**
   * The cards in this shipment. Each has been acknowledged with a Report OK Notification. The guide can also be read as if every card of the shipmentId that was reported had to be acknowledged first; assumed is that parts of a shipment do not wait for each other.
   * Rules when sent: minItems 1, uniqueItems true.
   * Provenance: assumed.
   */
  readonly cardIds?: readonly CardId[];
  /**
   * The accessories in this shipment.
   * Rules when sent: minItems 1.
   * Provenance: assumed.
   */
  readonly accessories?: readonly ReceivedShippedAccessory[];
  readonly carrier?: Carrier;
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
 * One card, for its whole life.
 * Rules: minLength 1, maxLength 256.
 * Provenance: seen.
 */
export type CardId = string;

/** Provenance: assumed. */
export interface ShippedAccessory {
  readonly accessoryId: AccessoryId;
  readonly articleId?: ArticleId;
  readonly quantity: Quantity;
}

/** Provenance: assumed. */
export interface ReceivedShippedAccessory {
  /** Rules: minLength 1. */
  readonly accessoryId: AccessoryId;
  readonly articleId?: ArticleId;
  readonly quantity?: Quantity;
}

/**
 * One line of accessories in an order.
 * Rules: minLength 1, maxLength 256.
 * Provenance: seen.
 */
export type AccessoryId = string;

/**
 * Article in the partner's range.
 * Rules: minLength 1, maxLength 256.
 * Provenance: seen.
 */
export type ArticleId = string;

/**
 * Number of pieces.
 * Rules: integer, minimum 1, maximum 2147483647.
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

/** Checks `EXTERNAL_PRODUCTION_SHIPPED` that has arrived: only what the vendor has said. What breaks a guess about its kind of value is left out. */
export const validateReceivedExternalProductionShipped: Validator<ReceivedExternalProductionShipped> =
  /* @__PURE__ */ receivedValidator<ReceivedExternalProductionShipped>(tolerant);
