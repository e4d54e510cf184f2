// `npm run docs:snippets` writes the tested snippets into the documentation's fences.
import { readFileSync, writeFileSync } from "node:fs";
import { pages, root } from "./pages.ts";

for (const { page, text } of pages) {
  const filled = text.replaceAll(/^```(ts|py) snippet=(\S+)\n.*?^```$/gms, (_, kind: string, name: string) => {
    const code = readFileSync(new URL(`snippets/${name}.${kind}`, import.meta.url), "utf8");
    return `\`\`\`${kind} snippet=${name}\n${code}\`\`\``;
  });
  if (filled !== text) writeFileSync(new URL(page, root), filled);
}
