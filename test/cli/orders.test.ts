import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSqliteLedger } from "../../src/production-partner/ledger/index.ts";
import { draftOf, receiveIn, stageIn } from "../support/ledger.ts";
import { cardProduced, errorReceived, errorSent, requestSent } from "../support/order-messages.ts";
import { cli } from "./run.ts";

const folder = await mkdtemp(join(tmpdir(), "cardwright-cli-"));
const ledger = join(folder, "orders.db");
beforeAll(async () => {
  await using open = await openSqliteLedger({ path: ledger });
  for (const cardId of ["A", "B", "C"]) await receiveIn(open, requestSent({ cardId }));
  await stageIn(open, cardProduced({ cardId: "A" }));
  const refused = cardProduced({ cardId: "B" });
  await open.stage(draftOf(refused));
  await receiveIn(open, errorReceived({ errorCode: "REPORT_DATA_INVALID" }, refused.messageId));
});
beforeAll(async () => {
  await using open = await openSqliteLedger({ path: ledger });
  const issues = [{ path: "/cardId", keyword: "required", expected: "a value", message: "/cardId must have a value" }];
  const answer = errorSent({ errorCode: "INVALID_MESSAGE" }, "M1");
  const raw = (body: string | Uint8Array) => ({ subject: "ORDER\u001b[31m", messageId: "M1", body });
  await open.receiveInvalid("M1", {
    raw: raw('{"name":"Example Recipient"}'),
    cause: { reason: "invalid", issues },
    answer,
  });
  await open.receiveInvalid("M2", { raw: raw(Buffer.from([0xff])), cause: { reason: "unknown-type", issues: [] } });
});
afterAll(() => rm(folder, { recursive: true }));

describe("cardwright orders", () => {
  test("lists cards of a state, page by page", async () => {
    const first = await cli("orders", "list", "--ledger", ledger, "--limit", "2");
    expect(first.stdout.split("\n").map((line) => line.split(/ +/)[2])).toEqual(["A", "B", undefined]);
    const after = /--after (\S+)/.exec(first.stderr)?.[1] ?? "";
    expect((await cli("orders", "list", "--ledger", ledger, "--after", after)).stdout).toMatch(/requested +C +SHIP-1/);
    const json = await cli("orders", "list", "--ledger", ledger, "--state", "reported", "--json");
    expect(JSON.parse(json.stdout).items).toMatchObject([{ cardId: "A", state: "reported" }]);
  });

  test("shows a card with its history, without personal data", async () => {
    const { code, stdout } = await cli("orders", "show", "B", "--ledger", ledger);
    expect(code).toBe(0);
    expect(stdout).toContain("B: report-refused (REPORT_DATA_INVALID)");
    expect(stdout).toMatch(/in +REQUEST +→ requested/);
    expect(stdout).not.toContain("Example Recipient");
    expect(await cli("orders", "show", "NONE", "--ledger", ledger)).toMatchObject({ code: 1 });
  });

  test("lists what is stuck and says so by its exit code", async () => {
    const { code, stdout } = await cli("orders", "stuck", "--ledger", ledger, "--minutes", "0");
    expect(code).toBe(1);
    expect(stdout).toMatch(/not-answered +card A/);
    expect(stdout).toMatch(/report-refused +card B .*\(REPORT_DATA_INVALID\)/);
    expect(await cli("orders", "stuck", "--ledger", ledger)).toMatchObject({ code: 0, stdout: "nothing is stuck\n" });
  });

  test("says which ledger is missing, and makes none", async () => {
    expect(await cli("orders", "list")).toMatchObject({ code: 3 });
    const { code, stderr } = await cli("orders", "list", "--ledger", join(folder, "typo.db"));
    expect(code).toBe(3);
    expect(stderr).toContain("LEDGER_MISSING");
  });
});

describe("cardwright orders quarantine", () => {
  const quarantine = (...parameters: readonly string[]) =>
    cli("orders", "quarantine", ...parameters, "--ledger", ledger);
  const ids = async () => (await quarantine("list")).stdout.split("\n").map((line) => line.split(/ +/)[3] ?? "");

  test("lists messages without their content, page by page and filtered", async () => {
    const { code, stdout } = await quarantine("list");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\S+Z +kept +invalid +\S+ +ORDER\?\[31m\n\S+Z +kept +unknown-type +\S+ +ORDER\?\[31m\n$/);
    expect((await quarantine("list", "--reason", "rejected")).stdout).toBe("no messages found\n");
    const first = await quarantine("list", "--limit", "1");
    const after = /--after (\S+)/.exec(first.stderr)?.[1] ?? "";
    expect((await quarantine("list", "--after", after)).stdout).toContain("unknown-type");
    expect(JSON.parse((await quarantine("list", "--json")).stdout).items).toHaveLength(2);
    expect(await quarantine("list", "--state", "lost")).toMatchObject({ code: 2 });
  });

  test("shows why a message is there, and its content only when asked", async () => {
    const [id = ""] = await ids();
    const { stdout } = await quarantine("show", id);
    expect(stdout).toContain("message M1\n/cardId must have a value\nNGOC was answered with INVALID_MESSAGE (message ");
    expect(stdout).not.toContain("Example Recipient");
    expect((await quarantine("show", id, "--json")).stdout).not.toContain("Example Recipient");
    expect((await quarantine("show", id, "--body")).stdout).toContain('{"name":"Example Recipient"}');
    expect((await quarantine("show", (await ids())[1] ?? "", "--body")).stdout).toContain("base64: /w==");
    expect(await quarantine("show", "unknown")).toMatchObject({ code: 1, stdout: "Unknown message: unknown\n" });
  });

  test("exports all messages as JSON lines", async () => {
    const lines = (await quarantine("export")).stdout.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).raw.body)).toEqual([
      { text: '{"name":"Example Recipient"}' },
      { base64: "/w==" },
    ]);
  });

  test("requests a replay after it has shown what NGOC was told, and dismisses", async () => {
    const [answered = "", other = ""] = await ids();
    const { code, stdout } = await quarantine("replay", answered);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^NGOC was answered with INVALID_MESSAGE .*\n.*add --yes/);
    expect(await quarantine("replay", answered, "--yes")).toMatchObject({ code: 0 });
    expect(await quarantine("replay", other)).toMatchObject({ code: 0 });
    expect(await quarantine("dismiss", other)).toMatchObject({ code: 0 });
    expect((await quarantine("list")).stdout).toMatch(/requested .*\n.*dismissed /);
    expect(await quarantine("replay", other)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("QUARANTINE_STATE"),
    });
    await using open = await openSqliteLedger({ path: ledger });
    expect(await open.quarantine.listRequested()).toEqual([answered]);
  });
});
