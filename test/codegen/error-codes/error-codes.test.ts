import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { documentErrorCodes, generateErrorCodes } from "../../../codegen/error-codes/index.ts";
import { readErrorCodes } from "../../../codegen/error-codes/model.ts";

const root = new URL("../../../", import.meta.url);
const specification = readFileSync(new URL("spec/error-codes.yaml", root), "utf8");

const read = (text: string) => readErrorCodes({ path: "spec/error-codes.yaml", text });
const source = { path: "spec/error-codes.yaml", text: specification };

describe("generateErrorCodes", () => {
  it("gives the committed files", async () => {
    const committed = [
      ...(await generateErrorCodes(source)).map(({ path, text }) => ({ path: `generated/${path}`, text })),
      ...(await documentErrorCodes(source)).map(({ path, text }) => ({ path: `docs/${path}`, text })),
    ];
    for (const { path, text } of committed) expect(readFileSync(new URL(path, root), "utf8") === text, path).toBe(true);
  });

  it("documents every cause and what to do", async () => {
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

  it.each([
    ["category: exhausted", "category: tired", /category/],
    ["retryable: true", "retryable: maybe", /retryable/],
    ["actor: support", "actor: nobody", /actor/],
    ["provenance: inferred", "provenance: rumoured", /provenance/],
  ])("names the line of %j turned into %j", (from, to, expected) => {
    const message = messageOf(() => read(specification.replace(`  ${from}`, `  ${to}`)));
    expect(message).toMatch(expected);
    expect(message).toContain(`error-codes.yaml:${lineOf(`  ${from}`)}:`);
  });

  it.each([
    ["an unknown NGOC code", "ngocCode: DUPLICATE_CARD", "ngocCode: NO_SUCH", /There is no NGOC code NO_SUCH/],
    ["a code of both contracts", "    REPORT_DATA_MISSING:", "    GENERAL_ERROR:", /GENERAL_ERROR is a code of both/],
    ["a local code of two codes", "[CARD_REJECTED]", "[NOT_JSON]", /NOT_JSON belongs to INVALID_MESSAGE already/],
  ])("refuses %s", (_, from, to, expected) => {
    expect(messageOf(() => read(specification.replace(from, to)))).toMatch(expected);
  });

  it("refuses a code written twice, which YAML itself forbids", () => {
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
