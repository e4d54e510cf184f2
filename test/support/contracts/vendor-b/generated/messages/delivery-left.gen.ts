// Generated from test/support/contracts/vendor-b/asyncapi.yaml (sha256 25c2930a52d24d9550216c5effa793b66a726623794bc9fa979bdd76a5259a53).
// Do not edit: change the source and run `npm run generate`.

import { receivedValidator, type Validator, validator } from "../../../../../../src/validation/index.ts";
import { strict, tolerant } from "../validators/delivery-left.gen.ts";

export interface DeliveryLeft {
  readonly tenant: Tenant;
  readonly delivery: DeliveryLeftDelivery;
}

export interface Tenant {
  readonly id: string;
}

export interface DeliveryLeftDelivery {
  readonly identity: Identity;
  /** Rules: format date-time. */
  readonly at?: string;
  /** Rules: minItems 1. */
  readonly credentials: readonly Identity[];
  readonly transport?: DeliveryLeftDeliveryTransport;
}

export interface Identity {
  /** Rules: minLength 1. */
  readonly id: string;
  readonly issuer?: string;
}

export interface DeliveryLeftDeliveryTransport {
  readonly company?: string;
  readonly number?: string;
}

/** Checks `delivery.left` before it is sent: what the contract does not name is refused. */
export const validateDeliveryLeft: Validator<DeliveryLeft> =
  /* @__PURE__ */ validator<DeliveryLeft>(strict);

/** Checks `delivery.left` that has arrived: only what the vendor has said. What breaks a guess about its kind of value is left out. */
export const validateReceivedDeliveryLeft: Validator<DeliveryLeft> =
  /* @__PURE__ */ receivedValidator<DeliveryLeft>(tolerant);
