// Generated from test/support/contracts/vendor-c/asyncapi.yaml (sha256 3b7b937a252a4f8778058da4a19143bbf6045bdec23bed8a4ad0330044eb5dbf).
// Do not edit: change the source and run `npm run generate`.

import { receivedValidator, type Validator, validator } from "../../../../../../src/validation/index.ts";
import { strict, tolerant } from "../validators/parcel-posted.gen.ts";

/** Parcel posted */
export interface ParcelPosted {
  readonly parcel: Id;
  readonly badges: readonly Id[];
  readonly extras?: readonly Id[];
  /** Rules: format date-time. */
  readonly postedOn?: string;
}

/** Rules: pattern ^[A-Z0-9-]{1,40}$. */
export type Id = string;

/** Checks `ParcelPosted` before it is sent: what the contract does not name is refused. */
export const validateParcelPosted: Validator<ParcelPosted> =
  /* @__PURE__ */ validator<ParcelPosted>(strict);

/** Checks `ParcelPosted` that has arrived: only what the vendor has said. What breaks a guess about its kind of value is left out. */
export const validateReceivedParcelPosted: Validator<ParcelPosted> =
  /* @__PURE__ */ receivedValidator<ParcelPosted>(tolerant);
