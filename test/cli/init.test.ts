import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cli } from "./run.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cardwright-init-"));
});
afterEach(() => rm(folder, { recursive: true }));

test.each([
  ["partner", "src/bureau.ts"],
  ["retailer", "src/make-cards.ts"],
])("init writes a %s's application, named after its folder", async (template, file) => {
  const target = join(folder, "My Shop");
  const { code, stdout } = await cli("--json", "init", target, "--template", template);
  expect(code).toBe(0);
  const { files } = JSON.parse(stdout) as { files: readonly string[] };
  expect(files).toEqual(expect.arrayContaining(["README.md", "package.json", ".gitignore", file]));
  await Promise.all(files.map((name) => stat(join(target, name))));
  const { name, dependencies } = JSON.parse(await readFile(join(target, "package.json"), "utf8"));
  expect({ name, dependencies }).toEqual({
    name: "my-shop",
    dependencies: { cardwright: expect.stringMatching(/^\^/) },
  });
});

test("init overwrites nothing", async () => {
  await writeFile(join(folder, "README.md"), "mine");
  const { code, stderr } = await cli("init", folder);
  expect([code, stderr]).toEqual([3, expect.stringContaining("code: FOLDER_NOT_EMPTY")]);
  expect(await readFile(join(folder, "README.md"), "utf8")).toBe("mine");
});
