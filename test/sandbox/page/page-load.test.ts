import { describe, expect, test } from "vitest";
import { chromiumPath, noChromium } from "../../support/browser.ts";
import { loadPage } from "../../support/proofs/page/page-load.ts";
import { compareThroughput } from "../../support/proofs/page/page-throughput.ts";

// Small versions of `npm run soak -- page-load`, which has the bars of a machine that does nothing else.

describe.skipIf(chromiumPath === undefined)(`the page under load (${noChromium})`, () => {
  const chromium = chromiumPath ?? "";

  test("paints what an input does while cards move", async () => {
    const result = await loadPage({ cards: 1000, messagesPerSecond: 200, seconds: 2, chromium });
    expect(result.inputs).toBeGreaterThan(10);
    expect(result.shipped).toBeGreaterThan(0);
    expect(result.p50Ms).toBeLessThan(100);
  });

  test("does not keep `cardwright sandbox` from its work", async () => {
    const { throughProcess } = await compareThroughput({ orders: 100, rounds: 1, chromium });
    expect(throughProcess).toBeGreaterThan(10);
  });
});
