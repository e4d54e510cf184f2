// Generated from test/support/contracts/vendor-b/asyncapi.yaml (sha256 25c2930a52d24d9550216c5effa793b66a726623794bc9fa979bdd76a5259a53).
// Do not edit: change the source and run `npm run generate`.

import { receivedValidator, type Validator, validator } from "../../../../../../src/validation/index.ts";
import { strict, tolerant } from "../validators/fault.gen.ts";

export interface Fault {
  readonly fault: FaultFault;
}

export interface ReceivedFault {
  readonly fault: ReceivedFaultFault;
}

export interface FaultFault {
  readonly code: FaultFaultCode;
  readonly explanation: string;
  readonly about?: FaultFaultAbout;
}

export interface ReceivedFaultFault {
  readonly code: ReceivedFaultFaultCode;
  readonly explanation: string;
  readonly about?: FaultFaultAbout;
}

export type FaultFaultCode = "bad-message" | "unknown-message" | "unknown-item" | "wrong-state" | "missing-value" | "failure";

export type ReceivedFaultFaultCode =
  | "bad-message"
  | "unknown-message"
  | "unknown-item"
  | "wrong-state"
  | "missing-value"
  | "failure"
  | (string & {});

export interface FaultFaultAbout {
  readonly message?: string;
  readonly credential?: Identity;
  readonly delivery?: Identity;
}

export interface Identity {
  /** Rules: minLength 1. */
  readonly id: string;
  readonly issuer?: string;
}

/** Checks `fault` before it is sent: what the contract does not name is refused. */
export const validateFault: Validator<Fault> =
  /* @__PURE__ */ validator<Fault>(strict);

/** Checks `fault` that has arrived: only what the vendor has said. What breaks a guess about its kind of value is left out. */
export const validateReceivedFault: Validator<ReceivedFault> =
  /* @__PURE__ */ receivedValidator<ReceivedFault>(tolerant);
