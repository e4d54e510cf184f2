import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Contract } from "../../../codegen/asyncapi/model/contract.ts";
import { readAsyncApi } from "../../../codegen/asyncapi/read-async-api.ts";
import { documentContract } from "../../../codegen/contract-docs/index.ts";
import { pageOf } from "../../../codegen/contract-docs/page.ts";
import { toHtml } from "../../../codegen/contract-docs/to-html.ts";
import { toMarkdown } from "../../../codegen/contract-docs/to-markdown.ts";

const read = (path: string) => ({ path, text: readFileSync(path, "utf8") });
const spec = read("spec/production-partner.asyncapi.yaml");
const errorCodes = read("spec/error-codes.yaml");

describe("the reference of our contract", () => {
  test("is the committed one", async () => {
    for (const { path, text } of await documentContract(spec, errorCodes)) {
      expect(readFileSync(`docs/${path}`, "utf8") === text, `docs/${path}: npm run generate`).toBe(true);
    }
  });

  test("shows every message with its fields, provenance, examples and error codes in both forms", async () => {
    const page = pageOf(await readAsyncApi(spec));
    const [request] = page.messages;
    expect(request?.fields.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        "shipmentId",
        "address.countryCode",
        "card.cardElements",
        "card.expectedReportDataFields[]",
        "accessories[].quantity",
      ]),
    );
    expect(request?.fields.find(({ path }) => path === "address")?.rules).toEqual([
      "at least one of: recipient; companyName",
    ]);
    const [markdown, html] = await documentContract(spec, errorCodes);
    for (const { type, fields, examples } of page.messages) {
      expect(examples.length).toBeGreaterThan(0);
      for (const text of [type, ...fields.map(({ path }) => path)]) {
        expect(markdown?.text).toContain(text);
        expect(html?.text).toContain(text);
      }
    }
    for (const file of [markdown, html]) {
      for (const text of ["CARD_NOT_ACKNOWLEDGED", "assumed", "inferred", "REPORT_DATA_MISSING"])
        expect(file?.text).toContain(text);
    }
  });

  test("is one page that needs no network", async () => {
    const [, html] = await documentContract(spec, errorCodes);
    expect(html?.text).not.toMatch(/<(?:script|link|img|iframe)|\b(?:src|srcset)=|@import|url\(/);
    expect(
      [...(html?.text ?? "").matchAll(/href="([^"]*)"/g)].filter(([, target]) => !target?.startsWith("#")),
    ).toEqual([]);
  });
});

describe("the reference of a hostile contract", () => {
  const evil = `</td><script>alert("1")</script>|\n\`x\``;
  const contract: Contract = {
    title: evil,
    version: evil,
    description: evil,
    asyncapi: "3.0.0",
    servers: [
      { at: { file: "", pointer: "", line: 1, column: 1 }, name: evil, url: evil, protocol: "amqp", description: evil },
    ],
    messages: [],
    warnings: [],
  };

  test("escapes everything", () => {
    expect(toHtml(pageOf(contract))).not.toMatch(/<script|alert\("/);
    expect(toMarkdown(pageOf(contract)).split("\n")[0]).toContain("# ");
  });

  test("comes to an end for recursive schemas", async () => {
    const [markdown] = await documentContract(read("test/codegen/asyncapi/documents/social.yaml"));
    expect(markdown?.text).toContain("continues as comment".replace("comment", "Comment"));
  });
});
