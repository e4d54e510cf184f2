import { globSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { pages, root } from "./pages.ts";

// Left out: what the compilers write, and pages that name files which a user has or which are gone.
const others = ["docs/contract.md", "docs/errors.md", "docs/contract-diff.md", "docs/conformance.md", "CHANGELOG.md"];
const aboutCode = pages.filter(({ page }) => !others.includes(page));
const architecture = pages.find(({ page }) => page === "docs/architecture.md")?.text ?? "";
const files = globSync("{src,codegen,generated,spec,test,docs}/**/*", { cwd: root }).map((file) => `/${file}`);

/** Files by the end of their path, such as `client/outbox.ts`, and folders by their whole path from the root. */
const file = /(?<![\w.*/-])\w[\w.-]*(?:\/[\w.-]+)*\.(?:ts|yaml|xsd|cjs)\b/g;
const folder = /(?<![\w./-])(?:src|codegen|generated|spec|test|docs)\/[\w./-]*(?:\{[\w,]+\}[\w./-]*)?/g;

function exists(path: string): boolean {
  return files.some((known) => known.endsWith(`/${path}`)) || globSync(path, { cwd: root }).length > 0;
}

function folders(path: string): readonly string[] {
  const [, before = "", names = "", after = ""] = /^(.*)\{(.*)\}(.*)$/.exec(path) ?? [];
  return names === "" ? [path] : names.split(",").map((name) => `${before}${name}${after}`);
}

describe("paths in the pages about the code", () => {
  test.each(aboutCode)("$page names only files and folders that exist", ({ text }) => {
    const named = [...(text.match(file) ?? []), ...(text.match(folder) ?? []).flatMap(folders)];
    const placeholders = /\bNAME\b/;
    expect(named.filter((path) => !placeholders.test(path) && !exists(path.replace(/[/.]$/, "")))).toEqual([]);
  });

  test("docs/architecture.md names each layer that .dependency-cruiser.cjs rules", () => {
    const { forbidden } = createRequire(root)("./.dependency-cruiser.cjs") as {
      forbidden: readonly { readonly name: string; readonly from: { readonly path?: string } }[];
    };
    const listed = [...(architecture.match(folder) ?? [])].flatMap(folders).map((path) => path.replace(/\/$/, ""));
    const layers = forbidden
      .filter(({ name }) => name.startsWith("layer-"))
      .map(({ from }) => from.path?.replace(/^\^|\/$/g, "") ?? "");
    expect(layers.length).toBeGreaterThan(15);
    expect(layers.filter((layer) => !listed.includes(layer))).toEqual([]);
  });

  test("docs/architecture.md lists every decision", () => {
    const decisions = globSync("*.md", { cwd: new URL("docs/decisions/", root) });
    expect(decisions.filter((name) => !architecture.includes(`](decisions/${name})`))).toEqual([]);
  });
});
