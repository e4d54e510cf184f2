import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { describe, expect, test } from "vitest";
import { pages, root } from "./pages.ts";
import { printed } from "./printed.ts";
import { telemetryTables, withTelemetryTables } from "./telemetry-tables.ts";
import "./snippets/broker-suite.ts";
import "./snippets/vitest-suite.ts";

const fence = /^```(ts|py) snippet=(\S+)\n(.*?)^```$/gms;

const shown = pages.flatMap(({ page, text }) =>
  [...text.matchAll(fence)].map(([, kind = "", name = "", code = ""]) => ({ page, file: `${name}.${kind}`, code })),
);

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(text: string): readonly string[] {
  const prose = text.replaceAll(/^```.*?^```$/gms, "");
  return [...prose.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** Says what is wrong with a link, if anything is. */
function brokenLink(page: string, link: string): string | undefined {
  const target = new URL(link, new URL(page, root));
  const path = relative(root.pathname, target.pathname);
  if (!existsSync(new URL(path, root))) return `${page}: ${link} leads nowhere`;
  const text = pages.find((known) => known.page === path)?.text;
  const anchor = target.hash.slice(1);
  if (anchor === "" || text === undefined || anchorsOf(text).includes(anchor)) return undefined;
  return `${page}: ${link} names no heading`;
}

describe("code in the documentation", () => {
  test.each(shown)("$page shows snippet $file as it is tested", ({ file, code }) => {
    expect(code).toBe(readFileSync(new URL(`snippets/${file}`, import.meta.url), "utf8"));
  });

  test("is all tested: there is no TypeScript fence without a snippet", () => {
    const untested = pages.filter(({ text }) => /^```(ts|typescript)\n/m.test(text)).map(({ page }) => page);
    expect(untested).toEqual([]);
  });
});

describe("pages", () => {
  test("what docs/telemetry.md says is emitted is what the code emits: npm run docs:snippets", () => {
    const text = pages.find(({ page }) => page === "docs/telemetry.md")?.text ?? "";
    expect(text.match(/<!-- made from the code/g)).toHaveLength(Object.keys(telemetryTables).length);
    expect(withTelemetryTables(text)).toBe(text);
  });

  test("links lead somewhere", () => {
    const links = pages.flatMap(({ page, text }) =>
      [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)[^)]*\)/g)].map(([, link = ""]) => ({ page, link })),
    );
    expect(links.length).toBeGreaterThan(50);
    expect(links.map(({ page, link }) => brokenLink(page, link)).filter((fault) => fault !== undefined)).toEqual([]);
  });

  test("each has a title of its own", () => {
    const titles = pages.map(({ text }) => /^# .*$/m.exec(text)?.[0]);
    expect(titles.filter((title, index) => title === undefined || titles.indexOf(title) !== index)).toEqual([]);
  });
});

describe("snippets", () => {
  test("the first program brings a card to its end", async () => {
    const lines = await printed(() => import("./snippets/first-program.ts"));
    expect(lines).toMatchObject([[{ cardId: "CA2611210936-5GG3F4C8", state: "shipped" }]]);
    const code = readFileSync(new URL("snippets/first-program.ts", import.meta.url), "utf8");
    expect(code.trim().split("\n").length).toBeLessThan(21);
  });

  test("the messages snippet tells what is wrong", async () => {
    const lines = await printed(() => import("./snippets/messages.ts"));
    expect(lines.flat()).toContain("/shipmentId: expected a string");
    expect(lines.at(-1)).toEqual(["EXTERNAL_PRODUCTION_CARD_PRODUCED"]);
  });

  test.each([
    ["numbers", [[1, 2], ["1234501002000352"], ["*************1234"]]],
    ["number-series", [["1234501003010001"]]],
    ["allocate-numbers", [["1234501001000001"]]],
    [
      "batch-files",
      [
        [1, 3, "C-1"],
        [2, 10, "no customer"],
      ],
    ],
    ["broker-faults", [[1], [1], [1]]],
    ["broker-time", [[1], [1]]],
    ["telemetry", [[["create partner-to-ngoc", "process ngoc-to-partner", "send partner-to-ngoc"]]]],
  ])("the snippet %s prints what its comments say", async (name, lines) => {
    expect(await printed(() => import(`./snippets/${name}.ts`))).toEqual(lines);
  });

  test("the snippet for real queues says what is missing without them", async () => {
    await expect(import("./snippets/real-queues.ts")).rejects.toMatchObject({ code: "CONNECTION_STRING" });
  });
});
