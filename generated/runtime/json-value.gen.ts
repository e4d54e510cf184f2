// Copied from codegen/runtime/json-value.ts.
// Do not edit: change the source and run `npm run generate`.

/** Any value that JSON can hold. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };
