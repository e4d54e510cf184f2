import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cli } from "./run.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cardwright-completion-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const has = (shell: string) => spawnSync(shell, ["-c", "true"]).status === 0;
const script = async (shell: string) => {
  const { code, stdout } = await cli("completion", shell);
  expect(code).toBe(0);
  const path = join(folder, shell);
  writeFileSync(path, stdout);
  return path;
};

/** What bash offers after the words; the last one is being typed. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const program = `. "$0"; COMP_WORDS=(cardwright "$@"); COMP_CWORD=$#; _cardwright; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const output = execFileSync("bash", ["-c", program, await script("bash"), ...words], { encoding: "utf8" });
  return output.split("\n").filter((line) => line !== "");
}

describe("completion in bash", () => {
  test("offers commands at every level", async () => {
    expect(await offered("ba")).toEqual(["batch"]);
    expect(await offered("batch", "re")).toEqual(["report", "resubmit"]);
    expect(await offered("orders", "quarantine", "")).toContain("replay");
  });

  test("offers the options of a command, and --json and --help to all", async () => {
    expect(await offered("batch", "create", "x.csv", "--ma")).toEqual(["--map", "--max-blocks", "--max-bytes"]);
    expect(await offered("number", "parse", "--")).toEqual(expect.arrayContaining(["--json", "--help", "--as"]));
    expect(await offered("batch", "--json", "cre")).toEqual(["create"]);
  });

  test("offers known values, and leaves files to the shell", async () => {
    expect(await offered("completion", "")).toEqual(["bash", "zsh", "fish"]);
    expect(await offered("batch", "create", "--format", "")).toEqual(expect.arrayContaining(["csv"]));
    expect(await offered("batch", "create", "-o", "")).toEqual([]);
    expect(await offered("batch", "create", "cu")).toEqual([]);
  });
});

describe.each(["bash", "zsh", "fish"])("the script for %s", (shell) => {
  test("names every command, and prints as JSON", async () => {
    const { stdout } = await cli("completion", shell, "--json");
    for (const name of ["batch", "create", "quarantine", "max-blocks"])
      expect(JSON.parse(stdout).script).toContain(name);
  });

  test.runIf(has(shell))(`is ${shell} as ${shell} reads it`, async () => {
    expect(spawnSync(shell, ["-n", await script(shell)], { encoding: "utf8" })).toMatchObject({
      status: 0,
      stderr: "",
    });
  });
});

test("another shell is refused", async () => {
  expect((await cli("completion", "tcsh")).code).toBe(2);
});

test("every help has --json", async () => {
  for (const words of [
    ["batch"],
    ["batch", "create"],
    ["series", "define"],
    ["completion"],
    ["orders", "quarantine", "list"],
  ])
    expect((await cli(...words, "--help")).stdout).toContain("--json");
});
