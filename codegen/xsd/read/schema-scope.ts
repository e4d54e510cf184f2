/** The ways to derive a type, and to stand in for an element, that `block` and `final` can exclude. */
export type Exclusion = "extension" | "restriction" | "substitution" | "list" | "union";

/** What a schema document says about all its parts. It is filled in when the attributes of its root are read. */
export class SchemaScope {
  readonly file: string;
  targetNamespace = "";
  elementsQualified = false;
  attributesQualified = false;
  blockDefault = "";
  finalDefault = "";
  /** Set for a document without a namespace that is included in one with a namespace, and takes it over. */
  isChameleon = false;
  /** The namespaces that it imports; "" is the absent one. */
  readonly imports: Set<string> = new Set();

  constructor(file: string) {
    this.file = file;
  }
}

/** Returns what a `block` or `final` attribute excludes, of what can be excluded there. */
export function exclusions<T extends Exclusion>(
  text: string | undefined,
  byDefault: string,
  possible: readonly T[],
): ReadonlySet<T> {
  const value = text ?? byDefault;
  return value === "#all" ? new Set(possible) : new Set(possible.filter((one) => value.split(" ").includes(one)));
}
