import { createHash } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import type { Picture } from "./pictures.ts";

/** What a picture is compared by: fonts and the machine change its pixels, but not this. */
export interface Drawn {
  /** What the page says, as assistive technology reads it, without times and ids; and a digest of its styles. */
  readonly outline: string;
  /** The picture in each colour scheme, as PNG. */
  readonly images: { readonly [scheme in ColorScheme]: Buffer };
}

export type ColorScheme = "light" | "dark";
export const colorSchemes: readonly ColorScheme[] = ["light", "dark"];

const viewport = { width: 992, height: 560 };
/** A longer page is cut off. */
const maxHeight = 840;

/** Draws a picture in both colour schemes. */
export async function draw(browser: Browser, picture: Picture): Promise<Drawn> {
  const page = await browser.newPage({ viewport, reducedMotion: "reduce" });
  try {
    await using _shown = await picture.show(page);
    const height = Number(await page.evaluate("document.documentElement.scrollHeight"));
    await page.setViewportSize({ ...viewport, height: Math.min(height, maxHeight) });
    const outline = await outlineOf(page, picture.compared ?? "body");
    return { outline, images: { light: await shoot(page, "light"), dark: await shoot(page, "dark") } };
  } finally {
    await page.close();
  }
}

async function shoot(page: Page, colorScheme: ColorScheme): Promise<Buffer> {
  await page.emulateMedia({ colorScheme });
  return await page.screenshot({ animations: "disabled", caret: "hide" });
}

async function outlineOf(page: Page, compared: string): Promise<string> {
  const parts = await page.locator(compared).all();
  const said = (await Promise.all(parts.map((part) => part.ariaSnapshot()))).filter(Boolean).join("\n");
  const styles = String(
    await page.evaluate(
      `[...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText).join("\\n")`,
    ),
  );
  const digest = createHash("sha256").update(styles).digest("hex");
  return `${said.replaceAll(changing, "…")}\n- styles: ${digest}\n`;
}

/** What is another one each time: ids, dates, times of day, durations and ports. */
const changing =
  /[\da-f]{8}-[\da-f-]{27}|\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?|\d\d?:\d\d(?::\d\d)?(?:\.\d+)?(?: [AP]M)?|\d+(?:\.\d+)? ?(?:s|ms|seconds?)\b|127\.0\.0\.1:\d+/g;
