import { expandedName, type IdentityConstraint, type KeyPath, type KeyStep } from "../../../src/xml/schema-model.ts";
import { checkAttributes, checkChildren } from "../read/schema-syntax.ts";
import type { XmlElement } from "../read/xml-tree.ts";
import { XsdError } from "../read/xsd-error.ts";
import type { SchemaComponents } from "./components.ts";
import { allowedChildren } from "./schema-children.ts";

/** Reads `unique`, `key` and `keyref`. */
export class ConstraintCompiler {
  readonly #parts: SchemaComponents;
  readonly #byName = new Map<string, IdentityConstraint>();

  constructor(parts: SchemaComponents) {
    this.#parts = parts;
  }

  read(nodes: readonly XmlElement[]): readonly IdentityConstraint[] {
    return nodes.map((node) => this.#constraint(node));
  }

  #constraint(node: XmlElement): IdentityConstraint {
    const kind = node.local as IdentityConstraint["kind"];
    const attributes =
      kind === "keyref"
        ? checkAttributes(node, { name: "ncName", refer: "qName" })
        : { ...checkAttributes(node, { name: "ncName" }), refer: undefined };
    if (attributes.name === undefined) throw new XsdError(`<${kind}> needs a name`, node);
    if (kind === "keyref" && attributes.refer === undefined) throw new XsdError("<keyref> needs a refer", node);
    const name = expandedName(node.scope.targetNamespace, attributes.name);
    if (this.#byName.has(name))
      throw new XsdError(`The identity constraint "${attributes.name}" is declared twice`, node);
    const [selector, ...fields] = checkChildren(node, allowedChildren.constraint);
    if (selector === undefined) throw new XsdError(`<${kind}> needs a selector`, node);
    const constraint: IdentityConstraint = {
      kind,
      name,
      ...(attributes.refer !== undefined && { refer: this.#parts.resolveName(attributes.refer, node).expanded }),
      selector: readPaths(selector, false),
      fields: fields.map((field) => readPaths(field, true)),
    };
    this.#byName.set(name, constraint);
    if (constraint.refer !== undefined) {
      const { refer } = constraint;
      this.#parts.defer(() => {
        const key = this.#byName.get(refer);
        if (key === undefined || key.kind === "keyref") throw new XsdError(`Unknown key "${attributes.refer}"`, node);
        if (key.fields.length !== fields.length)
          throw new XsdError(`The key "${attributes.refer}" has ${key.fields.length} fields`, node);
      });
    }
    return constraint;
  }
}

const nameForm = "[\\p{L}_][\\p{L}\\p{M}\\p{N}._\\u00b7-]*";
const testForm = new RegExp(`^(?:\\*|(?:(${nameForm})\\s*:\\s*)?(\\*|${nameForm}))$`, "u");

/** Reads the paths of a selector or a field: the part of XPath that part 1, section 3.11.6 allows. */
function readPaths(node: XmlElement, isField: boolean): readonly KeyPath[] {
  const { xpath } = checkAttributes(node, { xpath: "any" });
  checkChildren(node, allowedChildren.annotated);
  if (xpath === undefined) throw new XsdError(`<${node.local}> needs an xpath`, node);
  return xpath.split("|").map((text) => readPath(text, isField, node));
}

function readPath(text: string, isField: boolean, node: XmlElement): KeyPath {
  const fail = (): never => {
    throw new XsdError(`"${text.trim()}" is no path that a ${node.local} may have`, node);
  };
  let rest = text.trim();
  const start = /^\.\s*\/\/\s*/.exec(rest);
  if (start !== null) rest = rest.slice(start[0].length);
  const parts = rest.split("/").map((part) => part.trim());
  const steps: KeyStep[] = [];
  for (const [i, part] of parts.entries()) {
    if (part === ".") continue;
    const attribute = /^(?:@|attribute\s*::)\s*/.exec(part);
    if (attribute !== null && (!isField || i !== parts.length - 1)) fail();
    const test = part.slice((attribute ?? /^(?:child\s*::\s*)?/.exec(part))?.[0].length ?? 0);
    const match = testForm.exec(test);
    if (match === null) return fail();
    const [, prefix, local = "*"] = match;
    const namespace = prefix === undefined ? "" : node.resolve(prefix);
    if (namespace === undefined) throw new XsdError(`The prefix "${prefix}" is not declared`, node);
    steps.push({
      axis: attribute === null ? "child" : "attribute",
      name: local === "*" && prefix === undefined ? "*" : expandedName(namespace, local),
    });
  }
  return { ...(start !== null && { deep: true }), steps };
}
