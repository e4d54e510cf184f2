// `npm run docs:snippets` writes the tested snippets into the documentation's fences.
import { readFileSync, writeFileSync } from "node:fs";
import { pages, root } from "./pages.ts";

for (const { page, text } of pages) {
  const filled = text.replaceAll(/^```ts snippet=(\S+)\n.*?^```$/gms, (_, name: string) => {
    const code = readFileSync(new URL(`snippets/${name}.ts`, import.meta.url), "utf8");
    return `\`\`\`ts snippet=${name}\n${code}\`\`\``;
  });
  if (filled !== text) writeFileSync(new URL(page, root), filled);
}
