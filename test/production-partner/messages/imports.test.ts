import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";

/** Imports a module in a process of its own and lists every file that this loads. */
function loadedBy(module: string): readonly string[] {
  const script = `
    import { registerHooks } from "node:module";
    const loaded = [];
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
    await import(${JSON.stringify(new URL(module, import.meta.url).href)});
    process.stdout.write(JSON.stringify(loaded));`;
  const text = execFileSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8" });
  return JSON.parse(text) as string[];
}

describe("cardwright/messages", () => {
  test("importing the messages loads no package but the digest that is bundled with them, so neither the Azure client nor ajv", () => {
    const loaded = loadedBy("../../../src/production-partner/messages/index.ts");
    expect(loaded.length).toBeGreaterThan(5);
    expect(loaded.filter((url) => url.includes("node_modules") && !url.includes("/@noble/hashes/"))).toEqual([]);
  });

  test("the listing sees packages where they are loaded", () => {
    expect(loadedBy("../../../src/index.ts").some((url) => url.includes("@azure/service-bus"))).toBe(true);
  });
});
