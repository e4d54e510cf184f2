// Generated from spec/production-partner.asyncapi.yaml (sha256 f6df3187f4d9c7457612daf95e5a928452da93423080d4658fe7b604f579516f).
// Do not edit: change the source and run `npm run generate`.

import { receivedValidator, type Validator, validator } from "../../src/validation/index.ts";
import { strict, tolerant } from "../validators/external-production-shipped-ok.gen.ts";

/**
 * The data of a Shipped Notification were valid.
 *
 * Provenance: assumed.
 */
export interface ExternalProductionShippedOk {
  readonly organisationId: OrganisationId;
  readonly shipmentId: ShipmentId;
  /**
   * The cards of the notification that is acknowledged.
   * Provenance: assumed.
   */
  readonly cardIds?: readonly CardId[];
}

/**
 * The data of a Shipped Notification were valid.
 *
 * Provenance: assumed.
 */
export interface ReceivedExternalProductionShippedOk {
  readonly organisationId?: OrganisationId;
  /** Rules: minLength 1. */
  readonly shipmentId: ShipmentId;
  /**
   * The cards of the notification that is acknowledged.
   * Provenance: assumed.
   */
  readonly cardIds?: readonly CardId[];
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

/** Checks `EXTERNAL_PRODUCTION_SHIPPED_OK` before it is sent: what the contract does not name is refused. */
export const validateExternalProductionShippedOk: Validator<ExternalProductionShippedOk> =
  /* @__PURE__ */ validator<ExternalProductionShippedOk>(strict);

/** Checks `EXTERNAL_PRODUCTION_SHIPPED_OK` that has arrived: only what the vendor has said. What breaks a guess about its kind of value is left out. */
export const validateReceivedExternalProductionShippedOk: Validator<ReceivedExternalProductionShippedOk> =
  /* @__PURE__ */ receivedValidator<ReceivedExternalProductionShippedOk>(tolerant);
