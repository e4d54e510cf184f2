declare const made: unique symbol;

/** A payload that was made by a {@link Make}: nothing else is taken for one. */
export interface Made<Payload> {
  readonly [made]: Payload;
}

/**
 * Every field of a payload, the optional ones with `undefined` to leave them out. So a field that is renamed, removed or
 * added in the contract is a compile error where the payload is made, even if it is optional.
 */
// `keyof Required<P>` rather than `-?`, which would take `undefined` away from projects without exactOptionalPropertyTypes.
export type EveryField<P> = P extends unknown
  ? { readonly [K in keyof Required<P>]: P[K] | (object extends Pick<P, K> ? undefined : never) }
  : never;

/** Makes a payload from all its fields; those that are `undefined` are left out. */
export type Make<P> = (fields: EveryField<P>) => Made<P>;

/**
 * Makes an object within a payload from all its fields; those that are `undefined` are left out.
 *
 * @example
 * const accessory = part<{ id: string; articleId?: string }>({ id: "A1", articleId: undefined }); // { id: "A1" }
 */
export function part<P = never>(fields: EveryField<NoInfer<P>>): P {
  // Dropping what is undefined turns "every field" into the payload's own type, which the compiler cannot follow.
  return withoutUndefined(fields) as P;
}

/** The {@link Make} of any payload: what it makes is the payload itself, known by its type alone. */
export function make<P>(fields: EveryField<P>): Made<P> {
  return withoutUndefined(fields) as Made<P>;
}

function withoutUndefined(fields: object): object {
  const kept: { [name: string]: unknown } = {};
  for (const name of Object.keys(fields)) {
    const value = (fields as { readonly [name: string]: unknown })[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}
