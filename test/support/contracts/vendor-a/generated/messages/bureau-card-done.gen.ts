// Generated from test/support/contracts/vendor-a/asyncapi.yaml (sha256 6c236b6a0f8ad6a53977cedb444db2698fcdad6a766ed3138579a3c73b73ae30).
// Do not edit: change the source and run `npm run generate`.

import { receivedValidator, type Validator, validator } from "../../../../../../src/validation/index.ts";
import { strict, tolerant } from "../validators/bureau-card-done.gen.ts";

/** Report of a card */
export interface BureauCardDone {
  readonly shipmentRef: ShipmentRef;
  readonly cardRef: CardRef;
  /** Rules: format date-time. */
  readonly doneAt?: string;
  readonly readouts: { readonly [key: string]: string };
  /** The machine that made the card. */
  readonly machine?: string;
}

/** Rules: minLength 1, maxLength 64. */
export type ShipmentRef = string;

/** Rules: minLength 1, maxLength 64. */
export type CardRef = string;

/** Checks `BUREAU_CARD_DONE` before it is sent: what the contract does not name is refused. */
export const validateBureauCardDone: Validator<BureauCardDone> =
  /* @__PURE__ */ validator<BureauCardDone>(strict);

/** Checks `BUREAU_CARD_DONE` that has arrived: only what the vendor has said. What breaks a guess about its kind of value is left out. */
export const validateReceivedBureauCardDone: Validator<BureauCardDone> =
  /* @__PURE__ */ receivedValidator<BureauCardDone>(tolerant);
