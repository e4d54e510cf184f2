import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cli } from "./run.ts";

const ours = "spec/production-partner.asyncapi.yaml";
const theirs = "test/consumer/fresh-project/vendor.asyncapi.yaml";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cardwright-contract-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A document that says something else than ours. */
async function changed(from: string, to: string): Promise<string> {
  const path = join(folder, "changed.yaml");
  const text = await readFile(ours, "utf8");
  if (!text.includes(from)) throw new Error(`The document does not say: ${from}`);
  await writeFile(path, text.replaceAll(from, to));
  return path;
}

describe("cardwright contract check", () => {
  test("exits with 0 when nothing breaks", async () => {
    expect(await cli("contract", "check", ours)).toEqual({
      code: 0,
      stdout: "The client receives and sends what the document says.\n",
      stderr: "",
    });
  });

  test("exits with 1 when something breaks, by direction and with its place", async () => {
    const { code, stdout } = await cli("contract", "check", theirs);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^RECEIVED \(\d+ breaking, \d+ harmless\)\n/);
    expect(stdout).toMatch(/\nSENT \(\d+ breaking, \d+ harmless\)\n/);
    expect(stdout).toMatch(/: never-handed-over: .+\n {4}\S+vendor\.asyncapi\.yaml:\d+ \/components\/messages\/\w+\n/);
  });

  test("lists only what breaks when asked to, as JSON too", async () => {
    const harmless = await changed("summary: Orders one card", "x-note: 1\n      summary: Orders one card");
    expect((await cli("contract", "check", harmless, "--breaking-only")).stdout).toBe("Nothing breaks.\n");
    const { code, stdout } = await cli("--json", "contract", "check", theirs, "--breaking-only");
    const { findings } = JSON.parse(stdout) as { findings: readonly { isBreaking: boolean; direction: string }[] };
    expect(code).toBe(1);
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.filter(({ isBreaking }) => !isBreaking)).toEqual([]);
  });
});

describe("cardwright contract adopt", () => {
  test("makes the same files again, writes over no file of somebody's own, and says so", async () => {
    const out = join(folder, "adopted");
    const adopt = () => cli("contract", "adopt", theirs, "--out", out);
    const first = await adopt();
    expect(first.code).toBe(0);
    expect(first.stdout).toContain(`${out}/binding.ts: written\n`);
    expect(first.stdout).toMatch(/To decide: 1 point, each a compile error\n {2}\S+binding\.ts:\d+ \S/);
    // What the page of the sandbox makes forms of.
    expect(existsSync(join(out, "generated/annotated-schemas.gen.ts"))).toBe(true);
    const binding = await readFile(join(out, "binding.ts"), "utf8");
    expect(binding.match(/\bdecide\b/g)?.length).toBeGreaterThan(0);

    const again = await adopt();
    expect(again.stdout).toContain(`${out}/binding.ts: unchanged\n`);
    expect(again.stdout).toContain("To decide: 1 point");

    const mine = `${binding}// Decided by us.\n`;
    await writeFile(join(out, "binding.ts"), mine);
    const third = await adopt();
    expect(third.stdout).toContain(`${out}/binding.ts: kept; what would be written now is ${out}/binding.new.ts\n`);
    expect(third.stdout).not.toContain("To decide");
    expect(await readFile(join(out, "binding.ts"), "utf8")).toBe(mine);
    expect(await readFile(join(out, "binding.new.ts"), "utf8")).toBe(binding);
  });
});

describe("cardwright contract diff", () => {
  test("exits with 0 for a compatible change, and with 1 for a breaking one", async () => {
    const compatible = await changed(
      "required: [organisationId, shipmentId, cardId, reportData]",
      "required: [cardId]",
    );
    const { code, stdout } = await cli("contract", "diff", ours, compatible, "--breaking-only");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "No breaking change.\n" });
    expect(await cli("contract", "diff", compatible, ours)).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^BREAKING \(3\)\n {2}EXTERNAL_PRODUCTION_CARD_PRODUCED \(send\): /),
    });
  });
});

describe("cardwright contract docs", () => {
  test("prints Markdown that names the command it came from", async () => {
    const { code, stdout } = await cli("contract", "docs", theirs);
    expect(code).toBe(0);
    expect(stdout).toContain(`change the source and run \`npx cardwright contract docs ${theirs}\``);
    expect(stdout).toMatch(/^## \w+$/m);
    expect(stdout).not.toContain("Operations: .");
  });

  test("writes both pages into a folder", async () => {
    const out = join(folder, "docs");
    const { code, stdout } = await cli("contract", "docs", theirs, "--out", out);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${out}/contract.md\n${out}/contract.html\n` });
    expect([existsSync(join(out, "contract.md")), existsSync(join(out, "contract.html"))]).toEqual([true, true]);
  });
});

describe("cardwright contract assumptions", () => {
  test("lists what is assumed about both counterparts", async () => {
    const { code, stdout } = await cli("contract", "assumptions");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^# /);
    expect(stdout.match(/^- \[ \] /gm)?.length).toBeGreaterThan(50);
    expect(stdout).toContain("ORCE");
  });
});

describe("a document that cannot be read", () => {
  test.each([
    ["is missing", "missing.yaml", undefined],
    ["is no YAML", "broken.yaml", "asyncapi: [\n"],
    ["is no AsyncAPI document", "other.yaml", "openapi: 3.1.0\n"],
  ])("that %s is one error without a stack trace", async (_, name, text) => {
    const path = join(folder, name);
    if (text !== undefined) await writeFile(path, text);
    const { code, stdout, stderr } = await cli("contract", "check", path);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toContain(name);
    expect(stderr).toMatch(/^error: \S.+$/m);
    expect(stderr).not.toMatch(/^ {4}at /m);
  });

  test("is refused with every place and remedy at once", async () => {
    const path = await changed("minLength: 1", "minLenght: 1");
    const { code, stderr } = await cli("contract", "check", path);
    expect(code).toBe(3);
    expect(stderr.match(/changed\.yaml:\d+:\d+/g)?.length).toBeGreaterThan(1);
    expect(stderr).toContain("code: SPEC_REFUSED");
  });

  test("a wrong option is a usage error", async () => {
    expect((await cli("contract", "check", ours, "--perspective", "both")).code).toBe(2);
    expect((await cli("contract", "check", ours, "--ref", "no-pair")).code).toBe(2);
  });
});

test("no other command loads the compiler", () => {
  const hooks = `
    import { registerHooks } from "node:module";
    registerHooks({ load(url, context, next) { if (/codegen|modelina|asyncapi/.test(url)) console.log(url); return next(url, context); } });`;
  const watch = `data:text/javascript,${encodeURIComponent(hooks)}`;
  const run = (...parameters: string[]) =>
    execFileSync(process.execPath, ["--no-warnings", "--import", watch, "src/cli/main.ts", ...parameters], {
      encoding: "utf8",
    });
  expect(run("explain", "GENERAL_ERROR").match(/codegen|modelina/g)).toBeNull();
  expect(run("contract", "check", ours).match(/codegen|modelina/g)?.length).toBeGreaterThan(1);
}, 60_000);
