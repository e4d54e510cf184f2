import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openSqliteLedger } from "../../../src/production-partner/ledger/index.ts";
import { exampleRequest, ProductionPartnerSandbox } from "../../../src/sandbox/index.ts";

describe("a client with a durable ledger", () => {
  test("a handler that runs again after a crash reports again, and NGOC sees each report once", async () => {
    const folder = await mkdtemp(join(tmpdir(), "cardwright-again-"));
    const path = join(folder, "orders.db");
    await using sandbox = await ProductionPartnerSandbox.start({ lockDurationMs: 500 });
    const queues = [sandbox.partner.inbound, sandbox.partner.outbound].map(
      ({ connectionString = "" }) => connectionString,
    );
    const problems: unknown[] = [];
    const live = (diesAfter: string) => {
      const main = fileURLToPath(new URL("./handler-again-main.ts", import.meta.url));
      const child = fork(main, [path, ...queues, diesAfter], {
        execArgv: ["--no-warnings"],
      });
      child.on("message", (kind) => problems.push(kind));
      return { child, exited: once(child, "exit") };
    };
    const seen: string[] = [];
    sandbox.ngoc.events.on((event) => {
      if (event.type === "message") seen.push(event.fault?.errorCode ?? event.message.type);
    });

    await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "CARD-1", expected: ["MIFARE_UID"] }));
    for (const diesAfter of ["report", "shipment"]) expect((await live(diesAfter).exited)[1]).toBe("SIGKILL");
    const last = live("never");
    const { toPartner, fromPartner } = sandbox;
    const signal = AbortSignal.timeout(20_000);
    while (sandbox.ngoc.book.stateOf("CARD-1") !== "shipped" || !toPartner.isEmpty() || !fromPartner.isEmpty()) {
      await sandbox.broker.events.once(() => true, { signal });
    }
    last.child.send("stop");
    await last.exited;

    expect(problems).toEqual([]);
    expect(seen).toEqual(["EXTERNAL_PRODUCTION_CARD_PRODUCED", "EXTERNAL_PRODUCTION_SHIPPED"]);
    expect(toPartner.counts().deadLettered).toBe(0);
    // Each of the two handlers ran once more than it had to.
    expect(toPartner.totals().delivered).toBeGreaterThanOrEqual(5);
    await using ledger = await openSqliteLedger({ path });
    expect(await ledger.findCard("CARD-1")).toMatchObject({ state: "shipped" });
    expect(await ledger.listStuck({ olderThanMs: 0 })).toEqual([]);
    await ledger.close();
    await rm(folder, { recursive: true });
  }, 60_000);
});
