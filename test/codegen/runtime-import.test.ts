import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import ts from "typescript";
import { afterAll, describe, expect, test } from "vitest";
import { generateFromAsyncApi } from "../../codegen/asyncapi/index.ts";
import type { GeneratedFile } from "../../codegen/generated-file.ts";
import { writeFiles } from "../../codegen/output.ts";
import { runtimeImport } from "../../codegen/runtime-import.ts";
import { runtimeNames } from "../../codegen/xsd/emit/runtime-names.ts";
import { generateFromXsd } from "../../codegen/xsd/index.ts";
import { BytePiece, defaultXmlLimits, type RecordFormat, RecordReader, RecordWriter } from "../../src/xml/index.ts";
import { foreignCatalog, foreignSchemas, foreignSource } from "../support/xsd/schemas.ts";
import { typeErrors } from "./asyncapi/support/type-check.ts";

const temporary = fileURLToPath(new URL("../../.tmp/", import.meta.url));
mkdirSync(temporary, { recursive: true });
const folder = mkdtempSync(join(temporary, "runtime-import-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const asyncApi = "test/codegen/asyncapi/documents/streetlights.yaml";
const xsd = "test/codegen/xsd/other-schema.xsd";

/** The code that somebody else's contract and schema become. */
async function emit(runtime?: string): Promise<readonly GeneratedFile[]> {
  const options = runtime === undefined ? {} : { runtime };
  return [
    ...(await generateFromAsyncApi({ path: asyncApi, text: readFileSync(asyncApi, "utf8") }, options)),
    ...(await generateFromXsd({ path: xsd, text: schemaText() }, { ...options, folder: "shipments" })),
  ];
}

/** The code of the schemas that are written as vendors write them, and of schemas whose names emitted code uses, too. */
async function emitForeign(): Promise<readonly GeneratedFile[]> {
  const sources = [
    foreignSource("entries.xsd"),
    ...foreignSchemas.map((name) => foreignSource(`${name}.xsd`)),
    ...["Map", "Prefixes", "Int32Array", "Readonly", "literal"].map((text) => ({ path: text, text: namesakes(text) })),
  ];
  const emitted = await Promise.all(
    sources.flatMap((source, i) =>
      [{ catalog: foreignCatalog }, { catalog: foreignCatalog, record: "." }].map((options, j) =>
        generateFromXsd(source, { ...options, folder: `schema-${i}-${j}` }),
      ),
    ),
  );
  return emitted.flat();
}

/** An application that tells records of several kinds apart. */
const useOfKinds = {
  path: "use-of-kinds.ts",
  text: `import { readRecords, writeRecords } from "cardwright/xml";
import { entriesRecordFormat } from "./schema-0-0/format.gen.ts";

export async function total(path: string): Promise<number> {
  let sum = 0;
  for await (const { value } of readRecords(entriesRecordFormat, path, { onEnvelope: ({ day }) => console.log(day) }))
    if (value?.$kind === "Sale") sum += value.amount;
    else if (value?.$kind === "Refund") console.log(value.of);
    else value satisfies undefined;
  return sum;
}
export const written: AsyncGenerator<Uint8Array> = writeRecords(entriesRecordFormat, [{ $kind: "Sale", amount: 1 }]);
// @ts-expect-error a record says its kind
writeRecords(entriesRecordFormat, [{ amount: 1 }]);
`,
};

/** A schema whose records have the name and whose children are called as what emitted code imports. */
function namesakes(record: string): string {
  const children = [...runtimeNames, "schema", "shapes", "Prefixes"].map(
    (name) => `<xs:element name="${name}" type="xs:token" minOccurs="0"/>`,
  );
  return `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:c="urn:example:common" targetNamespace="urn:n">
    <xs:import namespace="urn:example:common" schemaLocation="common.xsd"/>
    <xs:complexType name="${record}Type"><xs:sequence>${children.join("")}</xs:sequence>
      <xs:attribute ref="c:unit"/><xs:anyAttribute namespace="##other"/></xs:complexType>
    <xs:element name="list"><xs:complexType><xs:sequence>
      <xs:element name="${record}" type="n:${record}Type" xmlns:n="urn:n" maxOccurs="unbounded"/>
    </xs:sequence></xs:complexType></xs:element></xs:schema>`;
}

function schemaText(): string {
  return readFileSync(xsd, "utf8").replace(
    "<!--PLACE-->",
    '<xs:sequence><xs:element name="city" type="xs:token"/></xs:sequence>',
  );
}

/** Every module that the files load, as they name it. */
function imports(files: readonly GeneratedFile[]): readonly (readonly [path: string, specifier: string])[] {
  return files.flatMap(({ path, text }) =>
    ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => [path, fileName] as const),
  );
}

describe("code emitted from another contract and schema", () => {
  test("imports only cardwright/validation, cardwright/xml and its own files", async () => {
    const files = await emit();
    const paths = new Set(files.map(({ path }) => path));
    const foreign = imports(files).filter(
      ([path, specifier]) => !specifier.startsWith(".") || !paths.has(posix.join(posix.dirname(path), specifier)),
    );
    expect([...new Set(foreign.map(([, specifier]) => specifier))].sort()).toEqual([
      "cardwright/validation",
      "cardwright/xml",
    ]);
  });

  test("type-checks under every strict flag", async () => {
    const emitted = [...(await emit()), ...(await emitForeign())];
    const files = [...emitted, useOfKinds].map(({ path, text }) => [`/emitted/${path}`, text] as const);
    const sources = Object.fromEntries([["/package.json", '{ "type": "module" }'], ...files]);
    const errors = typeErrors(sources, ["node"], { unused: true });
    expect(Object.entries(errors).flatMap(([file, found]) => [...found].map((error) => [file, ...error]))).toEqual([]);
  });

  test("validates, writes and reads", async () => {
    await writeFiles(folder, await emit());
    const load = (path: string): Promise<unknown> => import(/* @vite-ignore */ pathToFileURL(join(folder, path)).href);
    const { messageTable } = (await load("index.gen.ts")) as {
      readonly messageTable: { readonly [type: string]: { strict(value: unknown): { readonly valid: boolean } } };
    };
    const turn = messageTable["turnOnOff"];
    expect(turn?.strict({ command: "on" }).valid).toBe(true);
    expect(turn?.strict({ command: "dim" }).valid).toBe(false);

    const { shipmentFormat } = (await load("shipments/format.gen.ts")) as {
      readonly shipmentFormat: RecordFormat<unknown>;
    };
    const record = { id: "AB-1", sent: "2011-10-10T03:59:00", parcels: 2, weight: "2.25", place: { city: "Malmö" } };
    const writer = new RecordWriter(shipmentFormat, { indent: 2, fast: true });
    const piece = new BytePiece();
    piece.add(writer.head);
    expect(writer.write(record, piece)).toEqual([]);
    piece.add(writer.tail);
    const reader = new RecordReader(shipmentFormat, { limits: defaultXmlLimits, values: true, fast: true });
    reader.push(piece.take());
    reader.end();
    expect(reader.next()).toMatchObject({ value: record, issues: [] });
  });

  test("imports its runtime from the folder that it is given, relative to each file", async () => {
    const specifiers = new Map(
      imports(await emit("./runtime")).filter(([, specifier]) => specifier.endsWith("index.ts")),
    );
    expect(specifiers.get("index.gen.ts")).toBe("./runtime/validation/index.ts");
    expect(specifiers.get("shipments/schema.gen.ts")).toBe("../runtime/xml/index.ts");
    expect(runtimeImport("xml", "shipments/schema.gen.ts", { runtime: "../src" })).toBe("../../src/xml/index.ts");
    expect(runtimeImport("validation", "index.gen.ts", { runtime: "@bureau/runtime" })).toBe(
      "@bureau/runtime/validation",
    );
  });
});
