// Generated from test/support/contracts/vendor-a/asyncapi.yaml (sha256 6c236b6a0f8ad6a53977cedb444db2698fcdad6a766ed3138579a3c73b73ae30).
// Do not edit: change the source and run `npm run generate`.

import { receivedValidator, type Validator, validator } from "../../../../../../src/validation/index.ts";
import { strict, tolerant } from "../validators/bureau-order-cancelled.gen.ts";

/** Takes back the order of a card that has not been produced yet. */
export interface BureauOrderCancelled {
  readonly cardRef: CardRef;
  readonly reason?: string;
}

/** Rules: minLength 1, maxLength 64. */
export type CardRef = string;

/** Checks `BUREAU_ORDER_CANCELLED` before it is sent: what the contract does not name is refused. */
export const validateBureauOrderCancelled: Validator<BureauOrderCancelled> =
  /* @__PURE__ */ validator<BureauOrderCancelled>(strict);

/** Checks `BUREAU_ORDER_CANCELLED` that has arrived: only what the vendor has said. What breaks a guess about its kind of value is left out. */
export const validateReceivedBureauOrderCancelled: Validator<BureauOrderCancelled> =
  /* @__PURE__ */ receivedValidator<BureauOrderCancelled>(tolerant);
