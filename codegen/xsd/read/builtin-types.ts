import type { Primitive, SimpleTypeDefinition } from "../../../src/xml/schema-model.ts";

/** The namespace of XML Schema itself. */
export const xsdNamespace = "http://www.w3.org/2001/XMLSchema";

/**
 * A built-in simple type: its base and its restrictions. In the list, a base comes before the types derived from it.
 */
export interface BuiltinType
  extends Omit<SimpleTypeDefinition, "kind" | "base" | "item" | "primitive" | "whiteSpace" | "patterns"> {
  readonly name: string;
  readonly base?: string;
  readonly primitive?: Primitive;
  readonly whiteSpace?: SimpleTypeDefinition["whiteSpace"];
  /** An XSD pattern of its own. */
  readonly pattern?: string;
  /** The name of its items' type, for a list. */
  readonly itemName?: string;
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
  { name: "ID", base: "NCName", identity: "ID" },
  { name: "IDREF", base: "NCName", identity: "IDREF" },
  { name: "ENTITY", base: "NCName", identity: "ENTITY" },
  { name: "anyURI", base: "anySimpleType", primitive: "anyURI", whiteSpace: "collapse" },
  { name: "QName", base: "anySimpleType", primitive: "QName", whiteSpace: "collapse" },
  { name: "float", base: "anySimpleType", primitive: "float", whiteSpace: "collapse" },
  { name: "double", base: "anySimpleType", primitive: "double", whiteSpace: "collapse" },
  { name: "duration", base: "anySimpleType", primitive: "duration", whiteSpace: "collapse" },
  { name: "gYearMonth", base: "anySimpleType", primitive: "gYearMonth", whiteSpace: "collapse" },
  { name: "gYear", base: "anySimpleType", primitive: "gYear", whiteSpace: "collapse" },
  { name: "gMonthDay", base: "anySimpleType", primitive: "gMonthDay", whiteSpace: "collapse" },
  { name: "gDay", base: "anySimpleType", primitive: "gDay", whiteSpace: "collapse" },
  { name: "gMonth", base: "anySimpleType", primitive: "gMonth", whiteSpace: "collapse" },
  { name: "hexBinary", base: "anySimpleType", primitive: "hexBinary", whiteSpace: "collapse" },
  { name: "base64Binary", base: "anySimpleType", primitive: "base64Binary", whiteSpace: "collapse" },
  { name: "NMTOKENS", base: "anySimpleType", whiteSpace: "collapse", minLength: 1, itemName: "NMTOKEN" },
  { name: "IDREFS", base: "anySimpleType", whiteSpace: "collapse", minLength: 1, itemName: "IDREF" },
  { name: "ENTITIES", base: "anySimpleType", whiteSpace: "collapse", minLength: 1, itemName: "ENTITY" },
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
 * The built-in types that are not implemented. A schema that uses one is refused, but not invalid. All but `NOTATION` belong to
 * XSD 1.1.
 */
export const otherBuiltinTypes: ReadonlySet<string> = new Set(
  "NOTATION anyAtomicType dateTimeStamp dayTimeDuration yearMonthDuration error".split(" "),
);
