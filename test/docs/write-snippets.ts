// `npm run docs:snippets` writes the tested snippets into the documentation's fences.
import { globSync, readFileSync, writeFileSync } from "node:fs";

const root = new URL("../../", import.meta.url);
for (const page of ["README.md", ...globSync("docs/**/*.md", { cwd: root })]) {
  const file = new URL(page, root);
  const text = readFileSync(file, "utf8");
  const filled = text.replaceAll(/^```ts snippet=(\S+)\n.*?^```$/gms, (_, name: string) => {
    const code = readFileSync(new URL(`snippets/${name}.ts`, import.meta.url), "utf8");
    return `\`\`\`ts snippet=${name}\n${code}\`\`\``;
  });
  if (filled !== text) writeFileSync(file, filled);
}
