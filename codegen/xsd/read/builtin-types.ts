import type { Primitive, SimpleTypeDefinition } from "../../../src/xml/schema-model.ts";

/** The namespace of XML Schema itself. */
export const xsdNamespace = "http://www.w3.org/2001/XMLSchema";

/**
 * A built-in simple type: its base and its restrictions. In the list, a base comes before the types derived from it.
 */
export interface BuiltinType
  extends Omit<SimpleTypeDefinition, "kind" | "base" | "primitive" | "whiteSpace" | "patterns"> {
  readonly name: string;
  readonly base?: string;
  readonly primitive?: Primitive;
  readonly whiteSpace?: SimpleTypeDefinition["whiteSpace"];
  /** An XSD pattern of its own. */
  readonly pattern?: string;
}

/** The built-in types that are implemented (XML Schema part 2, section 3). */
export const builtinTypes: readonly BuiltinType[] = [
  { name: "anySimpleType", primitive: "any", whiteSpace: "preserve" },
  { name: "string", base: "anySimpleType", primitive: "string" },
  { name: "normalizedString", base: "string", whiteSpace: "replace" },
  { name: "token", base: "normalizedString", whiteSpace: "collapse" },
  { name: "language", base: "token", pattern: "[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*" },
  { name: "NMTOKEN", base: "token", pattern: "\\c+" },
  { name: "Name", base: "token", pattern: "\\i\\c*" },
  { name: "NCName", base: "Name", pattern: "[\\i-[:]][\\c-[:]]*" },
  { name: "boolean", base: "anySimpleType", primitive: "boolean", whiteSpace: "collapse" },
  { name: "date", base: "anySimpleType", primitive: "date", whiteSpace: "collapse" },
  { name: "dateTime", base: "anySimpleType", primitive: "dateTime", whiteSpace: "collapse" },
  { name: "time", base: "anySimpleType", primitive: "time", whiteSpace: "collapse" },
  { name: "decimal", base: "anySimpleType", primitive: "decimal", whiteSpace: "collapse" },
  { name: "integer", base: "decimal", fractionDigits: 0, pattern: "[\\-+]?[0-9]+" },
  { name: "nonPositiveInteger", base: "integer", maxInclusive: "0" },
  { name: "negativeInteger", base: "nonPositiveInteger", maxInclusive: "-1" },
  { name: "long", base: "integer", minInclusive: "-9223372036854775808", maxInclusive: "9223372036854775807" },
  { name: "int", base: "long", minInclusive: "-2147483648", maxInclusive: "2147483647" },
  { name: "short", base: "int", minInclusive: "-32768", maxInclusive: "32767" },
  { name: "byte", base: "short", minInclusive: "-128", maxInclusive: "127" },
  { name: "nonNegativeInteger", base: "integer", minInclusive: "0" },
  { name: "positiveInteger", base: "nonNegativeInteger", minInclusive: "1" },
  { name: "unsignedLong", base: "nonNegativeInteger", maxInclusive: "18446744073709551615" },
  { name: "unsignedInt", base: "unsignedLong", maxInclusive: "4294967295" },
  { name: "unsignedShort", base: "unsignedInt", maxInclusive: "65535" },
  { name: "unsignedByte", base: "unsignedShort", maxInclusive: "255" },
];

/**
 * The built-in types of XML Schema 1.0 that are not implemented. A schema that uses one is refused, but not invalid.
 */
export const otherBuiltinTypes: ReadonlySet<string> = new Set(
  (
    "float double duration gYearMonth gYear gMonthDay gDay gMonth hexBinary base64Binary anyURI QName NOTATION " +
    "ID IDREF IDREFS ENTITY ENTITIES NMTOKENS"
  ).split(" "),
);
