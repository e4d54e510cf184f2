import type { Schema } from "./schema.ts";
import { type ElementDeclaration, expandedName, type TypeIndex } from "./schema-model.ts";
import type { XmlAttribute, XmlStartTag } from "./xml-handler.ts";

const xsiNamespace = "http://www.w3.org/2001/XMLSchema-instance";
const alwaysAllowed = new Set(["type", "nil", "schemaLocation", "noNamespaceSchemaLocation"]);

/** An issue of one of XML Schema's own attributes. */
export interface XsiFault {
  readonly keyword: "xsi:type" | "xsi:nil";
  readonly expected: string;
  readonly message: string;
}

/** Returns whether an attribute is one of XML Schema's own, which every element may have. */
export function isXsiAttribute({ namespace, local }: XmlAttribute): boolean {
  return namespace === xsiNamespace && alwaysAllowed.has(local);
}

/** Returns the type that `xsi:type` names instead of the declared one; `undefined` without such an attribute. */
export function xsiType(
  schema: Schema,
  tag: XmlStartTag,
  declaration: ElementDeclaration | undefined,
): TypeIndex | XsiFault | undefined {
  const value = xsiValue(tag, "type");
  if (value === undefined) return undefined;
  const match = /^(?:([^:\s]+):)?([^:\s]+)$/.exec(value);
  const namespace =
    match === null ? undefined : (tag.resolve(match[1] ?? "") ?? (match[1] === undefined ? "" : undefined));
  const named = namespace === undefined ? undefined : schema.typeNames.get(expandedName(namespace, match?.[2] ?? ""));
  if (named === undefined)
    return { keyword: "xsi:type", expected: "a type of the schema", message: "xsi:type names no type of the schema" };
  if (declaration === undefined) return named;
  const type = schema.typeAt(declaration.type);
  const blocked = [...(declaration.block ?? []), ...(type.kind === "complex" ? (type.block ?? []) : [])];
  if (!schema.isDerived(named, declaration.type, blocked))
    return {
      keyword: "xsi:type",
      expected: "a type derived from the element's",
      message: "xsi:type is not derived from the element's type",
    };
  return named;
}

/** Returns whether `xsi:nil` makes an element nil, and the issues with that. */
export function xsiNil(
  tag: XmlStartTag,
  declaration: ElementDeclaration | undefined,
): { readonly nil: boolean; readonly faults: readonly XsiFault[] } {
  const value = xsiValue(tag, "nil");
  if (value === undefined) return notNil;
  const faults: XsiFault[] = [];
  const fault = (expected: string, message: string): void => {
    faults.push({ keyword: "xsi:nil", expected, message });
  };
  if (!/^(?:true|false|1|0)$/.test(value)) fault("true or false", "xsi:nil must be true or false");
  else if (declaration !== undefined && declaration.nillable !== true)
    fault("no xsi:nil", `<${tag.local}> is not nillable`);
  const nil = value === "true" || value === "1";
  if (nil && declaration?.fixed !== undefined)
    fault("no xsi:nil", `<${tag.local}> has a fixed value and cannot be nil`);
  return { nil, faults };
}

const notNil = { nil: false, faults: [] } as const;

function xsiValue(tag: XmlStartTag, name: string): string | undefined {
  const attribute = tag.attributes.find(({ namespace, local }) => namespace === xsiNamespace && local === name);
  return attribute?.value.replace(/^[ \t\n\r]+|[ \t\n\r]+$/g, "");
}
