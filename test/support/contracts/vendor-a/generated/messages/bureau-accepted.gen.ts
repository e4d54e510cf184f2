// Generated from test/support/contracts/vendor-a/asyncapi.yaml (sha256 6c236b6a0f8ad6a53977cedb444db2698fcdad6a766ed3138579a3c73b73ae30).
// Do not edit: change the source and run `npm run generate`.

import { receivedValidator, type Validator, validator } from "../../../../../../src/validation/index.ts";
import { strict, tolerant } from "../validators/bureau-accepted.gen.ts";

/** Accepts the report of a card, or a dispatch. */
export interface BureauAccepted {
  readonly accepted: BureauAcceptedAccepted;
  readonly shipmentRef: ShipmentRef;
  readonly cardRef?: CardRef;
}

/** Accepts the report of a card, or a dispatch. */
export interface ReceivedBureauAccepted {
  readonly accepted: ReceivedBureauAcceptedAccepted;
  readonly shipmentRef: ShipmentRef;
  readonly cardRef?: CardRef;
}

export type BureauAcceptedAccepted = "CARD" | "DISPATCH";

export type ReceivedBureauAcceptedAccepted = "CARD" | "DISPATCH" | (string & {});

/** Rules: minLength 1, maxLength 64. */
export type ShipmentRef = string;

/** Rules: minLength 1, maxLength 64. */
export type CardRef = string;

/** Checks `BUREAU_ACCEPTED` before it is sent: what the contract does not name is refused. */
export const validateBureauAccepted: Validator<BureauAccepted> =
  /* @__PURE__ */ validator<BureauAccepted>(strict);

/** Checks `BUREAU_ACCEPTED` that has arrived: only what the vendor has said. What breaks a guess about its kind of value is left out. */
export const validateReceivedBureauAccepted: Validator<ReceivedBureauAccepted> =
  /* @__PURE__ */ receivedValidator<ReceivedBureauAccepted>(tolerant);
