import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import packageJson from "../../../package.json" with { type: "json" };
import { root } from "../../consumer/packed-package.ts";
import { releases } from "../publish/releases.ts";
import { raisedVersion, readChangeset, readChangesets } from "./changeset.ts";
import { isAddition } from "./is-addition.ts";
import { apiReasons, contractReasons, lastReleased, requiredVersion } from "./required-version.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cardwright-changesets-"));
});
afterEach(() => rm(folder, { recursive: true }));

const changeset = (raise: string, text = "A change.") => `---\n"cardwright": ${raise}\n---\n\n${text}\n`;

function runScript(
  name: string,
  ...parameters: readonly string[]
): Promise<{ readonly ok: boolean; readonly said: string }> {
  return new Promise((resolve) => {
    const script = join(root, "test/release/changesets", name);
    execFile(process.execPath, [script, ...parameters], (error, stdout, stderr) =>
      resolve({ ok: error === null, said: stdout + stderr }),
    );
  });
}

describe("a changeset", () => {
  test("names the package, the part of the version and what changed", () => {
    const text = changeset("minor", "More.\n\nCompatible: `cardwright/ledger#A`, cardwright#B");
    const { raise, compatible } = readChangeset("a.md", text);
    expect([raise, compatible]).toEqual(["minor", ["cardwright/ledger#A", "cardwright#B"]]);
  });

  test.each([
    ["no front matter", "Text"],
    ["an unknown part", changeset("huge")],
    ["another package", changeset("minor").replace("cardwright", "other")],
    ["no text", changeset("minor", "")],
  ])("with %s is refused, by its name", (_, text) => {
    expect(() => readChangeset("a.md", text)).toThrow(/^a\.md /);
  });

  test("of the gravest kind decides", () => {
    const of = (...raises: readonly string[]) => raises.map((raise) => readChangeset("a.md", changeset(raise)));
    expect(raisedVersion("1.2.3", of("patch", "minor"))).toBe("1.3.0");
    expect(raisedVersion("1.2.3", of("patch", "major", "minor"))).toBe("2.0.0");
    expect(raisedVersion("0.2.9", of("patch"))).toBe("0.2.10");
    expect(raisedVersion("0.2.9", of())).toBe("0.2.9");
  });
});

describe("the version that changes call for", () => {
  const report = (declarations: { readonly [name: string]: string }) =>
    Object.entries(declarations)
      .map(([name, declared]) => `## ${name}\n\n\`\`\`ts\n${declared}\n\`\`\`\n`)
      .join("\n");
  const compare = async (before: { readonly [name: string]: string }, now: typeof before, compatible?: string[]) => {
    for (const [name, declarations] of Object.entries({ before, now })) {
      await mkdir(join(folder, name), { recursive: true });
      await writeFile(join(folder, name, "ledger.api.md"), report(declarations));
    }
    return apiReasons(join(folder, "before"), join(folder, "now"), compatible);
  };

  test("is a breaking one for a name that is gone or different", async () => {
    const reasons = await compare({ A: "type A = 1;", B: "type B = 1;" }, { B: "type B = 2;" });
    expect(reasons).toEqual([
      { bump: "major", text: "cardwright/ledger#A is gone" },
      { bump: "major", text: "cardwright/ledger#B is different" },
    ]);
    expect(requiredVersion("0.3.1", reasons)).toBe("0.4.0");
    expect(requiredVersion("1.3.1", reasons)).toBe("2.0.0");
  });

  test("is a compatible one for a new name, and for a difference that a changeset calls compatible", async () => {
    const reasons = await compare({ B: "type B = 1;" }, { B: "type B = 2;", C: "type C = 1;" }, [
      "cardwright/ledger#B",
    ]);
    expect(reasons.map(({ bump }) => bump)).toEqual(["minor", "minor"]);
    expect(requiredVersion("0.3.1", reasons)).toBe("0.3.2");
    expect(requiredVersion("1.3.1", reasons)).toBe("1.4.0");
  });

  test("is none without a change", async () => {
    expect(requiredVersion("0.3.1", await compare({ A: "type A = 1;" }, { A: "type A = 1;" }))).toBe("0.3.1");
  });

  test("is a breaking one for an entry that is gone", async () => {
    await compare({ A: "type A = 1;" }, {});
    await rm(join(folder, "now/ledger.api.md"));
    expect(apiReasons(join(folder, "before"), join(folder, "now")).map(({ bump }) => bump)).toEqual(["major"]);
  });

  test("follows the contract, too", async () => {
    const spec = join(root, "spec/production-partner.asyncapi.yaml");
    const changed = join(folder, "changed.yaml");
    await writeFile(changed, (await readFile(spec, "utf8")).replaceAll("maxLength: 256", "maxLength: 255"));
    expect(await contractReasons(spec, spec)).toEqual([]);
    expect(await contractReasons(spec, changed)).toMatchObject([{ bump: "major" }]);
  });
});

test.each([
  [
    "an optional member of an interface",
    "interface A {\n    a: string;\n}",
    "interface A {\n    a: string;\n    b?: string;\n}",
    true,
  ],
  [
    "a required member of an interface",
    "interface A {\n    a: string;\n}",
    "interface A {\n    a: string;\n    b: string;\n}",
    false,
  ],
  ["a member that is gone", "interface A {\n    a: string;\n}", "interface A {\n    b?: string;\n}", false],
  ["a method of a class", "class A {\n    a(): void;\n}", "class A {\n    a(): void;\n    b(): void;\n}", true],
  ["a constructor", "class A {\n    a(): void;\n}", "class A {\n    constructor(x: string);\n    a(): void;\n}", false],
  ["a member of a union", 'type A = "a";', 'type A = "a" | "b";', false],
])("%s is an addition or not", (_, before, now, expected) => {
  expect(isAddition(before, now)).toBe(expected);
});

describe("this repository", () => {
  const copied = async (change: (text: string) => string) => {
    await cp(join(root, ".changeset"), folder, { recursive: true });
    for (const { file } of readChangesets(folder)) {
      const path = join(folder, file);
      await writeFile(path, change(await readFile(path, "utf8")));
    }
    return runScript("check.ts", "--changesets", folder);
  };

  test("has changesets that are high enough", async () => {
    expect(await copied((text) => text)).toMatchObject({ ok: true });
  });

  test("is refused with a lowered bump, and told why", async () => {
    const { ok, said } = await copied((text) => text.replace(/: (major|minor)$/m, ": patch"));
    expect({ ok, said }).toMatchObject({ ok: false, said: expect.stringMatching(/call for \d+\.\d+\.\d+:\n {2}\S+/) });
  });

  test("is refused when a changeset calls a name compatible that is not different", async () => {
    const { ok, said } = await copied((text) => `${text}\nCompatible: cardwright#Nothing\n`);
    expect({ ok, said }).toMatchObject({
      ok: false,
      said: expect.stringContaining("cardwright#Nothing is said to be"),
    });
  });

  test("keeps what each released version exported, and knows its commit", () => {
    const fixtures = join(root, "test/fixtures");
    expect(lastReleased(fixtures)).toBe(releases.at(-1)?.version);
  });
});

test("a release takes the changesets: version, lock file and changelog say the same", async () => {
  await mkdir(join(folder, ".changeset"));
  await cp(join(root, "package-lock.json"), join(folder, "package-lock.json"));
  await cp(join(root, "package.json"), join(folder, "package.json"));
  await writeFile(join(folder, ".changeset/README.md"), "# Changesets\n");
  await writeFile(join(folder, ".changeset/a.md"), changeset("minor"));
  await writeFile(join(folder, "CHANGELOG.md"), "# Changelog\n\n## [Unreleased]\n\n- A\n");
  expect(await runScript("apply.ts", "--folder", folder)).toMatchObject({ ok: true });
  const next = raisedVersion(packageJson.version, [readChangeset("a.md", changeset("minor"))]);
  const json = async (file: string) => JSON.parse(await readFile(join(folder, file), "utf8"));
  const lock = await json("package-lock.json");
  expect([(await json("package.json")).version, lock.version, lock.packages[""].version]).toEqual([next, next, next]);
  expect(await readFile(join(folder, "CHANGELOG.md"), "utf8")).toContain(`## [Unreleased]\n\n## [${next}]\n\n- A\n`);
  expect(await readdir(join(folder, ".changeset"))).toEqual(["README.md"]);
  expect(await runScript("apply.ts", "--folder", folder)).toMatchObject({ ok: false });
});
