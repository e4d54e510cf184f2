import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Contract } from "../../../codegen/asyncapi/model/contract.ts";
import { readAsyncApi } from "../../../codegen/asyncapi/read-async-api.ts";
import { checkContract } from "../../../codegen/contract-check/check-contract.ts";
import { describeFindings } from "../../../codegen/contract-check/describe-findings.ts";
import { readSpecFile } from "../../../codegen/spec-file.ts";
import { builtInContract } from "../../../src/production-partner/contract/index.ts";
import { vendorAContract } from "../../support/contracts/vendor-a/index.ts";
import { vendorBContract } from "../../support/contracts/vendor-b/index.ts";

const spec = "spec/production-partner.asyncapi.yaml";
const text = readFileSync(spec, "utf8");
const own: Promise<Contract> = readAsyncApi({ path: spec, text });

/** What a client of the built-in contract would do wrongly if its document were changed. */
async function findings(...changes: readonly (readonly [from: string | RegExp, to: string])[]) {
  const changed = changes.reduce((before, [from, to]) => {
    const after = before.replaceAll(typeof from === "string" ? from : new RegExp(from, "gm"), to);
    expect(after).not.toBe(before);
    return after;
  }, text);
  const document = await readAsyncApi({ path: "vendor.yaml", text: changed });
  const found = checkContract({ document, installed: builtInContract, installedDocument: await own });
  return found.map(({ direction, kind, message, path }) => [direction, kind, message, path].join(" ").trim());
}

const request = "EXTERNAL_PRODUCTION_REQUEST_SENT";
const produced = "EXTERNAL_PRODUCTION_CARD_PRODUCED";

describe("checking a document against the contract in use", () => {
  test("the built-in contract does what its own document says", async () => {
    const document = await own;
    const found = checkContract({ document, installed: builtInContract, installedDocument: document });
    expect(found).toEqual([]);
    expect(describeFindings(found)).toBe("The client receives and sends what the document says.");
  });

  test("a message that the client does not know is never handed over, one that is gone never arrives", async () => {
    expect(
      await findings(
        [/name: EXTERNAL_PRODUCTION_REPORT_OK$/, "name: REPORT_FINE"],
        [/address: EXTERNAL_PRODUCTION_REPORT_OK$/, "address: REPORT_FINE"],
      ),
    ).toEqual(["receive never-handed-over REPORT_FINE", "receive never-arrives EXTERNAL_PRODUCTION_REPORT_OK"]);
  });

  test("an id of another type is refused", async () => {
    const found = await findings([/^ {4}CardId:\n {6}type: string$/, "    CardId:\n      type: [string, integer]"]);
    expect(found).toContain(`receive refused ${request} /card/cardId`);
    expect(found.filter((finding) => finding.startsWith("send"))).toEqual([]);
  });

  test("an id that is not required any more is refused where it is not there", async () => {
    const found = await findings(
      ["x-required-by-facts: [cardId]\n", "x-required-by-facts: []\n"],
      ["required: [cardId]\n", "required: []\n"],
    );
    expect(found).toContain(`receive refused ${request} /card/cardId`);
  });

  test("a value whose kind is a guess is left out", async () => {
    const found = await findings([
      /^ {4}Quantity:\n {6}type: integer$/,
      '    Quantity:\n      type: [integer, "null"]',
    ]);
    expect(found).toContain(`receive left-out ${request} /accessories/*/quantity`);
  });

  test("a code that the client does not know is a deviation, one that it sends and the document lacks is sent wrongly", async () => {
    const found = await findings(["        - INVALID_MESSAGE\n", "        - UNREADABLE\n"]);
    expect(found).toContain("receive deviation EXTERNAL_PRODUCTION_ERROR /errorCode");
    expect(found).toContain("send sent-wrongly EXTERNAL_PRODUCTION_ERROR /errorCode");
  });

  test("a field that the client may leave out and the document requires is sent wrongly", async () => {
    const found = await findings([
      "required: [organisationId, shipmentId, cardId, reportData]",
      "required: [organisationId, shipmentId, cardId, reportData, produced]",
    ]);
    expect(found).toEqual([`send sent-wrongly ${produced} /produced`]);
  });

  test("a field that the document renames is sent wrongly under both names", async () => {
    const found = await findings([/^( {8}|.*[ [])reportData([:,\]])/, "$1readings$2"]);
    expect(found).toContain(`send sent-wrongly ${produced} /readings`);
    expect(found).toContain(`send sent-wrongly ${produced} /reportData`);
  });

  test("ids are those of the document's own requests, so its patterns for them are no fault of the client", async () => {
    const found = await findings([
      /^ {4}CardId:\n {6}type: string$/,
      '    CardId:\n      type: string\n      pattern: "^K[0-9]{6}$"',
    ]);
    expect(found.filter((finding) => finding.startsWith("send"))).toEqual([]);
  });

  test("the worst comes first, with its place in the document and what happens", async () => {
    const changed = text.replaceAll("        - INVALID_MESSAGE\n", "        - UNREADABLE\n");
    const document = await readAsyncApi({ path: "vendor.yaml", text: changed });
    const found = checkContract({ document, installed: builtInContract, installedDocument: await own });
    expect(found.map(({ isBreaking }) => isBreaking)).toEqual([true, false]);
    expect(describeFindings(found)).toMatch(
      /^RECEIVED \(0 breaking, 1 harmless\)\n.*\n {4}vendor\.yaml:\d+ .*\n {4}It is handled, and reported as a deviation\.\n\nSENT \(1 breaking, 0 harmless\)\n.*deviation|sent-wrongly.*\(for example: the error code INVALID_MESSAGE\)/,
    );
  });
});

describe("checking a contract that somebody bound", () => {
  test("a binding that throws is named where it does, without the text of its error", async () => {
    const document = await own;
    const threw = () => {
      throw new TypeError("CARD-1 of Alice");
    };
    const installed = { ...builtInContract, factOf: threw, writeShipped: threw };
    const found = checkContract({ document, installed, installedDocument: document });
    expect(
      found.filter(({ kind }) => kind === "refused").map(({ message, detail }) => [message, detail]),
    ).toContainEqual([request, "the binding cannot read it: it threw TypeError"]);
    expect(found).toContainEqual(
      expect.objectContaining({ direction: "send", kind: "not-tried", message: "the report of a shipment" }),
    );
    expect(JSON.stringify(found)).not.toContain("Alice");
  });

  test("a binding that fits its document has no findings", async () => {
    const document = await readAsyncApi(await readSpecFile("test/support/contracts/vendor-b/asyncapi.yaml"));
    expect(checkContract({ document, installed: vendorBContract })).toEqual([]);
  });

  test("what a reader of the binding needs and the document does not require is found", async () => {
    const document = await readAsyncApi(await readSpecFile("test/support/contracts/vendor-a/asyncapi.yaml"));
    const found = checkContract({ document, installed: vendorAContract });
    expect(found.map(({ kind, message, path, when }) => [kind, message, path, when])).toEqual([
      ["refused", "BUREAU_ACCEPTED", "/cardRef", "without /cardRef"],
    ]);
  });

  test("nothing of a contract fits the document of another vendor", async () => {
    const document = await readAsyncApi(await readSpecFile("test/support/contracts/vendor-b/asyncapi.yaml"));
    const kinds = checkContract({ document, installed: vendorAContract }).map(
      ({ direction, kind }) => `${direction} ${kind}`,
    );
    expect(new Set(kinds)).toEqual(
      new Set(["receive never-handed-over", "receive never-arrives", "send not-in-document"]),
    );
  });
});
