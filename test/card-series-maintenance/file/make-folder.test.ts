import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeFolder } from "../../../src/card-series-maintenance/file/make-folder.ts";

describe("makeFolder", () => {
  test("makes a folder and those above it, also several times at once", async () => {
    const base = await mkdtemp(join(tmpdir(), "cardwright-folder-"));
    try {
      await Promise.all(Array.from({ length: 10 }, () => makeFolder(join(base, "a", "b"))));
      expect((await stat(join(base, "a", "b"))).isDirectory()).toBe(true);
      await writeFile(join(base, "file"), "");
      await expect(makeFolder(join(base, "file"))).rejects.toThrow("EEXIST");
      await expect(makeFolder(join(base, "file", "under"))).rejects.toThrow("EEXIST");
    } finally {
      await rm(base, { recursive: true });
    }
  });

  test.runIf(process.platform === "linux")("says that the system lets no folder be made", async () => {
    await expect(makeFolder("/proc/nowhere/under")).rejects.toThrow("ENOENT");
  });
});
