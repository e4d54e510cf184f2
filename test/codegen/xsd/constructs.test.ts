import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeFiles } from "../../../codegen/output.ts";
import { compileRecordSchema } from "../../../codegen/xsd/compile/record-schema.ts";
import { compileSchema } from "../../../codegen/xsd/compile/schema.ts";
import { describeStrictParts } from "../../../codegen/xsd/emit/files.ts";
import { generateFromXsd } from "../../../codegen/xsd/index.ts";
import { builtinTypes, otherBuiltinTypes } from "../../../codegen/xsd/read/builtin-types.ts";
import { XsdRefusal } from "../../../codegen/xsd/read/xsd-error.ts";
import { readRecords } from "../../../src/xml/index.ts";
import { validateDocument } from "../../../src/xml/parse-document.ts";
import { Schema } from "../../../src/xml/schema.ts";
import { xsdCoveragePage } from "../../docs/xsd-coverage-page.ts";
import { countAccepted } from "../../support/xsd/fast-law.ts";
import { GeneratedFormats } from "../../support/xsd/generated-format.ts";
import { readAll, writeAll } from "../../support/xsd/round-trip.ts";
import { type Construct, covered, documentOf, refused, strict } from "./constructs.ts";

const root = new URL("../../../", import.meta.url);
const all = Object.entries(covered).flatMap(([part, constructs]) =>
  constructs.map((construct) => ({ part, ...construct })),
);

const catalogOf =
  ({ others = {} }: Construct) =>
  ({ location }: { readonly location: string | undefined }) => {
    const text = location === undefined ? undefined : others[location];
    return text === undefined ? undefined : { path: String(location), text };
  };

/** A schema of records that hold the root of an example, and such a document. */
const listOf = (construct: Construct, document: string) => {
  const [, namespace] = /targetNamespace="([^"]*)"/.exec(construct.attributes ?? "") ?? [];
  const [reference, prefix, declaration] =
    namespace === undefined
      ? ['ref="r"', "", ""]
      : [`ref="self:r" xmlns:self="${namespace}"`, "self:", ` xmlns:self="${namespace}"`];
  const record = `<xs:element name="record" form="qualified" maxOccurs="unbounded"><xs:complexType><xs:sequence>
    <xs:element ${reference}/></xs:sequence></xs:complexType></xs:element>`;
  const list = `<xs:element name="list"><xs:complexType><xs:sequence>${record}</xs:sequence></xs:complexType></xs:element>`;
  return {
    schema: documentOf({ ...construct, schema: construct.schema + list }),
    document: `<${prefix}list${declaration}><${prefix}record>${document}</${prefix}record></${prefix}list>`,
  };
};

let folder = "";
let formats: GeneratedFormats;
beforeAll(() => {
  formats = new GeneratedFormats();
  folder = mkdtempSync(fileURLToPath(new URL(".tmp/constructs-", root)));
});
afterAll(() => {
  formats[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(all.map((construct, index) => ({ ...construct, index })))("$part: $name", (construct) => {
  const { valid, invalid, index } = construct;
  const source = { path: "example.xsd", text: documentOf(construct) };
  const catalog = catalogOf(construct);

  test("compiles and judges documents", () => {
    const schema = new Schema(compileSchema(source, catalog).model);
    expect(validateDocument(schema, Buffer.from(valid))).toEqual([]);
    expect(validateDocument(schema, Buffer.from(invalid))).not.toEqual([]);
  });

  test("generates code that judges them alike", async () => {
    const files = await generateFromXsd(source, {
      catalog,
      root: "r",
      record: ".",
      folder: `c${index}`,
      runtime: "../../src",
    });
    await writeFiles(folder, files);
    const module: object = await import(
      /* @vite-ignore */ pathToFileURL(join(folder, `c${index}`, "format.gen.ts")).href
    );
    const [format] = Object.values(module);
    // An invalid root ends the reading, anything below it is an issue.
    const isValid = async (text: string) => {
      try {
        for await (const { issues } of readRecords(format, text)) if (issues.length > 0) return false;
        return true;
      } catch {
        return false;
      }
    };
    expect(await isValid(valid)).toBe(true);
    expect(await isValid(invalid)).toBe(false);
  });

  test("is read in records by generated code, or the command says that it is not", async () => {
    const { schema, document } = listOf(construct, valid);
    const compiled = compileRecordSchema({ path: "example.xsd", text: schema }, { catalog, root: "list" });
    const { format, summary } = await formats.load(compiled);
    const values = readAll(format, document);
    expect(values).toBeInstanceOf(Array);
    if (typeof values === "string") return;
    const counted = countAccepted(format);
    expect(readAll(counted.format, writeAll(format, values).text)).toEqual(values);
    const left = strict.find(({ name }) => name === construct.name);
    expect(counted.accepted()).toBe(left === undefined || left.isElsewhere === true ? 1 : 0);
    const notes = describeStrictParts(summary).join();
    if (left?.note === undefined) expect(notes).toBe("");
    else expect(notes).toContain(left.note);
  });
});

describe.each(refused)("refused: $name", (construct) => {
  test("is refused by this name, with its line", () => {
    let thrown: unknown;
    try {
      compileRecordSchema({ path: "example.xsd", text: documentOf(construct) }, { catalog: catalogOf(construct) });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(XsdRefusal);
    expect(thrown).toMatchObject({ construct: construct.construct, line: expect.any(Number) });
  });
});

describe("a schema for XSD 1.1", () => {
  const versioning = 'xmlns:vc="http://www.w3.org/2007/XMLSchema-versioning"';
  const refusal = (attributes: string) =>
    generateFromXsd({
      path: "example.xsd",
      text: documentOf({
        name: "",
        attributes,
        schema:
          '<xs:element name="r"><xs:complexType><xs:all><xs:element name="a" maxOccurs="2"/></xs:all></xs:complexType></xs:element>',
      }),
    }).catch((error: unknown) => String((error as { problems: { remedy: string }[] }).problems[0]?.remedy));

  test("is told so where it breaks XML Schema 1.0", async () => {
    expect(await refusal(`${versioning} vc:minVersion="1.1"`)).toContain("XSD 1.0 form");
    expect(await refusal(`${versioning} vc:minVersion="1.0"`)).toContain("breaks XML Schema 1.0");
  });
});

describe("the page of what is covered", () => {
  test("is written from these examples", () => {
    const page = readFileSync(new URL("docs/xsd-coverage.md", root), "utf8");
    expect(page, "Run: npm run docs:snippets").toBe(xsdCoveragePage());
  });

  test("has every built-in type, every facet and every refusal of the compiler", () => {
    const names = [...all, ...refused].map(({ name }) => name).join("\n");
    for (const { name } of builtinTypes) expect(names).toContain(`\`${name}\``);
    for (const name of otherBuiltinTypes) expect(names).toMatch(name === "NOTATION" ? /NOTATION/ : /dateTimeStamp/);
    const sources = globSync("codegen/xsd/**/*.ts", { cwd: root }).map((file) =>
      readFileSync(new URL(file, root), "utf8"),
    );
    const thrown = sources.flatMap((text) =>
      [...text.matchAll(/new XsdRefusal\(\s*"([^"]+)"/g)].flatMap(([, construct]) => construct ?? []),
    );
    expect(thrown.length).toBeGreaterThan(10);
    const listed = refused.map(({ construct }) => construct);
    for (const construct of thrown) expect(listed).toContain(construct);
  });
});
