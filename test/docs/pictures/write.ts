// `npm run docs:pictures [-- NAME...]`: draws the pictures of the documentation anew. Their outlines, which the tests compare, are
// written beside this file.
import { mkdirSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { chromiumPath, noChromium } from "../../support/browser.ts";
import { root } from "../pages.ts";
import { colorSchemes, draw } from "./draw.ts";
import { pictures } from "./pictures.ts";

const wanted = process.argv.slice(2);
if (chromiumPath === undefined) throw new Error(`Drawing ${noChromium}`);
const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
try {
  mkdirSync(new URL("etc/pictures", root), { recursive: true });
  mkdirSync(new URL("outlines", import.meta.url), { recursive: true });
  for (const picture of pictures.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    const { outline, images } = await draw(browser, picture);
    writeFileSync(new URL(`outlines/${picture.name}.txt`, import.meta.url), outline);
    for (const scheme of colorSchemes) {
      writeFileSync(new URL(`etc/pictures/${picture.name}-${scheme}.png`, root), images[scheme]);
    }
    console.log(
      `etc/pictures/${picture.name}: ${colorSchemes.map((scheme) => `${images[scheme].length} bytes`).join(", ")}`,
    );
  }
} finally {
  await browser.close();
}
