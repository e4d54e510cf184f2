// `npm run check:docs`: builds the site, and tries it from disk in Chromium: links, docstrings, accessibility by axe, search, theme,
// pictures.
import { existsSync, globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import { chromium, type Page } from "playwright-core";
import { readDeclarations } from "../../api/declarations.ts";
import { buildSite } from "./build-site.ts";

const target = new URL("../../../.tmp/site/", import.meta.url);
const { pages, broken } = buildSite(target);
const faults = [...broken, ...undocumented()];
const browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
if (browser === undefined) console.log("No Chromium here: only the links were checked");
else faults.push(...(await tryInBrowser(browser)));
for (const fault of faults) console.error(fault);
console.log(`${pages} pages, ${faults.length} faults`);
if (faults.length > 0) process.exitCode = 1;

/** Exported names without a docstring. That each has a compiled example, test/docs/examples says. */
function undocumented(): readonly string[] {
  return [...readDeclarations()].flatMap(([entry, names]) =>
    names.filter(({ summary }) => summary === "").map(({ name }) => `${entry}: ${name} has no docstring`),
  );
}

async function tryInBrowser(executablePath: string): Promise<readonly string[]> {
  const found: string[] = [];
  const launched = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const page = await launched.newPage();
    page.on("pageerror", (error) => found.push(`${page.url()}: ${error.message}`));
    page.on("request", (request) => {
      if (!request.url().startsWith("file:")) found.push(`${page.url()} asks for ${request.url()}`);
    });
    // The contract's own page is written elsewhere.
    const files = globSync("**/*.html", { cwd: target }).filter((file) => file !== "docs/contract.html");
    for (const file of files) {
      await page.goto(new URL(file, target).href);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await page.evaluate(axe.source);
        found.push(...(await violations(page)).map((violation) => `${file} (${colorScheme}): ${violation}`));
      }
    }
    found.push(...(await tryControls(page)));
  } finally {
    await launched.close();
  }
  return found;
}

async function violations(page: Page): Promise<readonly string[]> {
  const results = await page.evaluate("axe.run()");
  const { violations: list } = results as {
    readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
  };
  return list.map(({ id, nodes }) => `${id}, ${nodes.length} times: ${nodes[0]?.html.slice(0, 120)}`);
}

async function tryControls(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  await page.goto(new URL("docs/cli.html", target).href);
  await page.fill("#search", "openPostgresLedger");
  const result = await page.textContent("#results li:first-child a");
  if (!result?.startsWith("openPostgresLedger")) found.push(`The search found: ${result}`);
  await page.click("#results li:first-child a");
  if (!page.url().endsWith("api/cardwright-ledger.html#openpostgresledger")) found.push(`It led to ${page.url()}`);
  const colour = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
  const before = await colour();
  await page.click("#theme");
  if ((await colour()) === before) found.push("The theme does not change");
  if ((await page.locator("pre .copy").count()) === 0) found.push("There are no copy buttons");
  found.push(...(await tryPictures(page)));
  await page.setViewportSize({ width: 390, height: 844 });
  for (const file of ["api/cardwright-ledger.html", "index.html"]) {
    await page.goto(new URL(file, target).href);
    const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    if (Number(overflow) > 0) found.push(`On a phone ${file} is ${overflow} pixels too wide`);
  }
  const shots = fileURLToPath(new URL("../site.png", target));
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(new URL("index.html", target).href);
  await page.screenshot({ path: shots });
  return found;
}

/** Of each picture, the one of the reader's colour scheme is seen, and the other is not. */
async function tryPictures(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  await page.goto(new URL("index.html", target).href);
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme as "light" | "dark" });
    await page.evaluate("delete document.documentElement.dataset.theme");
    const shown = await page.locator(".picture img:visible").evaluateAll((images) =>
      images.map((image) => ({
        file: image.getAttribute("src"),
        width: Reflect.get(image, "naturalWidth") as number,
      })),
    );
    const isRight = shown.length > 0 && shown.every(({ file, width }) => file?.endsWith(`-${scheme}.png`) && width > 0);
    if (!isRight) found.push(`In the ${scheme} scheme, the pictures are ${JSON.stringify(shown)}`);
  }
  return found;
}
