import { describe, expect, test } from "vitest";
import { compileSchema } from "../../codegen/xsd/compile/schema.ts";
import { Schema } from "../../src/xml/schema.ts";
import type { TypeIndex } from "../../src/xml/schema-model.ts";

/** Checks a text against a restriction of a built-in type. */
function check(base: string, text: string, facets = ""): boolean {
  const { model } = compileSchema(
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:simpleType name="t"><xs:restriction base="xs:${base}">${facets}</xs:restriction></xs:simpleType></xs:schema>`,
  );
  const schema = new Schema(model);
  const type = schema.simpleType(schema.typeNames.get("t") as TypeIndex);
  return type.check(type.normalize(text)) === undefined;
}

describe("the value spaces of XML Schema", () => {
  test.each([
    ["decimal", "5.", true],
    ["decimal", ".5", true],
    ["decimal", "-0", true],
    ["decimal", "1e3", false],
    ["decimal", "INF", false],
    ["decimal", "12345678901234567890123456789012345", true],
    ["decimal", "٣", false],
    ["integer", "1.0", false],
    ["integer", "+007", true],
    ["nonNegativeInteger", "-0", true],
    ["long", "9223372036854775807", true],
    ["long", "9223372036854775808", false],
    ["unsignedByte", "256", false],
    ["boolean", "1", true],
    ["boolean", "TRUE", false],
    ["date", " 2011-10-10 ", true],
    ["date", "2011-02-29", false],
    ["date", "2012-02-29", true],
    ["date", "1900-02-29", false],
    ["date", "2000-02-29", true],
    ["date", "-0004-02-29", true],
    ["date", "-0001-02-29", false],
    ["date", "0000-01-01", false],
    ["date", "02011-10-10", false],
    ["date", "9999999999-01-01", true],
    ["date", "+2011-10-10", false],
    ["date", "2011-10-10+14:00", true],
    ["date", "2011-10-10+14:01", false],
    ["dateTime", "2011-10-10T24:00:00", true],
    ["dateTime", "2011-10-10T24:00:01", false],
    ["dateTime", "2011-10-10T23:59:60", false],
    ["dateTime", "2011-10-10t03:59:00", false],
    ["dateTime", "2011-10-10T03:59:00.123456789012Z", true],
    ["time", "03:59:00-05:00", true],
    ["time", "3:59:00", false],
    ["token", "\u00a0", true],
    ["NCName", "a:b", false],
    ["NMTOKEN", "1-a", true],
    ["language", "en-GB", true],
  ])("%s %j: %s", (base, text, expected) => {
    expect(check(base, text)).toBe(expected);
  });

  test.each([
    ["decimal", "0.00123", '<xs:totalDigits value="3"/>', false],
    ["decimal", "00123.40", '<xs:totalDigits value="4"/>', true],
    ["decimal", "1.500", '<xs:fractionDigits value="1"/>', true],
    ["decimal", "01.00", '<xs:enumeration value="1.0"/>', true],
    ["decimal", "100000000000000000000.1", '<xs:maxInclusive value="100000000000000000000"/>', false],
    ["decimal", "-5", '<xs:minExclusive value="-5"/>', false],
    ["string", "😀", '<xs:length value="1"/>', true],
    ["token", "  a  b ", '<xs:length value="3"/>', true],
    ["normalizedString", "a\nb", '<xs:pattern value="a b"/>', true],
    ["string", "b", '<xs:pattern value="a"/><xs:pattern value="b"/>', true],
    ["dateTime", "2011-10-10T24:00:00Z", '<xs:minInclusive value="2011-10-11T00:00:00Z"/>', true],
    ["dateTime", "2011-10-10T12:00:00", '<xs:minInclusive value="2011-10-10T00:00:00Z"/>', false],
    ["dateTime", "2011-10-11T14:00:01", '<xs:minInclusive value="2011-10-11T00:00:00Z"/>', true],
    ["dateTime", "2011-10-10T00:00:00+01:00", '<xs:enumeration value="2011-10-09T23:00:00Z"/>', true],
    ["date", "2011-10-10", '<xs:enumeration value="2011-10-10Z"/>', false],
    ["time", "24:00:00", '<xs:enumeration value="00:00:00"/>', true],
  ])("%s %j with %s: %s", (base, text, facets, expected) => {
    expect(check(base, text, facets)).toBe(expected);
  });
});
