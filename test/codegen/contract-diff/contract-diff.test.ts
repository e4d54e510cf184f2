import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { bumpFor, nextVersion } from "../../../codegen/contract-diff/next-version.ts";

const spec = "spec/production-partner.asyncapi.yaml";
const text = readFileSync(spec, "utf8");
const folder = mkdtempSync(join(tmpdir(), "cardwright-diff-"));
afterAll(() => rmSync(folder, { recursive: true }));

function diff(changed: string, ...options: string[]) {
  const path = join(folder, "new.yaml");
  writeFileSync(path, changed);
  const { status, stdout, stderr } = spawnSync(process.execPath, ["codegen/contract-diff.ts", spec, path, ...options], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("contract:diff", () => {
  test("says as JSON that a contract means the same as itself however it is cut and named, words aside", () => {
    const recut = text
      .replaceAll("schemas/Quantity", "schemas/Pieces")
      .replace("\n    Quantity:\n", "\n    Pieces:\n")
      .replace("description: Carrier details", "description: Details of the carrier");
    const { status, stdout } = diff(recut, "--json");
    const report = JSON.parse(stdout) as { bump: string; changes: { rule: string; verdict: string }[] };
    expect({ status, bump: report.bump }).toEqual({ status: 0, bump: "patch" });
    expect(report.changes.map(({ rule, verdict }) => `${rule} ${verdict}`)).toEqual(["text-changed documentation"]);
  });

  test("prints each breaking change with its place, effect and the version it calls for", () => {
    const { status, stdout } = diff(
      text.replace(
        "required: [organisationId, shipmentId, cardId, reportData]",
        "required: [organisationId, shipmentId, cardId, reportData, produced]",
      ),
    );
    expect(status).toBe(2);
    expect(stdout).toMatch(
      /BREAKING \(1\)\n {2}EXTERNAL_PRODUCTION_CARD_PRODUCED \(send\): property-made-required: produced\n {4}\S+new\.yaml:\d+ \/components\/schemas\/CardProduced\/properties\/produced\n {4}It must be sent from now on\.\n\nVersion major: /,
    );
  });

  test("exits with 3 and no stack trace when a document cannot be read", () => {
    const { status, stderr } = diff("asyncapi: 3.0.0");
    expect(status).toBe(3);
    expect(stderr).not.toMatch(/ {4}at /);
  });
});

describe("the next version", () => {
  test.each([
    ["1.2.3", ["documentation", "breaking"], "2.0.0"],
    ["1.2.3", ["compatible", "documentation"], "1.3.0"],
    ["1.2.3", ["documentation"], "1.2.4"],
    ["1.2.3", [], "1.2.3"],
    ["0.1.0", ["breaking"], "0.2.0"],
    ["0.1.0", ["compatible"], "0.1.1"],
  ] as const)("%s with %j is %s", (version, verdicts, next) => {
    expect(nextVersion(version, bumpFor(verdicts))).toBe(next);
  });
});
