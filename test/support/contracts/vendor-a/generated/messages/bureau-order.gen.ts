// Generated from test/support/contracts/vendor-a/asyncapi.yaml (sha256 6c236b6a0f8ad6a53977cedb444db2698fcdad6a766ed3138579a3c73b73ae30).
// Do not edit: change the source and run `npm run generate`.

import { receivedValidator, type Validator, validator } from "../../../../../../src/validation/index.ts";
import { strict, tolerant } from "../validators/bureau-order.gen.ts";

/** Orders one card, together with optional accessories. */
export interface BureauOrder {
  readonly organisationId: string;
  readonly shipmentRef: ShipmentRef;
  readonly receiver: BureauOrderReceiver;
  readonly card: OrderedCard;
  readonly accessories?: readonly OrderedLine[];
  readonly priority?: BureauOrderPriority;
}

/** Orders one card, together with optional accessories. */
export interface ReceivedBureauOrder {
  readonly organisationId: string;
  readonly shipmentRef: ShipmentRef;
  readonly receiver: BureauOrderReceiver;
  readonly card: OrderedCard;
  readonly accessories?: readonly OrderedLine[];
  readonly priority?: ReceivedBureauOrderPriority;
}

/** Rules: minLength 1, maxLength 64. */
export type ShipmentRef = string;

export interface BureauOrderReceiver {
  readonly person?: string;
  readonly company?: string;
  /** Rules: maxItems 6. */
  readonly lines?: readonly string[];
}

export interface OrderedCard {
  readonly cardRef: CardRef;
  readonly design?: string;
  readonly texts?: { readonly [key: string]: string };
  /** What the report of the card must hold. */
  readonly readouts?: readonly string[];
}

/** Rules: minLength 1, maxLength 64. */
export type CardRef = string;

export interface OrderedLine {
  readonly lineRef: LineRef;
  readonly article?: string;
  readonly pieces: Pieces;
}

/** Rules: minLength 1, maxLength 64. */
export type LineRef = string;

/** Rules: integer, minimum 1, maximum 100000. */
export type Pieces = number;

export type BureauOrderPriority = "NORMAL" | "EXPRESS";

export type ReceivedBureauOrderPriority = "NORMAL" | "EXPRESS" | (string & {});

/** Checks `BUREAU_ORDER` before it is sent: what the contract does not name is refused. */
export const validateBureauOrder: Validator<BureauOrder> =
  /* @__PURE__ */ validator<BureauOrder>(strict);

/** Checks `BUREAU_ORDER` that has arrived: only what the vendor has said. What breaks a guess about its kind of value is left out. */
export const validateReceivedBureauOrder: Validator<ReceivedBureauOrder> =
  /* @__PURE__ */ receivedValidator<ReceivedBureauOrder>(tolerant);
