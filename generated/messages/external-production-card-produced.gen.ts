// Generated from spec/production-partner.asyncapi.yaml (sha256 f6df3187f4d9c7457612daf95e5a928452da93423080d4658fe7b604f579516f).
// Do not edit: change the source and run `npm run generate`.

import { receivedValidator, type Validator, validator } from "../../src/validation/index.ts";
import { strict, tolerant } from "../validators/external-production-card-produced.gen.ts";

/**
 * Reports one personalized card with its readouts.
 *
 * Provenance: assumed.
 */
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
   * Provenance: inferred. The name is stated in the Production Partner guide; a map of strings in the events of the same product's REST API.
   */
  readonly reportData: { readonly [key: string]: string };
}

/**
 * Reports one personalized card with its readouts.
 *
 * Provenance: assumed.
 */
export interface ReceivedExternalProductionCardProduced {
  readonly organisationId?: OrganisationId;
  readonly shipmentId?: ShipmentId;
  /** Rules: minLength 1. */
  readonly cardId: CardId;
  /**
   * When the card was personalized.
   * Rules when sent: format date-time.
   * Provenance: assumed.
   */
  readonly produced?: string;
  /**
   * Readouts and other report data by field name. Holds every field of the request's expectedReportDataFields.
   * Provenance: inferred. The name is stated in the Production Partner guide; a map of strings in the events of the same product's REST API.
   */
  readonly reportData?: { readonly [key: string]: string };
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

/** Checks `EXTERNAL_PRODUCTION_CARD_PRODUCED` before it is sent: what the contract does not name is refused. */
export const validateExternalProductionCardProduced: Validator<ExternalProductionCardProduced> =
  /* @__PURE__ */ validator<ExternalProductionCardProduced>(strict);

/** Checks `EXTERNAL_PRODUCTION_CARD_PRODUCED` that has arrived: only what the vendor has said. What breaks a guess about its kind of value is left out. */
export const validateReceivedExternalProductionCardProduced: Validator<ReceivedExternalProductionCardProduced> =
  /* @__PURE__ */ receivedValidator<ReceivedExternalProductionCardProduced>(tolerant);
