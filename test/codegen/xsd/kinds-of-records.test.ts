import { describe, expect, test } from "vitest";
import { compileRecordSchema, type RecordChoice } from "../../../codegen/xsd/compile/record-schema.ts";
import { generateFromXsd } from "../../../codegen/xsd/index.ts";
import { readRecords, writeRecords } from "../../../src/xml/index.ts";
import { generatedFrom } from "../../support/generated-format.ts";
import { formatOf, readAll, roundTrip, writeAll } from "../../support/xsd/round-trip.ts";

/** A schema whose root holds a content model; the elements are in the namespace `urn:k`. */
const schemaOf = (content: string, attributes = ""): string =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:k" targetNamespace="urn:k" elementFormDefault="qualified">
   <xs:element name="orders"><xs:complexType>${content}${attributes}</xs:complexType></xs:element>
   <xs:complexType name="Change"><xs:sequence><xs:element name="reason" type="xs:token"/></xs:sequence>
     <xs:attribute name="number" type="xs:int" use="required"/></xs:complexType>
   <xs:element name="entry" abstract="true"/>
   <xs:element name="order" substitutionGroup="entry"><xs:complexType><xs:sequence>
     <xs:element name="line" type="xs:token" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>
   <xs:element name="return" type="Change" substitutionGroup="entry"/>
   <xs:element name="cancel" type="Change" substitutionGroup="entry"/></xs:schema>`;
const kinds = '<xs:element ref="order"/><xs:element ref="return"/><xs:element ref="cancel"/>';
const choice = (occurs: string): string => `<xs:choice ${occurs}>${kinds}</xs:choice>`;
const around = (list: string): string =>
  `<xs:sequence><xs:element name="sent" type="xs:date"/>${list}<xs:element name="count" type="xs:int"/></xs:sequence>`;
const any = 'minOccurs="0" maxOccurs="unbounded"';
const version = '<xs:attribute name="version" type="xs:string"/>';
const compile = (content: string, options: RecordChoice = {}, attributes = "") =>
  compileRecordSchema(schemaOf(content, attributes), { root: "orders", ...options });

const entries =
  '<return number="2"><reason>late</reason></return><order><line>a</line><line>b</line></order>' +
  '<cancel number="3"><reason>none</reason></cancel><order><line>c</line></order>';
const values = [
  { $kind: "return", number: 2, reason: "late" },
  { $kind: "order", line: ["a", "b"] },
  { $kind: "cancel", number: 3, reason: "none" },
  { $kind: "order", line: ["c"] },
];

describe("a list of several kinds of records", () => {
  test.each([
    ["a repeated choice", `<xs:sequence>${choice(any)}</xs:sequence>`],
    ["a repeated choice of its own", choice(any)],
    ["a choice with a bound", choice('maxOccurs="40"')],
    ["a substitution group", `<xs:sequence><xs:element ref="entry" ${any}/></xs:sequence>`],
  ])("is read and written one by one: %s", (_, content) => {
    const compiled = compile(content);
    expect(compiled.kinds?.map(({ kind }) => kind).sort()).toEqual(["cancel", "order", "return"]);
    expect([compiled.isWhole, compiled.envelope]).toEqual([false, undefined]);
    const format = formatOf(compiled);
    for (const piece of [1, 7, 1 << 16])
      expect(readAll(format, `<orders xmlns="urn:k">${entries}</orders>`, piece)).toEqual([undefined, ...values]);
    const written = writeAll(format, [undefined, ...values], 0);
    expect(written.text).toContain(`<orders xmlns="urn:k">${entries}</orders>`);
    expect(readAll(format, `<orders xmlns="urn:k"><order/></orders>`)).toContain("line");
    expect(readAll(format, `<orders xmlns="urn:k"><other/></orders>`)).toContain("other");
  });

  test("may have something around it, and be deeper", () => {
    const list = `<xs:element name="list"><xs:complexType>${choice(any)}</xs:complexType></xs:element>`;
    for (const [content, before, after, names] of [
      [around(choice(any)), "", "", ["{urn:k}orders"]],
      [around(list), "<list>", "</list>", ["{urn:k}orders", "{urn:k}list"]],
    ] as const) {
      const compiled = compile(content, {}, version);
      expect(compiled.envelope?.path).toEqual(names);
      const format = formatOf(compiled);
      const text = `<orders xmlns="urn:k" version="1"><sent>2026-01-02</sent>${before}${entries}${after}<count>4</count></orders>`;
      const envelope = { version: "1", sent: "2026-01-02", count: 4, ...(before !== "" && { list: {} }) };
      for (const piece of [1, 1 << 16]) expect(readAll(format, text, piece)).toEqual([envelope, ...values]);
      expect(writeAll(format, [envelope, ...values], 0).text).toContain(text);
    }
  });

  test("is refused with a record that does not say a known kind, or does not fit it", () => {
    const format = formatOf(compile(choice(any)));
    for (const record of [{ line: ["a"] }, { $kind: "other", line: ["a"] }, undefined, "order"])
      expect(writeAll(format, [undefined, record]).issue).toContain("/$kind is wrong: expected one of");
    expect(writeAll(format, [undefined, { $kind: "return", line: ["a"] }]).issue).toContain("/line");
  });

  test("may have an order, which reading and writing keep", () => {
    const each = (occurs: string): string => kinds.replaceAll("/>", ` ${occurs}/>`);
    const [order, back, cancel] = [values[1], values[0], values[2]];
    const compiled = compile(`<xs:sequence>${each(any)}</xs:sequence>`);
    expect([compiled.isWhole, compiled.envelope, compiled.kinds?.length]).toEqual([false, undefined, 3]);
    const format = formatOf(compiled);
    const written = writeAll(format, [undefined, order, order, back, cancel], 0).text;
    for (const piece of [1, 1 << 16])
      expect(readAll(format, written, piece)).toEqual([undefined, order, order, back, cancel]);
    expect(writeAll(format, [undefined, back, order]).issue).toBe(
      ": <order> may not come here: expected <return> or <cancel> or the end of the records",
    );
    expect(readAll(format, written.replace("</orders>", "<order><line>a</line></order></orders>"))).toContain("order");
    // One of each at least, or records of only one kind.
    const atLeast = formatOf(compile(`<xs:sequence>${each('maxOccurs="unbounded"')}</xs:sequence>`));
    expect(writeAll(atLeast, [undefined, order, back]).issue).toContain("the end of the records may not come here");
    expect(writeAll(atLeast, [undefined, order, back, cancel]).issue).toBeUndefined();
    const oneKind = formatOf(compile(`<xs:choice>${each(any)}</xs:choice>`));
    expect(writeAll(oneKind, [undefined, order, order]).issue).toBeUndefined();
    expect(writeAll(oneKind, [undefined, order, back]).issue).toContain("<return> may not come here");
  });

  test("may have other elements between its parts, which are written in their places", () => {
    const one = (name: string, occurs = any): string => `<xs:element ref="${name}" ${occurs}/>`;
    const int = (name: string): string => `<xs:element name="${name}" type="xs:int" minOccurs="0"/>`;
    const content = `<xs:sequence>${int("a")}${one("order")}${int("b")}${one("return", 'maxOccurs="2"')}${int("c")}</xs:sequence>`;
    const format = formatOf(compile(content));
    const [order, back] = [values[1], values[0]];
    const entry = {
      order: "<order><line>a</line><line>b</line></order>",
      back: entries.slice(0, entries.indexOf("<order>")),
    };
    const numbers = { a: "<a>1</a>", b: "<b>2</b>", c: "<c>3</c>" };
    const text = (...parts: readonly string[]): string => `<orders xmlns="urn:k">${parts.join("")}</orders>`;
    for (const [envelope, records, document] of [
      [{ a: 1, b: 2, c: 3 }, [order, back], text(numbers.a, entry.order, numbers.b, entry.back, numbers.c)],
      [{ b: 2, c: 3 }, [back], text(numbers.b, entry.back, numbers.c)],
      [{ a: 1 }, [order, order, back], text(numbers.a, entry.order, entry.order, entry.back)],
    ] as const) {
      for (const piece of [1, 1 << 16]) expect(readAll(format, document, piece)).toEqual([envelope, ...records]);
      expect(writeAll(format, [envelope, ...records], 0).text).toContain(document);
    }
    expect(writeAll(format, [{ b: 2 }, order]).issue).toContain("the end of the records may not come here");
    expect(writeAll(format, [{}, back, back, back]).issue).toContain("<return> may not come here");
  });

  test("is read as a whole where what comes between the records has no place of its own", () => {
    const note = '<xs:element name="note" type="xs:string"/>';
    const wildcard = (namespace: string): string => `<xs:any namespace="${namespace}" processContents="skip"/>`;
    for (const [content, why] of [
      [`<xs:choice ${any}>${kinds}${note}</xs:choice>`, "<note> may come before and after <order>"],
      [
        `<xs:sequence>${choice(any)}<xs:sequence minOccurs="0">${note}${choice(any)}</xs:sequence></xs:sequence>`,
        "<note> may come before and after <order>",
      ],
      [
        `<xs:choice ${any}>${kinds}${wildcard("##other")}</xs:choice>`,
        "what a wildcard allows may come before and after",
      ],
      [
        `<xs:sequence>${choice(any)}${note}${wildcard("##any")}</xs:sequence>`,
        "a wildcard allows other elements of the name",
      ],
      [
        `<xs:choice><xs:sequence>${note}<xs:element name="sent" type="xs:date"/>${choice(any)}</xs:sequence>
         <xs:sequence><xs:element name="sent" type="xs:date"/>${note}</xs:sequence></xs:choice>`,
        undefined,
      ],
    ] as const) {
      const compiled = compile(content);
      expect(compiled.whyWhole?.slice(0, why?.length), content).toBe(why);
      expect(compiled.isWhole, content).toBe(why !== undefined);
    }
  });

  test("is chosen by the names of all kinds", () => {
    const content = around(choice(any));
    expect(compile(content, { record: "cancel|order|return" }).kinds).toHaveLength(3);
    for (const [record, why] of [
      ["order", "<return> may come before and after <order>"],
      ["order|return", "<cancel> may come before and after <order>"],
      ["order|return|cancel|other", "<orders> has no such children"],
    ] as const)
      expect(() => compile(content, { record })).toThrow(
        `There are no records at ${record} that can be read one by one: ${why}`,
      );
  });

  test.each([choice(any), around(choice('minOccurs="0" maxOccurs="30"')), around(kinds.replaceAll("/>", ` ${any}/>`))])(
    "is read back as it was written, for documents made at random",
    (content) => {
      const report = roundTrip(compile(content), { seed: 3, count: 60 });
      expect(report.problems).toEqual([]);
      expect(report.valid).toBeGreaterThan(30);
    },
  );

  test("is read and written by what is generated", async () => {
    using entries = await generatedFrom(new URL("../../support/xsd/schemas/entries.xsd", import.meta.url));
    const records = [
      { $kind: "Sale", amount: 5 },
      { $kind: "Refund", of: "a" },
      { $kind: "Sale", amount: 7 },
    ];
    const parts = await Array.fromAsync(writeRecords(entries.format, records, { envelope: { day: "2026-01-02" } }));
    const read = await Array.fromAsync(readRecords(entries.format, parts));
    expect(read.map(({ value }) => value)).toEqual(records);
    const checked = await Array.fromAsync(readRecords(entries.format, parts, { values: false }));
    expect(checked.map(({ value, issues }) => [value, issues])).toEqual(records.map(() => [undefined, []]));
  });

  test("becomes a union of types that are told apart by their kind", async () => {
    const source = { path: "orders.xsd", text: schemaOf(around(choice(any))) };
    const notes: string[] = [];
    const files = await generateFromXsd(source, { root: "orders", readme: true, onNote: (note) => notes.push(note) });
    const textOf = (name: string): string => files.find(({ path }) => path === `orders/${name}`)?.text ?? "";
    expect(textOf("types.gen.ts")).toContain('  | (Change & { readonly $kind: "return" })');
    expect(textOf("README.md")).toContain("`orders/order|return|cancel`");
    expect(notes).toEqual([]);
  });
});
