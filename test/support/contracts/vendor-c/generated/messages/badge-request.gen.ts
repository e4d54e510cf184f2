// Generated from test/support/contracts/vendor-c/asyncapi.yaml (sha256 3b7b937a252a4f8778058da4a19143bbf6045bdec23bed8a4ad0330044eb5dbf).
// Do not edit: change the source and run `npm run generate`.

import { type JsonValue, receivedValidator, type Validator, validator } from "../../../../../../src/validation/index.ts";
import { strict, tolerant } from "../validators/badge-request.gen.ts";

/** Badge request */
export interface BadgeRequest {
  readonly badge: Id;
  readonly parcel: Id;
  readonly print?: { readonly [key: string]: JsonValue };
  readonly report?: readonly string[];
  /**
   * Ids of accessories that go into the parcel.
   * Rules: uniqueItems true.
   */
  readonly extras?: readonly Id[];
  /** Rules: format date. */
  readonly deadline?: string;
}

/** Rules: pattern ^[A-Z0-9-]{1,40}$. */
export type Id = string;

/** Checks `BadgeRequest` before it is sent: what the contract does not name is refused. */
export const validateBadgeRequest: Validator<BadgeRequest> =
  /* @__PURE__ */ validator<BadgeRequest>(strict);

/** Checks `BadgeRequest` that has arrived: only what the vendor has said. What breaks a guess about its kind of value is left out. */
export const validateReceivedBadgeRequest: Validator<BadgeRequest> =
  /* @__PURE__ */ receivedValidator<BadgeRequest>(tolerant);
