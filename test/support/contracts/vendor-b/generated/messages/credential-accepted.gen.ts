// Generated from test/support/contracts/vendor-b/asyncapi.yaml (sha256 25c2930a52d24d9550216c5effa793b66a726623794bc9fa979bdd76a5259a53).
// Do not edit: change the source and run `npm run generate`.

import { receivedValidator, type Validator, validator } from "../../../../../../src/validation/index.ts";
import { strict, tolerant } from "../validators/credential-accepted.gen.ts";

export interface CredentialAccepted {
  readonly credential: CredentialAcceptedCredential;
}

export interface CredentialAcceptedCredential {
  readonly identity: Identity;
}

export interface Identity {
  /** Rules: minLength 1. */
  readonly id: string;
  readonly issuer?: string;
}

/** Checks `credential.accepted` before it is sent: what the contract does not name is refused. */
export const validateCredentialAccepted: Validator<CredentialAccepted> =
  /* @__PURE__ */ validator<CredentialAccepted>(strict);

/** Checks `credential.accepted` that has arrived: only what the vendor has said. What breaks a guess about its kind of value is left out. */
export const validateReceivedCredentialAccepted: Validator<CredentialAccepted> =
  /* @__PURE__ */ receivedValidator<CredentialAccepted>(tolerant);
