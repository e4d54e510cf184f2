import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compileRecordSchema } from "../../../codegen/xsd/compile/record-schema.ts";
import { schemaFiles } from "../../../codegen/xsd/compile/schema-files.ts";
import { describeStrictParts } from "../../../codegen/xsd/emit/files.ts";
import { generateFromXsd } from "../../../codegen/xsd/index.ts";
import { countAccepted, fastDifference, mutate } from "../../support/xsd/fast-law.ts";
import { GeneratedFormats, type LoadedFormat } from "../../support/xsd/generated-format.ts";
import { RandomDocument, randomNumbers } from "../../support/xsd/random-document.ts";
import { readAll, roundTrip, writeAll } from "../../support/xsd/round-trip.ts";
import { typeErrors } from "../asyncapi/support/type-check.ts";

/** What is generated from schemas that are written as vendors of retail software write theirs: see each `schema.xsd`. */
const schemas = [
  { name: "gift-cards", records: ["GiftCard"], accepted: 1 },
  { name: "customer-import", records: ["customer"], accepted: 1 },
  { name: "loyalty-feed", records: ["Member"], accepted: 1 },
  { name: "order-export", records: ["order"], accepted: 2 },
  { name: "store-master", records: ["Region", "Store"], slow: "`<StoreMaster>` has keys" },
  { name: "price-update", records: ["priceChange", "promotion", "removal"], accepted: 4 },
  { name: "till-journal", records: ["Transaction"], accepted: 1 },
  { name: "stock-levels", records: ["level"], accepted: 1 },
  { name: "employee-sync", records: ["employee"], accepted: 2 },
  { name: "returns", records: ["reason", "return"], accepted: 1 },
  { name: "data-import", records: ["Option", "Item", "Tax", "TaxGroup"], accepted: 5 },
  { name: "shipping-notice", records: ["Line"], accepted: 2 },
  {
    name: "catalogue",
    records: [],
    slow: "The document is read as a whole: <catalogue> may hold text beside elements",
  },
] as const;

const folder = fileURLToPath(new URL("../../fixtures/vendor-schemas/", import.meta.url));
const hasXmllint = spawnSync("xmllint", ["--version"]).status === 0;
// It has no schema of xml:lang, and does not look at IDs.
const unknownToXmllint = ["order-export"];
const judgedLess = ["returns"];

const read = (path: string): string => readFileSync(join(folder, path), "utf8");
const source = (path: string) => ({ path: join(folder, path), text: read(path) });
const catalogOf = (name: string) =>
  schemaFiles(
    readdirSync(join(folder, name), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".xsd") && file !== "schema.xsd")
      .map((file) => source(join(name, file))),
  );

describe.each(schemas)("the schema $name, as vendors write it", ({ name, records, ...expected }) => {
  let formats: GeneratedFormats;
  let loaded: LoadedFormat;
  let temporary = "";

  beforeAll(async () => {
    formats = new GeneratedFormats();
    loaded = await formats.load(compileRecordSchema(source(`${name}/schema.xsd`), { catalog: catalogOf(name) }));
    mkdirSync(".tmp", { recursive: true });
    temporary = mkdtempSync(join(".tmp", "vendor-schema-"));
  });
  afterAll(() => {
    formats[Symbol.dispose]();
    rmSync(temporary, { recursive: true, force: true });
  });

  const validatesElsewhere = (text: string): boolean => {
    const file = join(temporary, "document.xml");
    writeFileSync(file, text);
    const schema = join(folder, name, "schema.xsd");
    return spawnSync("xmllint", ["--nonet", "--noout", "--schema", schema, file]).status === 0;
  };

  test("has records that generated code reads, or says why not", () => {
    const { compiled, summary } = loaded;
    const tags = compiled.isWhole ? [] : (compiled.kinds?.map(({ kind }) => kind) ?? [compiled.record.name]);
    expect(tags.map((tag) => tag.slice(tag.lastIndexOf("}") + 1))).toEqual(records);
    if ("slow" in expected) expect(describeStrictParts(summary).join()).toContain(expected.slow);
    else expect(summary.slow).toBeUndefined();
  });

  test("gives documents that are read, written and read back equal, and others agree", () => {
    const text = read(`${name}/valid.xml`);
    const { format, accepted } = countAccepted(loaded.format);
    const values = readAll(format, text);
    expect(values).toBeInstanceOf(Array);
    if (typeof values === "string") return;
    for (const piece of [1, 13]) expect(readAll(loaded.format, text, piece)).toEqual(values);
    for (const indent of [0, 2]) {
      const written = writeAll(loaded.format, values, indent);
      expect(written.issue).toBeUndefined();
      expect(readAll(format, written.text)).toEqual(values);
      if (hasXmllint && !unknownToXmllint.some((one) => one === name))
        expect(validatesElsewhere(written.text), written.text).toBe(true);
    }
    if ("accepted" in expected) expect(accepted()).toBeGreaterThanOrEqual(expected.accepted);
  });

  test("refuses what it does not allow, and others agree", () => {
    const text = read(`${name}/invalid.xml`);
    expect(readAll(loaded.format, text)).toBeTypeOf("string");
    if (hasXmllint && !judgedLess.some((one) => one === name)) expect(validatesElsewhere(text)).toBe(false);
  });

  test("is read fast as strictly, and written back, also documents made at random or broken", () => {
    const { format, compiled } = loaded;
    const root = format.schema.roots.get(format.root);
    if (root === undefined) throw new Error("no root");
    for (let seed = 1; seed <= 40; seed++) {
      const documents = new RandomDocument(format.schema, randomNumbers(seed), compiled.schema.patterns);
      const usual = seed % 2 === 0 ? read(`${name}/valid.xml`) : documents.document(root, 60);
      const text = seed % 3 === 0 ? usual : mutate(usual, randomNumbers(seed * 7));
      expect(fastDifference(format, Buffer.from(text), [1 << 16, 1 + (seed % 11)])).toBeUndefined();
    }
    const report = roundTrip(compiled, { seed: 5, count: 40 });
    expect(report.problems).toEqual([]);
  });
});

test("code from the schemas of vendors passes every strict flag, and has a page that says what it is", async () => {
  const generated = await Promise.all(
    schemas.map(({ name }) =>
      generateFromXsd(source(`${name}/schema.xsd`), { catalog: catalogOf(name), folder: name, readme: true }),
    ),
  );
  const files = generated.flat();
  expect(files.filter(({ path }) => path.endsWith("README.md"))).toHaveLength(schemas.length);
  const sources = files
    .filter(({ path }) => path.endsWith(".ts"))
    .map(({ path, text }) => [`/emitted/${path}`, text] as const);
  const errors = typeErrors(Object.fromEntries([["/package.json", '{ "type": "module" }'], ...sources]), ["node"], {
    unused: true,
  });
  expect(Object.entries(errors).flatMap(([file, found]) => [...found].map((error) => [file, ...error]))).toEqual([]);
});
