// Generated from test/support/contracts/vendor-c/asyncapi.yaml (sha256 3b7b937a252a4f8778058da4a19143bbf6045bdec23bed8a4ad0330044eb5dbf).
// Do not edit: change the source and run `npm run generate`.

import { receivedValidator, type Validator, validator } from "../../../../../../src/validation/index.ts";
import { strict, tolerant } from "../validators/parcel-checked.gen.ts";

/** Parcel checked */
export interface ParcelChecked {
  readonly parcel: Id;
  readonly badges?: readonly Id[];
}

/** Rules: pattern ^[A-Z0-9-]{1,40}$. */
export type Id = string;

/** Checks `ParcelChecked` before it is sent: what the contract does not name is refused. */
export const validateParcelChecked: Validator<ParcelChecked> =
  /* @__PURE__ */ validator<ParcelChecked>(strict);

/** Checks `ParcelChecked` that has arrived: only what the vendor has said. What breaks a guess about its kind of value is left out. */
export const validateReceivedParcelChecked: Validator<ParcelChecked> =
  /* @__PURE__ */ receivedValidator<ParcelChecked>(tolerant);
