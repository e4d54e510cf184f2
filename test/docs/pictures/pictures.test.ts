import { globSync, readFileSync, statSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, noChromium } from "../../support/browser.ts";
import { pages, root } from "../pages.ts";
import { colorSchemes, draw } from "./draw.ts";
import { floors } from "./house.ts";
import { pictures } from "./pictures.ts";

const maxBytes = 150 * 1024;
const files = pictures.flatMap(({ name }) => colorSchemes.map((scheme) => `etc/pictures/${name}-${scheme}.png`));

test("every picture is small, is shown by a page, and is one that is drawn", () => {
  expect(globSync("etc/pictures/*", { cwd: root }).sort()).toEqual(files.toSorted());
  for (const file of files) {
    expect(statSync(new URL(file, root)).size, file).toBeLessThan(maxBytes);
    expect(
      pages.some(({ text }) => text.includes(file)),
      `a page shows ${file}`,
    ).toBe(true);
  }
});

test("the house has every folder of the sources", () => {
  const parted = ["production-partner", "card-series-maintenance"];
  const folders = globSync(["src/*/", `src/{${parted}}/*/`], { cwd: root })
    .map((folder) => folder.replaceAll("\\", "/").replace(/^src\/|\/$/g, ""))
    .filter((folder) => !parted.includes(folder));
  expect(floors.flat().toSorted()).toEqual(folders.sort());
});

describe.skipIf(chromiumPath === undefined)(`what the pictures show (${noChromium})`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath ?? "", args: ["--no-sandbox"] });
  });
  afterAll(() => browser?.close());

  test.each(pictures)("is what $name shows now", async (picture) => {
    const { outline } = await draw(browser, picture);
    const kept = readFileSync(new URL(`outlines/${picture.name}.txt`, import.meta.url), "utf8");
    expect(outline, "The picture is outdated: npm run docs:pictures").toBe(kept);
  });
});
