import type { Spot } from "./open-element.ts";
import { type IdentityConstraint, type KeyPath, type KeyStep, localName, namespaceOf } from "./schema-model.ts";
import { XmlError } from "./xml-error.ts";

/** The most keys that are kept at once. */
const maxKeys = 1 << 20;

/** What a field may find at the end of an element. */
export interface FieldValue {
  /** The same text for equal values; absent for an element that is nil or whose value is not known. */
  readonly key: string | undefined;
  /** Whether the element has a simple type, or simple content. */
  readonly isSimple: boolean;
  readonly isNillable: boolean;
}

/** An element that a selector found, and the values of its fields so far. */
interface Target {
  readonly scope: Scope;
  readonly spot: Spot;
  readonly depth: number;
  readonly values: (string | undefined)[];
  readonly found: boolean[];
  isBroken: boolean;
}

/** An identity constraint at work: from the start to the end of the element that declares it. */
interface Scope {
  readonly constraint: IdentityConstraint;
  readonly spot: Spot;
  readonly depth: number;
  readonly keys: Set<string>;
  /** Of a `keyref`: the places that refer to keys. */
  readonly references: { readonly key: string; readonly spot: Spot }[];
  /** Of a `keyref`: the keys of constraints below; a key that is there twice refers to nothing. */
  readonly available: Map<string, number>;
}

/** Reports that an identity constraint is broken. */
export type KeyReport = (spot: Spot, keyword: string, expected: string, message: string) => void;

/** Checks `unique`, `key` and `keyref` while a document is read. Its memory grows with the number of keys. */
export class KeyChecker {
  readonly #report: KeyReport;
  readonly #path: string[] = [];
  readonly #scopes: Scope[] = [];
  #targets: Target[] = [];
  #kept = 0;

  constructor(report: KeyReport) {
    this.#report = report;
  }

  start(spot: Spot, name: string, constraints: readonly IdentityConstraint[] | undefined): void {
    this.#path.push(name);
    const depth = this.#path.length;
    for (const constraint of constraints ?? [])
      this.#scopes.push({ constraint, spot, depth, keys: new Set(), references: [], available: new Map() });
    for (const scope of this.#scopes) {
      if (!scope.constraint.selector.some((path) => this.#matches(path, scope.depth))) continue;
      const { length } = scope.constraint.fields;
      this.#targets.push({
        scope,
        spot,
        depth,
        values: new Array(length).fill(undefined),
        found: new Array(length).fill(false),
        isBroken: false,
      });
    }
  }

  attribute(name: string, key: string): void {
    for (const target of this.#targets)
      for (const [i, paths] of target.scope.constraint.fields.entries())
        if (paths.some((path) => this.#matches(path, target.depth, name)))
          this.#found(target, i, { key, isSimple: true, isNillable: false });
  }

  /** Ends an element. `value` is asked for only if a field wants it. */
  end(value: () => FieldValue): void {
    const depth = this.#path.length;
    for (const target of this.#targets)
      for (const [i, paths] of target.scope.constraint.fields.entries())
        if (paths.some((path) => this.#matches(path, target.depth))) this.#found(target, i, value());
    if (this.#targets.some((target) => target.depth === depth)) {
      for (const target of this.#targets) if (target.depth === depth) this.#complete(target);
      this.#targets = this.#targets.filter((target) => target.depth !== depth);
    }
    while (this.#scopes.at(-1)?.depth === depth) this.#close(depth);
    this.#path.pop();
  }

  #found(target: Target, field: number, { key, isSimple, isNillable }: FieldValue): void {
    const { constraint } = target.scope;
    const name = localName(constraint.name);
    const fail = (expected: string, message: string): void => {
      target.isBroken = true;
      this.#report(target.spot, constraint.kind, expected, message);
    };
    if (target.found[field] === true)
      fail("one value", `a field of the ${constraint.kind} "${name}" has several values`);
    else if (!isSimple) fail("a simple value", `a field of the ${constraint.kind} "${name}" is no simple value`);
    else if (isNillable && constraint.kind === "key")
      fail("an element that cannot be nil", `a field of the key "${name}" can be nil`);
    target.found[field] = true;
    target.values[field] = key;
  }

  #complete({ scope, spot, values, isBroken }: Target): void {
    const { constraint } = scope;
    if (isBroken) return;
    const name = localName(constraint.name);
    if (values.includes(undefined)) {
      if (constraint.kind === "key")
        this.#report(spot, "key", "every field of the key", `the key "${name}" is incomplete`);
      return;
    }
    const key = JSON.stringify(values);
    this.#kept++;
    if (this.#kept > maxKeys)
      throw new XmlError("XML_LIMIT", `The document has more than ${maxKeys} keys`, spot.start.line, spot.start.column);
    if (constraint.kind === "keyref") scope.references.push({ key, spot });
    else if (scope.keys.has(key))
      this.#report(
        spot,
        constraint.kind,
        "a value that no other element has",
        `the ${constraint.kind} "${name}" occurs twice`,
      );
    else scope.keys.add(key);
  }

  /** Closes all scopes of an element: keys first, since references beside them may mean them. */
  #close(depth: number): void {
    const closing: Scope[] = [];
    while (this.#scopes.at(-1)?.depth === depth) closing.push(...this.#scopes.splice(-1));
    for (const { constraint, keys, references } of closing) {
      this.#kept -= keys.size + references.length;
      if (constraint.kind === "keyref") continue;
      for (const other of [...closing, ...this.#scopes]) {
        if (other.constraint.refer !== constraint.name) continue;
        for (const key of keys) other.available.set(key, other.depth === depth ? -1 : this.#seen(other, key));
      }
    }
    for (const { constraint, references, available } of closing) {
      if (constraint.kind !== "keyref") continue;
      for (const { key, spot } of references) {
        const count = available.get(key) ?? 0;
        if (count !== 1 && count !== -1)
          this.#report(
            spot,
            "keyref",
            "a key of the document",
            `the keyref "${localName(constraint.name)}" finds no key`,
          );
      }
    }
  }

  #seen({ available }: Scope, key: string): number {
    const count = available.get(key) ?? 0;
    return count < 0 ? count : count + 1;
  }

  /** Whether a path leads from the element at a depth to the current one, or to an attribute of the current one. */
  #matches({ deep, steps }: KeyPath, depth: number, attribute?: string): boolean {
    const last = steps.at(-1);
    const isAttribute = last?.axis === "attribute";
    if (isAttribute !== (attribute !== undefined)) return false;
    if (isAttribute && attribute !== undefined && !matchesStep(last, attribute)) return false;
    const count = isAttribute ? steps.length - 1 : steps.length;
    const below = this.#path.length - depth;
    if (deep === true ? below < count : below !== count) return false;
    for (let i = 0; i < count; i++) {
      const step = steps[i];
      const name = this.#path[this.#path.length - count + i];
      if (step === undefined || name === undefined || !matchesStep(step, name)) return false;
    }
    return true;
  }
}

function matchesStep({ name }: KeyStep, actual: string): boolean {
  if (name === "*" || name === actual) return true;
  return name.endsWith("}*") && namespaceOf(actual) === namespaceOf(name);
}
