import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { printed } from "./printed.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cardwright-docs-"));
  vi.stubEnv("ORDERS_DB", join(folder, "orders.db"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

describe("ledger snippets", () => {
  test.each([
    [
      "durable-orders",
      [
        [{ acknowledged: 1 }],
        ["EXTERNAL_PRODUCTION_REQUEST_SENT", "requested"],
        ["EXTERNAL_PRODUCTION_CARD_PRODUCED", "reported"],
        ["EXTERNAL_PRODUCTION_REPORT_OK", "acknowledged"],
      ],
    ],
    ["one-transaction", [[{ uid: "04A2B6C1" }]]],
  ])("the snippet %s prints what its comments say", async (name, lines) => {
    expect(await printed(() => import(`./snippets/${name}.ts`))).toEqual(lines);
  });
});
