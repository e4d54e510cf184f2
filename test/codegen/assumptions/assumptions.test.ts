import { describe, expect, test } from "vitest";
import { listAssumptions, listAssumptionsOf, toChecklist } from "../../../codegen/assumptions/index.ts";
import { ownSpec } from "../../../codegen/commands/own-spec.ts";

const lists = listAssumptions({
  asyncapi: await ownSpec("asyncapi"),
  xsd: await ownSpec("xsd"),
  errorCodes: await ownSpec("errorCodes"),
  numbering: await ownSpec("numbering"),
});
const points = lists.flatMap((list) => list.points);

describe("the points that no vendor has stated", () => {
  test("each mark of the specifications is a point, at its line", async () => {
    for (const name of ["asyncapi", "xsd", "errorCodes"] as const) {
      const { path, text } = await ownSpec(name);
      // The head of each file explains the marks.
      const marks = text.split("\n").filter((line) => {
        return /^\s*(?:- )?(?:x-)?provenance(?:-required)?: (?:assumed|inferred)$|<!-- (?:Assumed|Inferred):/.test(
          line,
        );
      });
      expect([path, points.filter(({ file }) => file === path).length]).toEqual([path, marks.length]);
    }
  });

  test.each([
    ["CardProduced.reportData", "inferred", /^Map of string\. .*expectedReportDataFields/],
    ["ErrorCode", "assumed", /one of .*INTERNAL_ERROR/],
    ["channel reportOk", "inferred", /EXTERNAL_PRODUCTION_REPORT_OK/],
    ["operation shipped.subscribe", "assumed", /^The partner sends it: /],
    ["RTPTransactionType.TransactionDateTime", "assumed", /time zones/i],
    ["CardPrefixType", "inferred", /5/],
    ["DUPLICATE_CARD", "assumed", /ordered before/],
    ["Five or six digits of prefix", "inferred", /Default: five/],
  ])("%s is one of them: %s", (subject, certainty, statement) => {
    const point = points.find((each) => each.subject === subject);
    expect(point).toMatchObject({ certainty, statement: expect.stringMatching(statement) });
  });

  test("what a vendor has stated is not among them", () => {
    expect(points.map(({ subject }) => subject)).not.toContain("Address");
    expect(points.map(({ subject }) => subject)).not.toContain("CARD_SERIES_NOT_FOUND");
  });

  test("are a checklist in Markdown, by the vendor who can answer", () => {
    const text = toChecklist(lists);
    expect(text).toMatch(/^# Points to confirm\n\n\d+ points /);
    expect(text.match(/^- \[ \] /gm)).toHaveLength(points.length);
    expect([...text.matchAll(/^## (.*)$/gm)].map(([, vendor]) => vendor)).toEqual([
      "Nexus (Production Partner)",
      "Oracle (CardSeriesMaintenance)",
    ]);
  });

  test("can be listed of another document", () => {
    const text =
      "components: { schemas: { Pass: { type: string, maxLength: 9, x-provenance: assumed, x-provenance-note: A guess } } }";
    expect(listAssumptionsOf({ path: "vendor.yaml", text })[0]?.points).toEqual([
      {
        file: "vendor.yaml",
        line: 1,
        subject: "Pass",
        certainty: "assumed",
        statement: "String; maxLength 9.",
        reason: "A guess.",
      },
    ]);
  });
});
