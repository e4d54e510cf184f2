// Generated from test/support/contracts/vendor-b/asyncapi.yaml (sha256 25c2930a52d24d9550216c5effa793b66a726623794bc9fa979bdd76a5259a53).
// Do not edit: change the source and run `npm run generate`.

import { receivedValidator, type Validator, validator } from "../../../../../../src/validation/index.ts";
import { strict, tolerant } from "../validators/credential-produced.gen.ts";

export interface CredentialProduced {
  readonly tenant: Tenant;
  readonly credential: CredentialProducedCredential;
}

export interface Tenant {
  readonly id: string;
}

export interface CredentialProducedCredential {
  readonly identity: Identity;
  readonly delivery: Identity;
  /** Rules: format date-time. */
  readonly at?: string;
  readonly readBack: readonly NamedValue[];
}

export interface Identity {
  /** Rules: minLength 1. */
  readonly id: string;
  readonly issuer?: string;
}

export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** Checks `credential.produced` before it is sent: what the contract does not name is refused. */
export const validateCredentialProduced: Validator<CredentialProduced> =
  /* @__PURE__ */ validator<CredentialProduced>(strict);

/** Checks `credential.produced` that has arrived: only what the vendor has said. What breaks a guess about its kind of value is left out. */
export const validateReceivedCredentialProduced: Validator<CredentialProduced> =
  /* @__PURE__ */ receivedValidator<CredentialProduced>(tolerant);
