import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { OrceSandbox } from "cardwright/sandbox";
import { makeCards } from "../src/make-cards.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cards-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("each row becomes a card, and ORCE makes those of known customers", async () => {
  const csv = join(folder, "customers.csv");
  await writeFile(csv, "customer_no,gift\nC1,25.00\nC2,25.00\nC3,many\n");
  const report = await makeCards({ csv, folder: join(folder, "outgoing") });
  assert.deepEqual([report.cards, report.rejected, report.issues], [2, 1, 0]);

  const orce = await OrceSandbox.start({
    folder: join(folder, "orce"),
    setup: {
      cardTypes: [{ prefix: "12345", programs: [{ kind: "tender", baseCurrency: "USD" }] }],
      series: [{ prefix: "12345", series: "01", numberOfCards: 1000, batches: [1, 2] }],
      customers: [{ customerId: "C1" }],
      configuration: { accountManagementDefaultReasonCode: "DEFAULT" },
    },
  });
  const outcome = await orce.process(report.files[0] ?? "");
  await orce.close();
  assert.deepEqual([outcome.generated, outcome.failed], [1, 1]);
});

test("running it again makes no second card", async () => {
  const csv = join(folder, "customers.csv");
  await writeFile(csv, "customer_no,gift\nC1,25.00\n");
  const once = await makeCards({ csv, folder: join(folder, "outgoing") });
  assert.deepEqual(await makeCards({ csv, folder: join(folder, "outgoing") }), once);
});
