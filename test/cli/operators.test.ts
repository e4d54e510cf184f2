import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { ProductionPartnerClient } from "../../src/index.ts";
import { openSqliteLedger } from "../../src/production-partner/ledger/index.ts";
import { exampleRequest, ProductionPartnerSandbox } from "../../src/sandbox/index.ts";
import { draftOf, receiveIn } from "../support/ledger.ts";
import { cardProduced, requestSent } from "../support/order-messages.ts";
import { waitFor } from "../support/wait-for.ts";
import { cli } from "./run.ts";

let folder: string;
let sandbox: ProductionPartnerSandbox;
let ledger: string;
let ledgers = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cardwright-operators-"));
  sandbox = await ProductionPartnerSandbox.start({ maxDeliveryCount: 1 });
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  ledgers++;
  ledger = join(folder, `${ledgers}.db`);
  await (await openSqliteLedger({ path: ledger })).close();
  const { inbound, outbound } = sandbox.partner;
  for (const [name, { connectionString = "", queue = "" }] of Object.entries({
    INBOUND: inbound,
    OUTBOUND: outbound,
  })) {
    vi.stubEnv(`CARDWRIGHT_${name}_CONNECTION_STRING`, connectionString);
    vi.stubEnv(`CARDWRIGHT_${name}_QUEUE`, queue);
  }
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe("cardwright orders", () => {
  test("corrects an order that NGOC never answered", async () => {
    {
      await using open = await openSqliteLedger({ path: ledger });
      await receiveIn(open, requestSent({ cardId: "A" }));
      await open.stage(draftOf(cardProduced({ cardId: "A" })));
    }
    const corrected = await cli("orders", "correct", "A", "--as", "report-acknowledged", "--ledger", ledger);
    expect(corrected).toEqual({ code: 0, stdout: "report-acknowledged: A\n", stderr: "" });
    expect((await cli("orders", "show", "A", "--ledger", ledger)).stdout).toContain("A: acknowledged");
    const again = await cli("orders", "correct", "A", "--as", "report-lost", "--ledger", ledger);
    expect(again.code).toBe(3);
    expect(again.stderr).toMatch(/^error: \S/);
    expect((await cli("orders", "correct", "A", "--as", "lost", "--ledger", ledger)).code).toBe(2);
  });

  test("marks a message as sent, and sends one again", async () => {
    const message = cardProduced({ cardId: "A" });
    {
      await using open = await openSqliteLedger({ path: ledger });
      await receiveIn(open, requestSent({ cardId: "A" }));
      await open.stage(draftOf(message));
    }
    expect((await cli("orders", "resend", message.messageId, "--ledger", ledger)).code).toBe(0);
    expect((await cli("orders", "mark-sent", message.messageId, "--ledger", ledger)).code).toBe(0);
    await using open = await openSqliteLedger({ path: ledger });
    expect(await open.outbox()).toEqual({ unsent: 0 });
  });
});

describe("looking at a ledger", () => {
  test("changes nothing, and tables of an older version are migrated only when that is asked for", async () => {
    const before = await readFile(ledger);
    expect((await cli("orders", "list", "--ledger", ledger)).stdout).toBe("no cards found\n");
    expect((await cli("orders", "stuck", "--ledger", ledger)).code).toBe(0);
    expect(await readFile(ledger)).toEqual(before);

    const older = join(folder, "older.db");
    const handle = new DatabaseSync(older);
    handle.exec("CREATE TABLE cardwright_migration (schema_name text, version integer, name text, applied_at bigint)");
    handle.close();
    for (const command of [["list"], ["resend", "M"]]) {
      const { code, stderr } = await cli("orders", ...command, "--ledger", older);
      expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining("cardwright ledger migrate") });
    }
    expect((await cli("ledger", "migrate", "--ledger", older)).code).toBe(0);
    expect((await cli("orders", "list", "--ledger", older)).code).toBe(0);
  });
});

describe("cardwright doctor", () => {
  test("reaches both queues and the ledger, and says how they are", async () => {
    const { code, stdout } = await cli("doctor", "--ledger", ledger);
    expect(code).toBe(0);
    expect(stdout.split("\n").map((line) => line.slice(0, 25).trimEnd())).toEqual([
      "ok           inbound",
      "ok           dead letters",
      "ok           outbound",
      "ok           ledger",
      "ok           clock",
      "ok           contract",
      "",
    ]);
    expect(stdout).toMatch(/6 message types, hash [0-9a-f]{12}\n/);
  });

  test("says what is wrong and what to do, and goes on", async () => {
    // A key that may only listen.
    for (const what of ["CONNECTION_STRING", "QUEUE"])
      vi.stubEnv(`CARDWRIGHT_OUTBOUND_${what}`, process.env[`CARDWRIGHT_INBOUND_${what}`]);
    const { code, stdout } = await cli("--json", "doctor", "--ledger", join(folder, "none.db"));
    expect(code).toBe(1);
    const found = JSON.parse(stdout) as { part: string; verdict: string; help?: string }[];
    expect(found.map(({ part, verdict }) => `${part} ${verdict}`)).toEqual([
      "inbound ok",
      "dead letters ok",
      "outbound wrong",
      "ledger wrong",
      "clock not checked",
      "contract ok",
    ]);
    expect(found.filter(({ verdict, help }) => verdict === "wrong" && help === undefined)).toEqual([]);
    expect(stdout).not.toContain("SharedAccessKey=");
  });
});

describe("cardwright dead-letters", () => {
  test("lists, shows, handles again and removes", async () => {
    const { toPartner, ngoc } = sandbox;
    const handlers = join(folder, "handlers.mjs");
    await writeFile(
      handlers,
      'export const handlers = (client) => client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});',
    );
    for (const cardId of ["A", "B"]) await ngoc.sendRequest(exampleRequest({ cardId }));
    {
      await using failing = new ProductionPartnerClient({
        ...sandbox.partner,
        maxDeliveries: false,
        redeliveryDelayMs: 0,
      });
      failing.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {
        throw new Error("no printer");
      });
      await failing.start();
      await waitFor({
        broker: sandbox.broker,
        what: "both messages to be dead letters",
        until: () => toPartner.counts().deadLettered === 2,
      });
    }
    const listed = await cli("--json", "dead-letters", "list");
    const [first, second] = (JSON.parse(listed.stdout) as { sequenceNumber: string }[]).map(
      (each) => each.sequenceNumber,
    );
    const shown = await cli("dead-letters", "show", first ?? "");
    expect(shown.stdout).not.toContain("Example Recipient");
    expect((await cli("dead-letters", "show", first ?? "", "--body")).stdout).toContain('"cardId":"A"');
    const handled = await cli("dead-letters", "handle", first ?? "", "--handlers", handlers, "--ledger", ledger);
    expect(handled).toEqual({ code: 0, stdout: `handled: ${first}\n`, stderr: "" });
    expect((await cli("orders", "show", "A", "--ledger", ledger)).stdout).toContain("A: requested");
    expect((await cli("dead-letters", "remove", second ?? "")).stdout).toBe(`removed: ${second}\n`);
    expect((await cli("dead-letters", "list")).stdout).toBe("no messages found\n");
    expect((await cli("dead-letters", "show", "x")).code).toBe(2);
  });
});
