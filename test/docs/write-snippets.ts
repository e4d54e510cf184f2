// `npm run docs:snippets` writes the tested snippets into the documentation's fences, and the page of our own codes.
import { readFileSync, writeFileSync } from "node:fs";
import { ownErrorsPage } from "./own-errors-page.ts";
import { pages, root } from "./pages.ts";

for (const { page, text } of pages) {
  const filled = text.replaceAll(/^```ts snippet=(\S+)\n.*?^```$/gms, (_, name: string) => {
    const code = readFileSync(new URL(`snippets/${name}.ts`, import.meta.url), "utf8");
    return `\`\`\`ts snippet=${name}\n${code}\`\`\``;
  });
  if (filled !== text) writeFileSync(new URL(page, root), filled);
}

writeFileSync(new URL("docs/own-errors.md", root), ownErrorsPage());
