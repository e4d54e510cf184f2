// Generated from test/support/contracts/vendor-a/asyncapi.yaml (sha256 6c236b6a0f8ad6a53977cedb444db2698fcdad6a766ed3138579a3c73b73ae30).
// Do not edit: change the source and run `npm run generate`.

import { receivedValidator, type Validator, validator } from "../../../../../../src/validation/index.ts";
import { strict, tolerant } from "../validators/bureau-failure.gen.ts";

/** Failure */
export interface BureauFailure {
  readonly code: BureauFailureCode;
  readonly text: string;
  readonly failedMessage?: string;
  readonly cardRef?: CardRef;
  readonly shipmentRef?: ShipmentRef;
}

/** Failure */
export interface ReceivedBureauFailure {
  readonly code: ReceivedBureauFailureCode;
  readonly text: string;
  readonly failedMessage?: string;
  readonly cardRef?: CardRef;
  readonly shipmentRef?: ShipmentRef;
}

export type BureauFailureCode =
  | "MALFORMED"
  | "NOT_SUPPORTED"
  | "NO_SUCH_CARD"
  | "NO_SUCH_SHIPMENT"
  | "WRONG_ORDER_OF_EVENTS"
  | "INCOMPLETE"
  | "TOO_MANY"
  | "FAILED";

export type ReceivedBureauFailureCode =
  | "MALFORMED"
  | "NOT_SUPPORTED"
  | "NO_SUCH_CARD"
  | "NO_SUCH_SHIPMENT"
  | "WRONG_ORDER_OF_EVENTS"
  | "INCOMPLETE"
  | "TOO_MANY"
  | "FAILED"
  | (string & {});

/** Rules: minLength 1, maxLength 64. */
export type CardRef = string;

/** Rules: minLength 1, maxLength 64. */
export type ShipmentRef = string;

/** Checks `BUREAU_FAILURE` before it is sent: what the contract does not name is refused. */
export const validateBureauFailure: Validator<BureauFailure> =
  /* @__PURE__ */ validator<BureauFailure>(strict);

/** Checks `BUREAU_FAILURE` that has arrived: only what the vendor has said. What breaks a guess about its kind of value is left out. */
export const validateReceivedBureauFailure: Validator<ReceivedBureauFailure> =
  /* @__PURE__ */ receivedValidator<ReceivedBureauFailure>(tolerant);
