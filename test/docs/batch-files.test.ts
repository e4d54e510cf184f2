import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { printed } from "./printed.ts";

let folder: string;
const home = process.cwd();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cardwright-docs-"));
  process.chdir(folder);
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterAll(async () => {
  vi.restoreAllMocks();
  process.chdir(home);
  await rm(folder, { recursive: true });
});

describe("batch job snippets", () => {
  test("the snippets about batch files work one after the other", async () => {
    await writeFile("customers.csv", "customer_no,gift\nC1,25.00\nC2,25.00\nC1,5.00\n");
    expect(await printed(() => import("./snippets/make-batch.ts"))).toEqual([[3, 1, 0]]);
    const sandbox = await printed(() => import("./snippets/orce-sandbox.ts"));
    expect(sandbox).toEqual([
      ["spring-0001.xml, block 2: CUSTOMER_NOT_FOUND"],
      ["spring-0001.xml, block 3: MIN_ACTIVATION_AMT_NOT_MET"],
      [1, 2],
    ]);
    await rename("orce/complete", "complete");
    const after = await printed(() => import("./snippets/after-processing.ts"));
    expect(after[0]).toEqual(["spring-0001.xml", 1, [{ first: 2, last: 3 }]]);
    expect(after[1]?.[0]).toMatch(/^2 of 3 with CustomerID: .*CUSTOMER_NOT_FOUND.*MIN_ACTIVATION_AMT_NOT_MET/);
  });

  test("the snippet about delivery says which file is not there", async () => {
    await expect(import("./snippets/deliver-batch.ts")).rejects.toMatchObject({
      code: "ENOENT",
      path: "outgoing/spring-0001.xml",
    });
  });
});
