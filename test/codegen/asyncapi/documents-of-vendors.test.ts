import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { generateFromContract } from "../../../codegen/asyncapi/index.ts";
import type { Contract } from "../../../codegen/asyncapi/model/contract.ts";
import type { Json } from "../../../codegen/asyncapi/model/json.ts";
import { readAsyncApi } from "../../../codegen/asyncapi/read-async-api.ts";
import type { GeneratedFile } from "../../../codegen/generated-file.ts";
import { writeFiles } from "../../../codegen/output.ts";
import { SpecError } from "../../../codegen/problem.ts";
import { type VendorDocument, vendorDocuments } from "./documents-of-vendors.ts";
import { junk, randomNumbers, Sampler, valueAt } from "./support/sample-values.ts";
import { typeErrors } from "./support/type-check.ts";

const scratch = mkdtempSync(join(tmpdir(), "cardwright-vendors-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const sources = new Map(vendorDocuments.map((each) => [each, { path: "vendor.yaml", text: each.text }]));
const sourceOf = (document: VendorDocument) => sources.get(document) ?? { path: "", text: "" };
const generated = new Map<VendorDocument, Promise<readonly GeneratedFile[]>>();

function generate(document: VendorDocument): Promise<readonly GeneratedFile[]> {
  const made =
    generated.get(document) ??
    contractOf(document).then((contract) => generateFromContract(contract, sourceOf(document)));
  generated.set(document, made);
  return made;
}

const contracts = new Map<VendorDocument, Promise<Contract>>();

function contractOf(document: VendorDocument): Promise<Contract> {
  const contract = contracts.get(document) ?? readAsyncApi(sourceOf(document), document.options);
  contracts.set(document, contract);
  return contract;
}

const rows = vendorDocuments.map((document) => [document.name, document] as const);

test("there are at least 40 documents, over all versions", () => {
  expect(vendorDocuments.length).toBeGreaterThanOrEqual(40);
  const versions = new Set(vendorDocuments.map(({ name }) => name.split(":")[0]));
  expect([...versions].sort()).toEqual([
    "2.0.0",
    "2.1.0",
    "2.2.0",
    "2.3.0",
    "2.4.0",
    "2.5.0",
    "2.6.0",
    "3.0.0",
    "3.1.0",
  ]);
});

describe("documents as vendors write them", () => {
  test.each(rows)("%s: without its options, every refusal says how to go on", async (_, document) => {
    const {
      accept: _accept,
      unverifiedFormats: _formats,
      directions: _directions,
      ...options
    } = document.options ?? {};
    const isAsItIs = isDeepStrictEqual(options, document.options ?? {});
    const read = isAsItIs ? contractOf(document) : readAsyncApi(sourceOf(document), options);
    const error = await read.catch((caught: unknown) => caught);
    if (document.options?.accept === undefined && document.options?.directions === undefined) {
      expect(error).not.toBeInstanceOf(SpecError);
      return;
    }
    const { problems } = error as SpecError;
    const ways = problems.map(({ omission, remedy }) => omission?.accept ?? /--[a-z]+/.exec(remedy)?.[0]);
    expect(ways).not.toContain(undefined);
    // And no further one, once one goes that way.
    const accepted = new Set(document.options?.accept);
    expect(ways.filter((way) => way?.startsWith("/") && !accepted.has(way))).toEqual(
      problems
        .filter(({ message }) => /^The format "local-date-time"/.test(message))
        .map(({ omission }) => omission?.accept),
    );
  });

  test.each(rows)("%s: the validators agree with Ajv on the document's own schemas", async (name, document) => {
    const files = await generate(document);
    const folder = join(scratch, name.replaceAll(/\W+/g, "-"));
    await writeFiles(folder, files);
    const { messageTable } = await import(pathToFileURL(join(folder, "index.gen.ts")).href);
    const { messages } = await contractOf(document);
    for (const { type, at } of messages) {
      const { strict, tolerant } = messageTable[type] as { strict: Check; tolerant: Check };
      const { accepts, values } = original(document, `${at.pointer}/payload`);
      for (const value of values) {
        const [sent, received, valid] = [strict(value).valid, tolerant(value).valid, accepts(value)];
        const seen = { type, value: JSON.stringify(value), sent, received, valid };
        if (document.agrees !== "received")
          expect({ ...seen, wrong: sent && !valid }).toEqual({ ...seen, wrong: false });
        if (document.agrees !== "sent")
          expect({ ...seen, wrong: valid && !received }).toEqual({ ...seen, wrong: false });
        expect({ ...seen, wrong: sent && !received }).toEqual({ ...seen, wrong: false });
      }
    }
  });

  test("what is generated from all of them type-checks under every strict flag, without any", async () => {
    const all = await Promise.all(vendorDocuments.map(async (each, at) => [at, await generate(each)] as const));
    const files = all.flatMap(([at, made]) => made.map(({ path, text }) => [`/${at}/${path}`, text] as const));
    const withAny = files.filter(([, text]) =>
      /\bany\b(?=[;,)\]>])/.test(text.replaceAll(/"(?:[^"\\]|\\.)*"|\/\*[\s\S]*?\*\//g, '""')),
    );
    expect(withAny.map(([path]) => path)).toEqual([]);
    const errors = typeErrors(Object.fromEntries([["/package.json", '{ "type": "module" }'], ...files]));
    expect(Object.entries(errors).flatMap(([file, found]) => [...found].map((each) => [file, ...each]))).toEqual([]);
  }, 180_000);
});

type Check = (value: unknown) => { readonly valid: boolean };

/** Ajv's own reading of a payload as the document has it, and values that it may or may not accept. */
function original(document: VendorDocument, pointer: string) {
  const value = parse(document.text, { merge: true }) as Json;
  for (const each of document.without ?? []) {
    const parent = valueAt(value, each.slice(0, each.lastIndexOf("/"))) as { [key: string]: Json };
    parent[each.slice(each.lastIndexOf("/") + 1)] = {};
    if (!each.endsWith("payload") && each.split("/").at(-2) !== "properties") {
      Reflect.deleteProperty(parent, each.slice(each.lastIndexOf("/") + 1));
    }
  }
  const Dialect = document.dialect === "2020-12" ? Ajv2020 : Ajv;
  const ajv = new Dialect({
    strict: false,
    validateSchema: false,
    logger: false,
    ownProperties: true,
    multipleOfPrecision: 6,
  });
  for (const [name, format] of Object.entries(fullFormats)) ajv.addFormat(name, format);
  // Formats that no value breaks, for us or for nobody.
  for (const name of ["int32", "int64", "float", "double", "local-date-time", "hh:mm"]) ajv.addFormat(name, true);
  ajv.addSchema(value as object, "document");
  const encoded = pointer.split("/").map(encodeURIComponent).join("/");
  const accepts = ajv.compile({ $ref: `document#${encoded}` });
  const sampler = new Sampler(value, randomNumbers(7));
  const samples = Array.from({ length: 25 }, () => sampler.sample(valueAt(value, pointer)));
  const values = [...samples, ...samples.flatMap((each) => [sampler.strayed(each), sampler.strayed(each)]), ...junk];
  return { accepts: (each: Json) => accepts(each) === true, values };
}
