import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../../src/cli/run-cli.ts";
import { knownErrors } from "../../src/errors/explain-error.ts";
import { cli } from "./run.ts";

const examples = fileURLToPath(new URL("../../spec/examples/production-partner/", import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cardwright-cli-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("cardwright", () => {
  test("runs as a program", async () => {
    const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, ["--no-warnings", main, "--version"]);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test("ends quietly when its reader stops", async () => {
    const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
    const command = `"${process.execPath}" --no-warnings "${main}" series plan --prefix 12345 --cards 100000 --list | head -1`;
    expect(await promisify(execFile)("sh", ["-c", command])).toEqual({ stdout: "1234501001000001\n", stderr: "" });
  });

  test.runIf(existsSync("/dev/full"))("says when the result cannot be written, without a stack trace", async () => {
    const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
    const command = `"${process.execPath}" --no-warnings "${main}" explain > /dev/full`;
    await expect(promisify(execFile)("sh", ["-c", command])).rejects.toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/^error: Cannot write the result: ENOSPC.*\n$/),
    });
  });

  test("suppresses experimental warnings", async () => {
    const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
    const warn =
      'data:text/javascript,setImmediate(()=>["ExperimentalWarning","Warning"].map(w=>process.emitWarning(w,w)))';
    const { stderr } = await promisify(execFile)(process.execPath, ["--import", warn, main, "explain"]);
    expect(stderr).toBe("warning: Warning\n");
  });

  test("reports that it was stopped, as JSON with --json", async () => {
    const path = join(folder, "rows.csv");
    await writeFile(path, "CardPrefix,CardSeriesSequence\n12345,01\n");
    const signal = AbortSignal.abort(new Error("interrupted"));
    const run = async (...parameters: readonly string[]) => {
      let stderr = "";
      const streams = { stdout: { write: () => {} }, stderr: { write: (text: string) => (stderr += text) } };
      const code = await runCli(["batch", "create", path, "-o", folder, ...parameters], streams, { signal });
      return { code, stderr };
    };
    expect(await run()).toEqual({
      code: 3,
      stderr: "error: Stopped\n  Run the command again to continue.\n  code: STOPPED\n",
    });
    expect(JSON.parse((await run("--json")).stderr)).toMatchObject({ error: { code: "STOPPED" } });
  });

  test("writes no control sequences of a terminal", async () => {
    const path = join(folder, "hostile.csv");
    await writeFile(path, "CardPrefix,CardSeriesSequence,\u001b]0;x\u0007\n12345,01,x\n");
    const { stderr } = await cli("batch", "create", path, "-o", folder, "--map", "CustomerID=no");
    expect(stderr).toContain("?]0;x?");
  });

  test.each([
    [],
    ["--help"],
    ["number"],
    ["number", "parse", "--help"],
    ["series", "plan", "--help"],
    ["explain", "--help"],
    ["check-message", "--help"],
  ])("prints help for %j", async (...parameters) => {
    const { stdout, stderr } = await cli(...parameters);
    expect(stdout + stderr).toContain("Usage: cardwright");
    if (parameters.length > 1) expect(stdout).toContain("$ cardwright");
  });

  test.each([
    ["bogus"],
    ["number", "parse"],
    ["series", "plan", "--prefix", "12345"],
    ["series", "plan", "--prefix", "1", "--cards", "x"],
    ["explain", "--bogus"],
  ])("ends with 2 when called as %j", async (...parameters) => {
    const { code, stdout, stderr } = await cli(...parameters);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^error: .*\n {2}Run with --help/s);
  });
});

describe("docs/cli.md", () => {
  test("names every command", async () => {
    const page = readFileSync(new URL("../../docs/cli.md", import.meta.url), "utf8");
    const names = async (...group: readonly string[]) => {
      const [, commands = ""] = (await cli(...group, "--help")).stdout.split("\nCommands:\n");
      return [...commands.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name = ""]) => name).filter((name) => name !== "help");
    };
    for (const group of await names()) {
      const commands = await names(group);
      for (const command of commands) expect(page).toContain(`${group} ${command}`);
      if (commands.length === 0) expect(page).toContain(`\`${group} `);
    }
  });
});

describe("cardwright explain", () => {
  test("explains every known code", async () => {
    for (const { code, causes } of knownErrors()) {
      const run = await cli("explain", code);
      expect(run.code).toBe(0);
      for (const { cause, whatToDo } of causes)
        for (const text of [cause, whatToDo]) expect(run.stdout).toContain(text);
      expect(JSON.parse((await cli("explain", code.toLowerCase(), "--json")).stdout)).toMatchObject({ code });
    }
  });

  test("lists all codes, and suggests codes for an unknown one", async () => {
    expect((await cli("explain")).stdout.trim().split("\n")).toHaveLength(knownErrors().length);
    expect(await cli("explain", "CUSTOMER")).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("Did you mean CUSTOMER_NOT_FOUND?"),
    });
  });
});

describe("cardwright number parse", () => {
  test("shows no digits of what may be a card number but the last four and the prefix", async () => {
    const { code, stdout } = await cli("number", "parse", "1234501002000351");
    expect(code).toBe(0);
    expect(stdout).toBe(
      "serial number ************0351: prefix 12345; use --as serial to see the other parts\n" +
        "card number ************0351: no prefix character, 16 digits\n",
    );
    expect((await cli("number", "parse", "1234501002000351", "--json")).stdout).not.toMatch(/sequence|batch/);
    expect(await cli("number", "parse", "K4000123412341234", "--as", "serial")).toMatchObject({ code: 1 });
  });

  test("shows the parts, masked", async () => {
    const { code, stdout } = await cli("number", "parse", "1234501002000351", "--as", "serial");
    expect(code).toBe(0);
    expect(stdout).toContain("serial number ************0351: prefix 12345, series 1, batch 2, sequence 351");
    expect(stdout).not.toContain("1234501002000351");
    const json = await cli("--json", "number", "parse", "K4000123412341234");
    expect(JSON.parse(json.stdout)).toEqual({
      serialNumber: { error: "SERIAL_DIGITS" },
      cardNumber: { masked: "*************1234", prefixCharacter: "K", digits: 16 },
    });
  });

  test("ends with 1 for a number that is neither", async () => {
    expect(await cli("number", "parse", "12")).toMatchObject({ code: 1, stderr: "" });
  });
});

describe("cardwright series plan", () => {
  test("shows the batches, or every serial number", async () => {
    expect(
      (await cli("series", "plan", "--prefix", "12345", "--cards", "10", "--batches", "3", "--series", "7")).stdout,
    ).toBe(
      "series 12345-07: 10 cards in 3 batches\n" +
        "001       4  1234507001000001 to 1234507001000004\n" +
        "002       3  1234507002000005 to 1234507002000007\n" +
        "003       3  1234507003000008 to 1234507003000010\n",
    );
    const list = ["series", "plan", "--prefix", "12345", "--cards", "2", "--list"];
    expect((await cli(...list)).stdout).toBe("1234501001000001\n1234501001000002\n");
    expect(JSON.parse((await cli(...list, "--json")).stdout)).toEqual(["1234501001000001", "1234501001000002"]);
    expect(await cli(...list, "--series", "0")).toMatchObject({ code: 2, stdout: "" });
  });

  test("reports a series that is too large in three lines", async () => {
    expect(await cli("series", "plan", "--prefix", "12345", "--cards", "1000000")).toEqual({
      code: 3,
      stdout: "",
      stderr:
        "error: Invalid number of cards 1000000: expected an integer from 1 to 999999\n" +
        "  Divide the cards over several series.\n  code: SERIES_TOO_MANY_CARDS\n",
    });
    const json = await cli("series", "plan", "--prefix", "12345", "--cards", "2", "--batches", "3", "--json");
    expect(JSON.parse(json.stderr)).toMatchObject({ error: { code: "SERIES_EMPTY_BATCH" } });
  });
});

describe("cardwright check-message", () => {
  const files = readdirSync(examples, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));

  test.each(files)("judges %s as its name says, printing no value of it", async (file) => {
    const type = (file.split("/")[0] ?? "").replaceAll("-", "_");
    const { code, stdout, stderr } = await cli("check-message", join(examples, file), "--type", type);
    expect(stderr).toBe("");
    expect(code).toBe(file.includes("/good") ? 0 : 1);
    expect(stdout).not.toMatch(/Main Street|Jane/);
  });

  test("finds the type itself", async () => {
    const run = await cli(
      "check-message",
      join(
        examples,
        "external-production-request-sent",
        files.find((file) => file.startsWith("external-production-request-sent/good"))?.split("/")[1] ?? "",
      ),
      "--json",
    );
    expect(JSON.parse(run.stdout)).toEqual({ type: "EXTERNAL_PRODUCTION_REQUEST_SENT", valid: true, issues: [] });
  });

  test("checks against another contract", async () => {
    const path = join(folder, "cancellation.json");
    await writeFile(path, '{"cardRef":"CARD-1"}');
    const contract = "test/support/contracts/vendor-a/index.ts";
    const { code, stdout } = await cli("check-message", path, "--contract", contract, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ type: "BUREAU_ORDER_CANCELLED", valid: true });
    expect(
      await cli("check-message", path, "--contract", contract, "--type", "EXTERNAL_PRODUCTION_ERROR"),
    ).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("BUREAU_ORDER"),
    });
  });

  test("reads standard input", async () => {
    const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
    const checking = promisify(execFile)(process.execPath, ["--no-warnings", main, "check-message", "-"]);
    checking.child.stdin?.end("{");
    await expect(checking).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining("not JSON") });
  });

  test("reports invalid JSON, a missing file, and an unknown type", async () => {
    const path = join(folder, "bad.json");
    await writeFile(path, "{");
    expect(await cli("check-message", path)).toMatchObject({ code: 1, stdout: expect.stringContaining("JSON") });
    expect(await cli("check-message", join(folder, "none"))).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/^error: No such file or folder: .*\n.*\n {2}code: ENOENT\n$/),
    });
    expect(await cli("check-message", path, "--type", "X")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("EXTERNAL_PRODUCTION_SHIPPED"),
    });
  });
});
