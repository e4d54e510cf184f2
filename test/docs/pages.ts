import { globSync, readFileSync } from "node:fs";

/** The root of the repository. */
export const root: URL = new URL("../../", import.meta.url);

/** A page of the documentation, by its path from the root. */
export interface Page {
  readonly page: string;
  readonly text: string;
}

/** Every hand-written or generated page, the README first. */
export const pages: readonly Page[] = [
  "README.md",
  ...["CHANGELOG.md", "CONTRIBUTING.md", "MIGRATING.md", "SECURITY.md", "SUPPORT.md"],
  ...globSync("docs/**/*.md", { cwd: root }).sort(),
].map((page) => ({ page, text: readFileSync(new URL(page, root), "utf8") }));
