import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { MemoryLedger } from "../../../src/production-partner/ledger/index.ts";
import { exampleRequest, ManualClock } from "../../../src/sandbox/index.ts";
import { startPartner } from "./partner.ts";

test("what a call has staged while the ledger looked for unsent messages is sent once", async () => {
  const clock = new ManualClock();
  const memory = new MemoryLedger({ clock });
  let looks = 0;
  // As a database that looks late: it returns what is in hand by then, too.
  const ledger = new Proxy(memory, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      if (name !== "takeUnsent") return value.bind(target);
      return () => {
        looks++;
        return memory.takeUnsent();
      };
    },
  });
  await using partner = await startPartner({ sandbox: { clock }, client: { ledger, clock } });
  const { client, sandbox, until } = partner;
  const sends = sandbox.broker.faults.add({
    on: "send",
    queue: sandbox.fromPartner.name,
    times: 10,
    effect: { kind: "delay", ms: 5_000 },
  });
  client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
    await client.reportCardProduced({ cardId: card.cardId, reportData: {} });
  });
  await client.start();
  await sandbox.ngoc.sendRequest(exampleRequest());
  await until("the report to be on its way", () => sends.hits === 1);
  const before = looks;
  for (let turn = 0; looks < before + 3; turn++) {
    expect(turn, "turns until the ledger has looked three times").toBeLessThan(1_000);
    clock.advance(500);
    await setImmediate();
  }
  clock.advance(5_000);
  await until("the request to be settled", () => sandbox.toPartner.isEmpty());
  expect(sends.hits).toBe(1);
});
