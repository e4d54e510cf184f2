import { describe, expect, test } from "vitest";
import { compileRecordSchema } from "../../../codegen/xsd/compile/record-schema.ts";
import { emitFiles } from "../../../codegen/xsd/emit/files.ts";
import { validateDocument } from "../../../src/xml/parse-document.ts";
import { formatOf, readAll } from "../../support/xsd/round-trip.ts";

const schemaOf = (body: string): string => `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${body}</xs:schema>`;
const element = (content: string, attributes = ""): string =>
  `<xs:element name="r"><xs:complexType>${content}${attributes}</xs:complexType></xs:element>`;
const nested = (depth: number, inner: string, bounds: string): string =>
  `<xs:sequence ${bounds}>`.repeat(depth) + inner + "</xs:sequence>".repeat(depth);
const child = '<xs:element name="a" type="xs:int"/>';
/** Generous: a bomb would take minutes or all memory. */
const within = { timeout: 20_000 };

describe("schemas made to exhaust the compiler are refused with a reason", within, () => {
  test.each([
    [
      "a large bound",
      element(`<xs:sequence>${child.replace("/>", ' maxOccurs="100000000"/>')}</xs:sequence>`),
      "occur",
    ],
    ["bounds inside bounds", element(nested(6, child, 'minOccurs="50" maxOccurs="50"')), "occur"],
    ["deep nesting", element(nested(5000, child, "")), "nested deeper"],
    [
      "a pattern of repeated repetitions",
      `<xs:element name="r"><xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="((((a?){99}){99}b?){99}){99}"/></xs:restriction></xs:simpleType></xs:element>`,
      "too many ways",
    ],
    [
      "a pattern of nested groups",
      `<xs:element name="r"><xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="${"(".repeat(50_000)}a${")".repeat(50_000)}"/></xs:restriction></xs:simpleType></xs:element>`,
      "too many ways",
    ],
    [
      "groups that contain themselves",
      `<xs:group name="g"><xs:sequence><xs:group ref="g"/></xs:sequence></xs:group>${element('<xs:group ref="g"/>')}`,
      "",
    ],
  ])("%s", (_, body, reason) => {
    expect(() => compileRecordSchema(schemaOf(body))).toThrow(reason);
  });

  test("types that contain themselves in many ways give code of bounded size", () => {
    const types = Array.from(
      { length: 30 },
      (_, i) =>
        `<xs:complexType name="t${i}"><xs:sequence>${Array.from({ length: 30 }, (__, k) => `<xs:element name="e${k}" type="t${k}" minOccurs="0"/>`).join("")}</xs:sequence></xs:complexType>`,
    ).join("");
    const list = `<xs:element name="r"><xs:complexType><xs:sequence><xs:element name="e" type="t0" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>`;
    const { files, summary } = emitFiles(compileRecordSchema(schemaOf(types + list)), "cardwright/xml");
    expect(summary.slow).toBeUndefined();
    expect(files.reduce((sum, [, text]) => sum + text.length, 0)).toBeLessThan(5_000_000);
  });
});

describe("documents made to exhaust the reader end in an error within the limits", within, () => {
  const any = formatOf(compileRecordSchema(schemaOf('<xs:element name="r"/>')));
  test.each([
    ["depth", `<r>${"<a>".repeat(100_000)}`, "nested deeper than the limit of 64"],
    [
      "attributes",
      `<r ${Array.from({ length: 10_000 }, (_, i) => `a${i}="1"`).join(" ")}/>`,
      "more attributes than the limit",
    ],
    [
      "namespaces",
      `<r ${Array.from({ length: 10_000 }, (_, i) => `xmlns:n${i}="urn:${i}"`).join(" ")}/>`,
      "more attributes than the limit",
    ],
    ["one text", `<r>${"x".repeat(2_000_000)}</r>`, "longer than the limit"],
    ["entities", '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><r>&b;</r>', "Document type declarations"],
  ])("%s", (_, text, problem) => {
    expect(readAll(any, text)).toContain(problem);
  });

  test("a type that may contain itself is read strictly where it is nested deeper than generated code goes", () => {
    const format = formatOf(
      compileRecordSchema(
        schemaOf(`<xs:element name="l"><xs:complexType><xs:sequence><xs:element name="e" type="t" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>
        <xs:complexType name="t"><xs:sequence><xs:element name="e" type="t" minOccurs="0"/></xs:sequence></xs:complexType>`),
      ),
    );
    expect(readAll(format, `<l>${"<e>".repeat(60)}${"</e>".repeat(60)}</l>`)).toHaveLength(2);
    expect(readAll(format, `<l>${"<e>".repeat(90)}${"</e>".repeat(90)}</l>`)).toContain("nested deeper");
  });

  test("more keys than are kept in memory", () => {
    const schema = formatOf(
      compileRecordSchema(
        schemaOf(`<xs:element name="r"><xs:complexType><xs:sequence><xs:element name="k" type="xs:int" maxOccurs="unbounded"/></xs:sequence></xs:complexType>
        <xs:unique name="u"><xs:selector xpath="k"/><xs:field xpath="."/></xs:unique></xs:element>`),
      ),
    ).schema;
    const keys = Array.from({ length: (1 << 20) + 2 }, (_, i) => `<k>${i}</k>`).join("");
    expect(() => validateDocument(schema, Buffer.from(`<r>${keys}</r>`))).toThrow("keys");
  });
});
