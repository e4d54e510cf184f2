import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSqliteLedger } from "../../src/production-partner/ledger/index.ts";
import { draftOf, receiveIn, stageIn } from "../support/ledger.ts";
import { cardProduced, errorNotification, requestSent } from "../support/messages.ts";
import { cli } from "./run.ts";

const folder = await mkdtemp(join(tmpdir(), "cardwright-cli-"));
const ledger = join(folder, "orders.db");
beforeAll(async () => {
  await using open = await openSqliteLedger({ path: ledger });
  for (const cardId of ["A", "B", "C"]) await receiveIn(open, requestSent({ cardId }));
  await stageIn(open, cardProduced({ cardId: "A" }));
  const refused = cardProduced({ cardId: "B" });
  await open.stage(draftOf(refused));
  await receiveIn(open, errorNotification({ errorCode: "REPORT_DATA_INVALID" }, refused.messageId));
});
afterAll(() => rm(folder, { recursive: true }));

describe("cardwright orders", () => {
  it("lists cards of a state, page by page", async () => {
    const first = await cli("orders", "list", "--ledger", ledger, "--limit", "2");
    expect(first.stdout.split("\n").map((line) => line.split(/ +/)[2])).toEqual(["A", "B", undefined]);
    const after = /--after (\S+)/.exec(first.stderr)?.[1] ?? "";
    expect((await cli("orders", "list", "--ledger", ledger, "--after", after)).stdout).toMatch(/requested +C +SHIP-1/);
    const json = await cli("orders", "list", "--ledger", ledger, "--state", "reported", "--json");
    expect(JSON.parse(json.stdout).items).toMatchObject([{ cardId: "A", state: "reported" }]);
  });

  it("shows a card with its history, without personal data", async () => {
    const { code, stdout } = await cli("orders", "show", "B", "--ledger", ledger);
    expect(code).toBe(0);
    expect(stdout).toContain("B: report-refused (REPORT_DATA_INVALID)");
    expect(stdout).toMatch(/in +EXTERNAL_PRODUCTION_REQUEST_SENT +→ requested/);
    expect(stdout).not.toContain("Example Recipient");
    expect(await cli("orders", "show", "NONE", "--ledger", ledger)).toMatchObject({ code: 1 });
  });

  it("lists what is stuck and says so by its exit code", async () => {
    const { code, stdout } = await cli("orders", "stuck", "--ledger", ledger, "--minutes", "0");
    expect(code).toBe(1);
    expect(stdout).toMatch(/not-answered +card A/);
    expect(stdout).toMatch(/report-refused +card B .*\(REPORT_DATA_INVALID\)/);
    expect(await cli("orders", "stuck", "--ledger", ledger)).toMatchObject({ code: 0, stdout: "nothing is stuck\n" });
  });

  it("says which ledger is missing, and makes none", async () => {
    expect(await cli("orders", "list")).toMatchObject({ code: 3 });
    const { code, stderr } = await cli("orders", "list", "--ledger", join(folder, "typo.db"));
    expect(code).toBe(3);
    expect(stderr).toContain("LEDGER_MISSING");
  });
});
