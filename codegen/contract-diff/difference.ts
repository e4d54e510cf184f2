import type { Place } from "../asyncapi/model/schema.ts";
import type { RuleId } from "./rules.ts";

/** One difference between two contracts, before it is known for whom it matters. */
export interface Difference {
  readonly rule: RuleId;
  /** Where it stands in the new contract; in the old one for what is gone. */
  readonly at: Place;
  /** What exactly, such as `countryCode` or `maxLength 2 → 3`. */
  readonly detail: string;
}
