// Generated from spec/production-partner.asyncapi.yaml (sha256 a7cbf8975bd7e728db22cf383ef6ad7754536ea8b055ad414e182a0cba5069aa).
// Do not edit: change the source and run `npm run generate`.

import { type Validator, validator } from "../../src/validation/index.ts";
import { strict, tolerant } from "../validators/external-production-shipped-ok.gen.ts";

/** Provenance: assumed. */
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

/** Checks `EXTERNAL_PRODUCTION_SHIPPED_OK` before it is sent: what the contract does not name is refused. */
export const validateExternalProductionShippedOk: Validator<ExternalProductionShippedOk> =
  /* @__PURE__ */ validator<ExternalProductionShippedOk>(strict);

/** Checks `EXTERNAL_PRODUCTION_SHIPPED_OK` that has arrived: properties and listed values that the contract does not name pass and are kept. */
export const validateTolerantExternalProductionShippedOk: Validator<ExternalProductionShippedOk> =
  /* @__PURE__ */ validator<ExternalProductionShippedOk>(tolerant);
