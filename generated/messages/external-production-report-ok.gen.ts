// Generated from spec/production-partner.asyncapi.yaml (sha256 a7cbf8975bd7e728db22cf383ef6ad7754536ea8b055ad414e182a0cba5069aa).
// Do not edit: change the source and run `npm run generate`.

import { type Validator, validator } from "../../src/validation/index.ts";
import { strict, tolerant } from "../validators/external-production-report-ok.gen.ts";

/** Provenance: assumed. */
export interface ExternalProductionReportOk {
  readonly organisationId: OrganisationId;
  readonly shipmentId: ShipmentId;
  readonly cardId: CardId;
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

/** Checks `EXTERNAL_PRODUCTION_REPORT_OK` before it is sent: what the contract does not name is refused. */
export const validateExternalProductionReportOk: Validator<ExternalProductionReportOk> =
  /* @__PURE__ */ validator<ExternalProductionReportOk>(strict);

/** Checks `EXTERNAL_PRODUCTION_REPORT_OK` that has arrived: properties and listed values that the contract does not name pass and are kept. */
export const validateTolerantExternalProductionReportOk: Validator<ExternalProductionReportOk> =
  /* @__PURE__ */ validator<ExternalProductionReportOk>(tolerant);
