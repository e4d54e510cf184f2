import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readAsyncApi } from "../../../codegen/asyncapi/read-async-api.ts";
import { documentErrorCodes, generateErrorCodes } from "../../../codegen/error-codes/index.ts";
import { readErrorCodes } from "../../../codegen/error-codes/model.ts";
import { typeErrors } from "../asyncapi/support/type-check.ts";

const root = new URL("../../../", import.meta.url);
const specification = readFileSync(new URL("spec/error-codes.yaml", root), "utf8");

const read = (text: string) => readErrorCodes({ path: "spec/error-codes.yaml", text });
const source = { path: "spec/error-codes.yaml", text: specification };

describe("generateErrorCodes", () => {
  test("gives the committed files", async () => {
    const committed = [
      ...(await generateErrorCodes(source)).map(({ path, text }) => ({ path: `generated/${path}`, text })),
      ...(await documentErrorCodes(source)).map(({ path, text }) => ({ path: `docs/${path}`, text })),
    ];
    for (const { path, text } of committed) expect(readFileSync(new URL(path, root), "utf8") === text, path).toBe(true);
  });

  test("writes codes as the vendor writes them", async () => {
    const theirs = { ...source, text: specification.replaceAll("INVALID_MESSAGE", "message.not-valid") };
    const [file] = await generateErrorCodes(theirs);
    expect(file?.text).toContain('\n  "message.not-valid": {\n    "system": "ngoc",\n    "code": "message.not-valid",');
    expect(file?.text).toContain('  NOT_JSON: "message.not-valid",\n');
    const name = "/error-codes.gen.ts";
    const errors = typeErrors({ "/package.json": '{ "type": "module" }', [name]: file?.text ?? "" });
    expect([...(errors[name] ?? [])]).toEqual([]);
  });

  test("documents every cause and what to do", async () => {
    const [page] = await documentErrorCodes(source);
    const { orce, ngoc } = read(specification);
    for (const [code, { causes }] of [...Object.entries(orce.codes), ...Object.entries(ngoc.codes)]) {
      for (const text of [`### ${code}\n`, ...causes.flatMap(({ cause, whatToDo }) => [cause, whatToDo])])
        expect(page?.text).toContain(text);
    }
  });
});

describe("readErrorCodes", () => {
  const lineOf = (text: string) => specification.slice(0, specification.indexOf(text)).split("\n").length;

  test.each([
    ["category: exhausted", "category: tired", /category/],
    ["retryable: true", "retryable: maybe", /retryable/],
    ["actor: support", "actor: nobody", /actor/],
    ["provenance: inferred", "provenance: rumoured", /provenance/],
  ])("names the line of %j turned into %j", (from, to, expected) => {
    const message = messageOf(() => read(specification.replace(`  ${from}`, `  ${to}`)));
    expect(message).toMatch(expected);
    expect(message).toContain(`error-codes.yaml:${lineOf(`  ${from}`)}:`);
  });

  test.each([
    ["an unknown NGOC code", "ngocCode: DUPLICATE_CARD", "ngocCode: NO_SUCH", /Unknown NGOC code NO_SUCH/],
    [
      "a code of both contracts",
      "    REPORT_DATA_MISSING:",
      "    GENERAL_ERROR:",
      /The code GENERAL_ERROR is listed for both contracts/,
    ],
    ["a local code of two codes", "[CARD_REJECTED]", "[NOT_JSON]", /NOT_JSON already belongs to INVALID_MESSAGE/],
  ])("refuses %s", (_, from, to, expected) => {
    expect(messageOf(() => read(specification.replace(from, to)))).toMatch(expected);
  });

  test("refuses a code written twice, which YAML itself forbids", () => {
    expect(messageOf(() => read(specification.replace("    GENERAL_ERROR:", "    ALL_CARDS_GENERATED:")))).toMatch(
      /unique/,
    );
  });
});

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return String(error);
  }
  throw new Error("nothing was thrown");
}

describe("the codes of a contract", () => {
  const contract = readFileSync(new URL("spec/production-partner.asyncapi.yaml", root), "utf8");
  const generateFor = async (text: string, codes = specification) =>
    generateErrorCodes(
      { path: "spec/error-codes.yaml", text: codes },
      await readAsyncApi({ path: "spec/production-partner.asyncapi.yaml", text }),
    );
  const refused = async (text: string, codes?: string) =>
    generateFor(text, codes).then(
      () => "accepted",
      (error: unknown) => String(error),
    );

  test("are those that are explained", async () => {
    expect(await generateFor(contract)).toHaveLength(1);
  });

  test("are refused when one is not explained, with its place in the contract", async () => {
    const message = await refused(
      contract.replace("        - UNKNOWN_CARD\n", "        - UNKNOWN_CARD\n        - OUT_OF_CARDS\n"),
    );
    expect(message).toMatch(
      /production-partner.asyncapi.yaml:\d+:\d+ \/components\/schemas\/ErrorCode\n.*OUT_OF_CARDS is not explained in spec\/error-codes.yaml/,
    );
  });

  test("are refused when one that is explained is missing, with both places", async () => {
    const message = await refused(contract.replace("        - UNKNOWN_CARD\n", ""));
    expect(message).toMatch(
      /error-codes.yaml:\d+:\d+ \/ngoc\/codes\/UNKNOWN_CARD\n.*production-partner.asyncapi.yaml:\d+ \/components\/schemas\/ErrorCode/,
    );
    expect(message.match(/UNKNOWN_CARD is not/g)).toHaveLength(1);
  });

  test("are not compared where a contract does not say which enum they are", async () => {
    const text = contract.replace("      x-error-codes: true\n", "").replace("        - UNKNOWN_CARD\n", "");
    expect(await generateFor(text)).toHaveLength(1);
  });
});
