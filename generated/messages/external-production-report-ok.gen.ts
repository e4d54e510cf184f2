// Generated from spec/production-partner.asyncapi.yaml (sha256 f6df3187f4d9c7457612daf95e5a928452da93423080d4658fe7b604f579516f).
// Do not edit: change the source and run `npm run generate`.

import { receivedValidator, type Validator, validator } from "../../src/validation/index.ts";
import { strict, tolerant } from "../validators/external-production-report-ok.gen.ts";

/**
 * The readouts and other report data of one card were valid.
 *
 * Provenance: assumed.
 */
export interface ExternalProductionReportOk {
  readonly organisationId: OrganisationId;
  readonly shipmentId: ShipmentId;
  readonly cardId: CardId;
}

/**
 * The readouts and other report data of one card were valid.
 *
 * Provenance: assumed.
 */
export interface ReceivedExternalProductionReportOk {
  readonly organisationId?: OrganisationId;
  readonly shipmentId?: ShipmentId;
  /** Rules: minLength 1. */
  readonly cardId: CardId;
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

/** Checks `EXTERNAL_PRODUCTION_REPORT_OK` before it is sent: what the contract does not name is refused. */
export const validateExternalProductionReportOk: Validator<ExternalProductionReportOk> =
  /* @__PURE__ */ validator<ExternalProductionReportOk>(strict);

/** Checks `EXTERNAL_PRODUCTION_REPORT_OK` that has arrived: only what the vendor has said. What breaks a guess about its kind of value is left out. */
export const validateReceivedExternalProductionReportOk: Validator<ReceivedExternalProductionReportOk> =
  /* @__PURE__ */ receivedValidator<ReceivedExternalProductionReportOk>(tolerant);
