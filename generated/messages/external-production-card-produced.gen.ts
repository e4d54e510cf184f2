// Generated from spec/production-partner.asyncapi.yaml (sha256 a7cbf8975bd7e728db22cf383ef6ad7754536ea8b055ad414e182a0cba5069aa).
// Do not edit: change the source and run `npm run generate`.

import { type Validator, validator } from "../../src/validation/index.ts";
import { strict, tolerant } from "../validators/external-production-card-produced.gen.ts";

/** Provenance: assumed. */
export interface ExternalProductionCardProduced {
  readonly organisationId: OrganisationId;
  readonly shipmentId: ShipmentId;
  readonly cardId: CardId;
  /**
   * When the card was personalized.
   * Rules: format date-time.
   * Provenance: assumed.
   */
  readonly produced?: string;
  /**
   * Readouts and other report data by field name. Holds every field of the request's expectedReportDataFields.
   * Provenance: inferred. The name is stated in S1; a map of strings in the events of the same product's REST API.
   */
  readonly reportData: { readonly [key: string]: string };
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

/** Checks `EXTERNAL_PRODUCTION_CARD_PRODUCED` before it is sent: what the contract does not name is refused. */
export const validateExternalProductionCardProduced: Validator<ExternalProductionCardProduced> =
  /* @__PURE__ */ validator<ExternalProductionCardProduced>(strict);

/** Checks `EXTERNAL_PRODUCTION_CARD_PRODUCED` that has arrived: properties and listed values that the contract does not name pass and are kept. */
export const validateTolerantExternalProductionCardProduced: Validator<ExternalProductionCardProduced> =
  /* @__PURE__ */ validator<ExternalProductionCardProduced>(tolerant);
