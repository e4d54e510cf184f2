import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lockExclusively } from "../../../src/card-series-maintenance/file/exclusive-lock.ts";
import { rejectionCode } from "../../support/code-of.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cardwright-lock-"));
});
afterEach(() => rm(folder, { recursive: true }));

const lock = (name: string) =>
  lockExclusively(join(folder, name), {
    code: "SPLIT_RUNNING",
    message: "Another process has it.",
    help: "Wait for it.",
  });

describe("lockExclusively", () => {
  test("lets one have it, and then the next", async () => {
    {
      using _held = await lock("a.lock");
      expect(await rejectionCode(lock("a.lock"))).toBe("SPLIT_RUNNING");
    }
    using _held = await lock("a.lock");
  });

  test("says when nobody can have it", async () => {
    await mkdir(join(folder, "b.lock"));
    await writeFile(join(folder, "c.lock"), "something of another program ".repeat(100));
    for (const name of ["b.lock", "c.lock"]) expect(await rejectionCode(lock(name))).toBe("LOCK_UNAVAILABLE");
    await expect(lock("none/d.lock")).rejects.toMatchObject({ code: "ENOENT" });
  });
});
