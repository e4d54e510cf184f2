import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { errorFor } from "../../src/errors/counterpart-error.ts";
import { explainError } from "../../src/errors/explain-error.ts";
import { ownCodes } from "../../src/errors/own-codes/index.ts";
import { cli } from "../cli/run.ts";
import { ownErrorsPage } from "../docs/own-errors-page.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const sources = globSync("src/**/*.ts", { cwd: root })
  .filter((path) => !path.includes("own-codes"))
  .map((path) => readFileSync(`${root}${path}`, "utf8"))
  .join("\n");

describe("our own codes", () => {
  test.each(Object.keys(ownCodes))("%s is thrown somewhere", (code) => {
    expect(sources).toContain(`"${code}"`);
  });

  test("have a cause and a remedy in sentences", () => {
    for (const { cause, whatToDo } of Object.values(ownCodes)) {
      expect(cause).toMatch(/^[A-Z].*\.$/);
      expect(whatToDo).toMatch(/^[A-Z].*[.}]$/);
    }
  });

  test("are on a page", () => {
    expect(readFileSync(`${root}docs/own-errors.md`, "utf8"), "Run: npm run docs:snippets").toBe(ownErrorsPage());
  });

  test("are not taken for codes of a counterpart that has the same word", () => {
    expect(explainError("TIMEOUT")).toMatchObject({ system: "cardwright", retryable: true });
    expect(errorFor("TIMEOUT")).toMatchObject({ code: "UNKNOWN_ERROR_CODE", system: "unknown" });
  });
});

describe("cardwright explain", () => {
  test("explains a code of our own", async () => {
    expect(await cli("explain", "batch_job_changed")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^BATCH_JOB_CHANGED\n[\s\S]*What to do: Use the rows[\s\S]*later: no\.\n$/),
    });
  });

  test.each([
    ["BATCH_JOB_CHAGNED", "BATCH_JOB_CHANGED"],
    ["CUSTMER_NOT_FOUND", "CUSTOMER_NOT_FOUND"],
    ["uplod_failed", "UPLOAD_FAILED"],
  ])("suggests what %s is a slip of", async (slip, code) => {
    const { code: exit, stdout } = await cli("explain", slip);
    expect(exit).toBe(1);
    expect(stdout).toContain(`Did you mean ${code}?`);
  });

  test("suggests nothing for nonsense", async () => {
    expect((await cli("explain", "QQQQQQQQ")).stdout).not.toContain("Did you mean");
  });
});
