import { bounded } from "./bounded.ts";

// The class of an error may be the application's; its name is one word, so that no data hides in it.
const className = /^[A-Za-z_$][\w$]{0,63}$/;
const codeForm = /^[A-Za-z][\w.-]{0,63}$/;

// An application may make up as many codes as it likes.
const limited = bounded(200);

/** The value of the attribute `error.type`: the code of an error, else the name of its class. Never its message. */
export function errorType(error: unknown): string {
  if (typeof error !== "object" || error === null) return "_OTHER";
  const { code } = error as { readonly code?: unknown };
  if (typeof code === "string" && codeForm.test(code)) return limited(code);
  const name = (error.constructor as { readonly name?: unknown } | undefined)?.name;
  return typeof name === "string" && className.test(name) ? limited(name) : "_OTHER";
}
