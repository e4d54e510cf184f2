import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { readPinFile } from "../../src/card-series-maintenance/jobs/series/pin-file.ts";
import { cli } from "./run.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cardwright-cli-series-"));
  vi.stubEnv("CARDWRIGHT_REGISTER", join(folder, "cards.db"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const out = () => join(folder, "encoder");
const define = (...more: readonly string[]) =>
  cli("series", "define", "--prefix", "12345", "--name", "Spring", "--cards", "2500", "--batches", "3", ...more);
const generate = (...more: readonly string[]) => cli("series", "generate", "12345-01", "-o", out(), ...more);

describe("cardwright series", () => {
  test.each(["plan", "define", "list", "show", "secret", "generate", "export"])("%s has help", async (command) => {
    const { code, stdout } = await cli("series", command, "--help");
    expect(code).toBe(0);
    expect(stdout).toContain(`cardwright series ${command}`);
  });

  test("defines, generates once, and exports the same again", async () => {
    expect((await define()).stdout).toBe("12345-01  2500 cards in 3 batches\n");
    expect((await define()).stdout).toContain("12345-02");
    expect(await generate()).toMatchObject({ code: 3, stderr: expect.stringContaining("CARDWRIGHT_SERIES_SECRET") });
    vi.stubEnv("CARDWRIGHT_SERIES_SECRET", (await cli("series", "secret")).stdout.trim());
    const made = await generate();
    expect(made.stdout).toContain("2500 cards, 1234501001000001 to 1234501003002500");
    const file = join(out(), "12345-01.csv");
    const text = await readFile(file, "utf8");
    // Card numbers are for the owner of the file alone; Windows has no such bits.
    if (process.platform !== "win32") expect((await stat(file)).mode & 0o077).toBe(0);
    const rows = text.trimEnd().split("\r\n");
    expect(rows[0]).toBe("SerialNumber,CardNumber");
    expect(rows).toHaveLength(2_501);
    expect(new Set(rows.map((row) => row.split(",")[1])).size).toBe(2_501);
    expect(await generate()).toMatchObject({ code: 3, stderr: expect.stringContaining("SERIES_ALREADY_GENERATED") });
    await rm(file);
    const exported = await cli("series", "export", "12345-01", "-o", out());
    expect(exported.stdout).toBe(made.stdout);
    expect(await readFile(file, "utf8")).toBe(text);
    const shown = await cli("series", "show", "12345-01");
    expect(shown.stdout).toContain(/sha256 \w+/.exec(made.stdout)?.[0]);
    expect((await cli("series", "list")).stdout.split("\n").map((line) => line.slice(0, 18).trim())).toEqual([
      "12345-01  generate",
      "12345-02  defined",
      "",
    ]);
    vi.stubEnv("CARDWRIGHT_SERIES_SECRET", "0".repeat(64));
    const other = await cli("series", "export", "12345-01", "-o", out());
    expect(other).toMatchObject({ code: 3, stderr: expect.stringContaining("SERIES_OTHER_SECRET") });
    expect(await cli("series", "export", "12345-02", "-o", out())).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("SERIES_NOT_GENERATED"),
    });
  });

  test("writes PINs for the holder of the key only", async () => {
    await define();
    vi.stubEnv("CARDWRIGHT_SERIES_SECRET", "1".repeat(64));
    const keys = generateKeyPairSync("rsa", {
      modulusLength: 2_048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    const keyFile = join(folder, "encoder.pem");
    await writeFile(keyFile, "no key");
    expect(await generate("--pin-key", keyFile)).toMatchObject({ stderr: expect.stringContaining("SERIES_PIN_KEY") });
    await writeFile(keyFile, keys.publicKey);
    expect((await generate("--pin-key", keyFile)).code).toBe(0);
    const path = join(out(), "12345-01.pins");
    const sealed = await readFile(path);
    expect(sealed.includes("1234501001000001")).toBe(false);
    const lines = (await readPinFile(path, keys.privateKey)).trimEnd().split("\r\n");
    expect(lines).toHaveLength(2_500);
    expect(lines[0]).toMatch(/^1234501001000001,\d{4}$/);
    sealed[sealed.length - 20] = (sealed.at(-20) ?? 0) ^ 1;
    await writeFile(path, sealed);
    await expect(readPinFile(path, keys.privateKey)).rejects.toThrow();
  });
});
