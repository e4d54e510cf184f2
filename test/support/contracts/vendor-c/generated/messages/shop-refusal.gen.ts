// Generated from test/support/contracts/vendor-c/asyncapi.yaml (sha256 3b7b937a252a4f8778058da4a19143bbf6045bdec23bed8a4ad0330044eb5dbf).
// Do not edit: change the source and run `npm run generate`.

import { receivedValidator, type Validator, validator } from "../../../../../../src/validation/index.ts";
import { strict, tolerant } from "../validators/shop-refusal.gen.ts";

/** Refusal of the shop */
export interface ShopRefusal {
  readonly reason: ShopRefusalReason;
  /** Rules: maxLength 400. */
  readonly remark?: string;
  readonly message?: string;
  readonly badge?: Id;
  readonly parcel?: Id;
}

/** Refusal of the shop */
export interface ReceivedShopRefusal {
  readonly reason: ReceivedShopRefusalReason;
  /** Rules: maxLength 400. */
  readonly remark?: string;
  readonly message?: string;
  readonly badge?: Id;
  readonly parcel?: Id;
}

export type ShopRefusalReason = "R01" | "R02" | "R03" | "R09";

export type ReceivedShopRefusalReason = "R01" | "R02" | "R03" | "R09" | (string & {});

/** Rules: pattern ^[A-Z0-9-]{1,40}$. */
export type Id = string;

/** Checks `ShopRefusal` before it is sent: what the contract does not name is refused. */
export const validateShopRefusal: Validator<ShopRefusal> =
  /* @__PURE__ */ validator<ShopRefusal>(strict);

/** Checks `ShopRefusal` that has arrived: only what the vendor has said. What breaks a guess about its kind of value is left out. */
export const validateReceivedShopRefusal: Validator<ReceivedShopRefusal> =
  /* @__PURE__ */ receivedValidator<ReceivedShopRefusal>(tolerant);
