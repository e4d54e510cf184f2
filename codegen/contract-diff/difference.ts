import type { Place } from "../asyncapi/model/schema.ts";
import type { RuleId } from "./rules.ts";

/** One difference between two contracts, before its consequences are known. */
export interface Difference {
  readonly rule: RuleId;
  /** Its place in the new contract; for a removed part, in the old one. */
  readonly at: Place;
  /** The details, such as `countryCode` or `maxLength 2 → 3`. */
  readonly detail: string;
}
