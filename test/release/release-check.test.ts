import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };

const root = fileURLToPath(new URL("../../", import.meta.url));
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cardwright-release-"));
  await cp(join(root, ".ci"), join(folder, ".ci"), { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "cardwright", version: "0.9.0" }));
  await writeFile(join(folder, "CHANGELOG.md"), "# Changelog\n\n## [Unreleased]\n\n## [0.9.0]\n\nText.\n");
});
afterEach(() => rm(folder, { recursive: true }));

const set = (repository: string) =>
  writeFile(join(folder, ".ci/release-settings.json"), JSON.stringify({ repository }));

function releaseCheck(...parameters: readonly string[]): Promise<{ readonly ok: boolean; readonly said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [".ci/release-check.mjs", ...parameters], { cwd: folder }, (error, stdout, stderr) =>
      resolve({ ok: error === null, said: stdout + stderr }),
    );
  });
}

test("a release is refused while the repository's address is not given", async () => {
  await set("");
  expect(await releaseCheck()).toMatchObject({ ok: false, said: expect.stringContaining("address is not set") });
});

test("the address is the one setting from which package.json's fields follow", async () => {
  await set("https://git.example.com/cards/cardwright");
  expect(await releaseCheck()).toMatchObject({ ok: false, said: expect.stringContaining("--write") });
  expect((await releaseCheck("--write")).ok).toBe(true);
  expect(JSON.parse(await readFile(join(folder, "package.json"), "utf8"))).toMatchObject({
    repository: { type: "git", url: "git+https://git.example.com/cards/cardwright.git" },
    homepage: "https://git.example.com/cards/cardwright#readme",
    bugs: { url: "https://git.example.com/cards/cardwright/issues" },
  });
  expect((await releaseCheck("--tag", "v0.9.0")).ok).toBe(true);
});

test("a tag that is not the version, and changes without a version, are refused", async () => {
  await set("https://git.example.com/cards/cardwright");
  await releaseCheck("--write");
  expect(await releaseCheck("--tag", "v0.9.1")).toMatchObject({ ok: false, said: expect.stringContaining("0.9.0") });
  await writeFile(join(folder, "CHANGELOG.md"), "# Changelog\n\n## [Unreleased]\n\n- A\n\n## [0.9.0]\n");
  expect(await releaseCheck("--tag", "v0.9.0")).toMatchObject({
    ok: false,
    said: expect.stringContaining("Unreleased"),
  });
});

test("a tag is refused while changesets wait to be taken", async () => {
  await set("https://git.example.com/cards/cardwright");
  await releaseCheck("--write");
  await mkdir(join(folder, ".changeset"));
  await writeFile(join(folder, ".changeset/README.md"), "");
  expect((await releaseCheck("--tag", "v0.9.0")).ok).toBe(true);
  await writeFile(join(folder, ".changeset/fix.md"), "");
  expect(await releaseCheck("--tag", "v0.9.0")).toMatchObject({ ok: false, said: expect.stringContaining("fix.md") });
});

test("this repository's package.json agrees with its setting", async () => {
  const { repository } = JSON.parse(await readFile(join(root, ".ci/release-settings.json"), "utf8"));
  expect("repository" in packageJson).toBe(repository !== "");
});
