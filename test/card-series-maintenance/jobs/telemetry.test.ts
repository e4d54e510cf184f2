import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkBatch, createBatch, splitBatch } from "../../../src/card-series-maintenance/index.ts";
import { Recorder } from "../../support/telemetry/recorder.ts";

test("jobs on batch files are spans, and their rows and failures are counted", async () => {
  const folder = await mkdtemp(join(tmpdir(), "cardwright-batch-telemetry-"));
  await using recorder = new Recorder();
  const { telemetry } = recorder;
  const rows = [{ customer: "C1" }, { customer: "C2", CardPrefix: "x" }, { customer: "C3" }];
  const mapping = {
    columns: { CustomerID: "customer" },
    constants: { CardPrefix: "12345", CardSeriesSequence: "01" },
  };
  const create = (name: string, onBadRow: "skip" | "stop") =>
    createBatch({ source: { rows }, mapping, folder, name, onBadRow, telemetry });
  const report = await create("a", "skip");
  await create("b", "stop").catch(() => {});
  const file = join(folder, "a-0001.xml");
  await checkBatch({ files: [file], telemetry });
  await splitBatch({ file, folder: join(folder, "parts"), maxBlocks: 1, telemetry });
  await rm(folder, { recursive: true });

  expect(report).toMatchObject({ rows: 3, rejected: 1 });
  expect(recorder.spans.map(({ name, hasFailed, attributes }) => [name, hasFailed, attributes])).toMatchObject([
    [
      "batch create",
      false,
      { "cardwright.batch.rows": 3, "cardwright.batch.rejected": 1, "cardwright.batch.files": 1 },
    ],
    ["batch create", true, { "error.type": "BATCH_ROW" }],
    ["batch check", false, { "cardwright.batch.rows": 2, "cardwright.batch.rejected": 0 }],
    ["batch split", false, { "cardwright.batch.rows": 2, "cardwright.batch.files": 2 }],
  ]);
  const create3 = [{ "cardwright.batch.operation": "create" }, 3];
  expect(await recorder.valuesOf("cardwright.batch.row.count")).toContainEqual(create3);
  expect(await recorder.valuesOf("cardwright.batch.row.failures")).toEqual([
    [{ "cardwright.batch.operation": "create" }, 1],
  ]);
  expect(await recorder.valuesOf("cardwright.batch.duration")).toHaveLength(4);
});
