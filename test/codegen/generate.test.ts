import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { generate as generateFiles } from "../../codegen/commands/generate.ts";
import { sha256 } from "../../codegen/generated-file.ts";
import { findDrift, writeFiles } from "../../codegen/output.ts";

const out = mkdtempSync(join(tmpdir(), "cardwright-generate-"));
afterAll(() => rmSync(out, { recursive: true }));

const options = {
  asyncapi: "spec/production-partner.asyncapi.yaml",
  xsd: "spec/card-series-maintenance.xsd",
  xsdFolder: "card-series",
  errorCodes: "spec/error-codes.yaml",
  runtime: "../src",
  command: "npm run generate",
};

function generate(...options: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["codegen/main.ts", ...options], { encoding: "utf8" });
  return { status, stdout, stderr };
}

// One story, in order: each step finds what the one before it left.
describe("npm run generate", () => {
  test("says that the committed files are up to date", () => {
    expect(generate("--check")).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  test("writes the same bytes into another folder", async () => {
    const { drift } = await generateFiles({ ...options, out });
    expect(drift).toEqual([]);
    for (const path of ["index.gen.ts", "manifest.json", "messages/external-production-error.gen.ts"]) {
      expect(readFileSync(join(out, path), "utf8")).toBe(readFileSync(join("generated", path), "utf8"));
    }
  });

  test("writes a manifest with the hashes of the specifications and of every file", () => {
    const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
    const spec = "spec/production-partner.asyncapi.yaml";
    expect(manifest.sources[spec]).toBe(sha256(readFileSync(spec, "utf8")));
    for (const [path, hash] of Object.entries(manifest.files))
      expect(sha256(readFileSync(join(out, path), "utf8"))).toBe(hash);
  });

  test("finds what was edited, deleted or left over, names it and prints the fix", () => {
    writeFileSync(join(out, "index.gen.ts"), "export {};\n");
    rmSync(join(out, "validators/external-production-shipped.gen.ts"));
    writeFileSync(join(out, "messages/stale.gen.ts"), "export {};\n");
    const { status, stderr } = generate("--check", "--out", out, "--runtime", "../src");
    expect(status).toBe(1);
    expect(stderr).toBe(
      [
        `${out}/index.gen.ts: changed`,
        `${out}/messages/stale.gen.ts: not generated`,
        `${out}/validators/external-production-shipped.gen.ts: missing`,
        `Generated files differ from the specification. Fix: npm run generate -- --out ${out} --runtime ../src\n`,
      ].join("\n"),
    );
  });

  test.each([[["--asyncapi", "test/codegen/asyncapi/documents/avro.yaml", "--out", out], /avro\.yaml:4:95/]])(
    "refuses %j without a stack trace",
    (options, message) => {
      const { status, stderr } = generate(...options);
      expect(status).toBe(2);
      expect(stderr).toMatch(message);
      expect(stderr).not.toMatch(/^ {4}at /m);
    },
  );
});

describe("writeFiles", () => {
  test("mends what differs, removes what is left over, and leaves files alone that it never wrote", async () => {
    const files = [
      { path: "a/one.gen.ts", text: "1" },
      { path: "manifest.json", text: "{}" },
    ];
    const folder = join(out, "files");
    await writeFiles(folder, [...files, { path: "a/stale.gen.ts", text: "" }]);
    writeFileSync(join(folder, "notes.txt"), "mine");
    writeFileSync(join(folder, "a/one.gen.ts"), "edited");
    expect((await findDrift(folder, files)).map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      "a/one.gen.ts changed",
      "a/stale.gen.ts not generated",
    ]);
    await writeFiles(folder, files);
    expect(await findDrift(folder, files)).toEqual([]);
    expect([existsSync(join(folder, "a/stale.gen.ts")), existsSync(join(folder, "notes.txt"))]).toEqual([false, true]);
  });
});
