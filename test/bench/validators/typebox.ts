import { Compile } from "typebox/compile";
import { schema } from "./schema.ts";

/** The request message, compiled by typebox when the program starts. */
const compiled = Compile(schema);

/** Validates with every issue, as the others do. */
export function isRequest(value: unknown): boolean {
  return compiled.Check(value) || compiled.Errors(value).length === 0;
}

/** Validates without saying why not. */
export function isRequestOnly(value: unknown): boolean {
  return compiled.Check(value);
}
