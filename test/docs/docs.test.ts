import { globSync, readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import "./snippets/broker-suite.ts";
import "./snippets/vitest-suite.ts";

const root = new URL("../../", import.meta.url);
const fence = /^```ts snippet=(\S+)\n(.*?)^```$/gms;

const pages = ["README.md", ...globSync("docs/**/*.md", { cwd: root })].map((page) => ({
  page,
  text: readFileSync(new URL(page, root), "utf8"),
}));
const shown = pages.flatMap(({ page, text }) =>
  [...text.matchAll(fence)].map(([, name = "", code = ""]) => ({ page, name, code })),
);

describe("code in the documentation", () => {
  test.each(shown)("$page shows snippet $name as it is tested", ({ name, code }) => {
    expect(code).toBe(readFileSync(new URL(`snippets/${name}.ts`, import.meta.url), "utf8"));
  });

  test("is all tested: there is no TypeScript fence without a snippet", () => {
    const untested = pages.filter(({ text }) => /^```(ts|typescript)\n/m.test(text)).map(({ page }) => page);
    expect(untested).toEqual([]);
  });

  test("links lead somewhere", () => {
    const broken = pages.flatMap(({ page, text }) =>
      [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)]
        .map(([, target = ""]) => new URL(target, new URL(page, root)))
        .filter((target) => globSync(target.pathname).length === 0)
        .map((target) => `${page}: ${target.pathname}`),
    );
    expect(broken).toEqual([]);
  });
});

/** Runs a snippet and gives what it printed. */
async function printed(run: () => Promise<unknown>): Promise<unknown[][]> {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  try {
    await run();
    return log.mock.calls;
  } finally {
    log.mockRestore();
  }
}

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
])("the snippet %s prints what its comments say", async (name, lines) => {
  expect(await printed(() => import(`./snippets/${name}.ts`))).toEqual(lines);
});

test.each([
  ["broker-faults", [[1], [1], [1]]],
  ["broker-time", [[1], [1]]],
])("the snippet %s prints what its comments say", async (name, lines) => {
  expect(await printed(() => import(`./snippets/${name}.ts`))).toEqual(lines);
});

test("the snippet for real queues says what is missing without them", async () => {
  await expect(import("./snippets/real-queues.ts")).rejects.toMatchObject({ code: "CONNECTION_STRING" });
});
