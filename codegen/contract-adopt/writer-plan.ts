import type { Role } from "./roles.ts";

/** A value that a writer is called with. */
export interface Variable {
  readonly name: string;
  readonly from: "first" | "report";
  /** It may be undefined. */
  readonly isOptional?: boolean;
}

/** What a writer of a role is called with, and what becomes of a field that nothing fills. */
export interface WriterPlan {
  /** The member of the binding, such as `cardProduced`. */
  readonly name: string;
  readonly role: Role;
  /** The name of the type alias. */
  readonly alias: string;
  /** What it gets beside `make`; the second, where there is one, is the report. */
  readonly variables: readonly Variable[];
  /** `report`: the report has to say it; `decide`: nothing is known of it; `invent`: any value will do. */
  readonly rest: "report" | "decide" | "invent";
}
