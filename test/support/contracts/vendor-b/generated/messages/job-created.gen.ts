// Generated from test/support/contracts/vendor-b/asyncapi.yaml (sha256 25c2930a52d24d9550216c5effa793b66a726623794bc9fa979bdd76a5259a53).
// Do not edit: change the source and run `npm run generate`.

import { receivedValidator, type Validator, validator } from "../../../../../../src/validation/index.ts";
import { strict, tolerant } from "../validators/job-created.gen.ts";

export interface JobCreated {
  readonly tenant: Tenant;
  readonly job: JobCreatedJob;
}

export interface Tenant {
  readonly id: string;
}

export interface JobCreatedJob {
  readonly delivery: JobCreatedJobDelivery;
  readonly credential: JobCreatedJobCredential;
}

export interface JobCreatedJobDelivery {
  readonly id: string;
  readonly receiver?: JobCreatedJobDeliveryReceiver;
}

export interface JobCreatedJobDeliveryReceiver {
  readonly name?: string;
  readonly street?: string;
  readonly town?: string;
}

export interface JobCreatedJobCredential {
  readonly identity: Identity;
  readonly layout?: JobCreatedJobCredentialLayout;
  /** What is to be read from the credential and reported. */
  readonly readBack?: readonly JobCreatedJobCredentialReadBackItem[];
}

export interface Identity {
  /** Rules: minLength 1. */
  readonly id: string;
  readonly issuer?: string;
}

export interface JobCreatedJobCredentialLayout {
  /** Rules: integer. */
  readonly number?: number;
  readonly fields?: readonly NamedValue[];
}

export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

export interface JobCreatedJobCredentialReadBackItem {
  readonly name: string;
}

/** Checks `job.created` before it is sent: what the contract does not name is refused. */
export const validateJobCreated: Validator<JobCreated> =
  /* @__PURE__ */ validator<JobCreated>(strict);

/** Checks `job.created` that has arrived: only what the vendor has said. What breaks a guess about its kind of value is left out. */
export const validateReceivedJobCreated: Validator<JobCreated> =
  /* @__PURE__ */ receivedValidator<JobCreated>(tolerant);
