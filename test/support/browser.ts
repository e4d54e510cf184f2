import { accessSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** A Chromium of this machine; `undefined` where there is none. */
export const chromiumPath: string | undefined = [process.env["CHROMIUM"] ?? "", ...known].find((path) => {
  try {
    accessSync(path);
    return path !== "";
  } catch {
    return false;
  }
});

/** What the reason is for tests that are skipped. */
export const noChromium = "needs Chromium: apt-get install chromium";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The rules of accessibility that a page breaks, each with the elements that do. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  const { violations } = (await page.evaluate("axe.run()")) as {
    readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
  };
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
