import fc from "fast-check";
import { expect, test } from "vitest";
import { InvalidMessageError, MemoryLedger, ProductionPartnerClient } from "../../../src/index.ts";
import { plainCopy } from "../../../src/production-partner/client/plain-copy.ts";
import { ProductionPartnerSandbox } from "../../../src/sandbox/index.ts";
import { takeIn } from "../../support/ledger.ts";
import { requestSent } from "../../support/order-messages.ts";

test("a copy is equal, and shares nothing that could change", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const copy = plainCopy(value);
      expect(copy).toEqual(structuredClone(value));
      if (typeof value === "object" && value !== null) expect(copy).not.toBe(value);
    }),
  );
  const inner = { list: [{ text: "a" }] };
  const copy = plainCopy(inner);
  inner.list[0] = { text: "b" };
  expect(copy).toEqual({ list: [{ text: "a" }] });
});

test("what is no plain data is refused with its place", async () => {
  await using sandbox = await ProductionPartnerSandbox.start();
  const ledger = new MemoryLedger();
  await using client = new ProductionPartnerClient({ ...sandbox.partner, ledger });
  await takeIn(ledger, requestSent());
  const itself: { [name: string]: unknown } = {};
  itself["MIFARE_UID"] = itself;
  for (const reportData of [{ MIFARE_UID: () => "04A2" }, itself, undefined, "04A2"]) {
    // JavaScript can give what the types forbid.
    const report = { cardId: "CARD-1", reportData: reportData as { [name: string]: string } };
    const refused = await client.reportCardProduced(report).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InvalidMessageError);
    expect(refused).toMatchObject({ issues: [{ path: expect.stringMatching(/^\/reportData/) }] });
  }
});
