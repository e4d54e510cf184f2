// Generated from test/support/contracts/vendor-a/asyncapi.yaml (sha256 6c236b6a0f8ad6a53977cedb444db2698fcdad6a766ed3138579a3c73b73ae30).
// Do not edit: change the source and run `npm run generate`.

import { receivedValidator, type Validator, validator } from "../../../../../../src/validation/index.ts";
import { strict, tolerant } from "../validators/bureau-dispatched.gen.ts";

/** Dispatch */
export interface BureauDispatched {
  readonly shipmentRef: ShipmentRef;
  /** Rules: format date-time. */
  readonly dispatchedAt?: string;
  readonly cardRefs?: readonly CardRef[];
  readonly accessories?: readonly DispatchedLine[];
  readonly parcelNumber?: string;
}

/** Rules: minLength 1, maxLength 64. */
export type ShipmentRef = string;

/** Rules: minLength 1, maxLength 64. */
export type CardRef = string;

export interface DispatchedLine {
  readonly lineRef: LineRef;
  readonly pieces: Pieces;
}

/** Rules: minLength 1, maxLength 64. */
export type LineRef = string;

/** Rules: integer, minimum 1, maximum 100000. */
export type Pieces = number;

/** Checks `BUREAU_DISPATCHED` before it is sent: what the contract does not name is refused. */
export const validateBureauDispatched: Validator<BureauDispatched> =
  /* @__PURE__ */ validator<BureauDispatched>(strict);

/** Checks `BUREAU_DISPATCHED` that has arrived: only what the vendor has said. What breaks a guess about its kind of value is left out. */
export const validateReceivedBureauDispatched: Validator<BureauDispatched> =
  /* @__PURE__ */ receivedValidator<BureauDispatched>(tolerant);
