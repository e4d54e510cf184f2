// `npm run example NAME`: runs a program of the documentation, or a file of yours, on the sources of this clone.
import { existsSync, readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./pages.ts";

const { compilerOptions } = JSON.parse(readFileSync(new URL("tsconfig.json", root), "utf8")) as {
  readonly compilerOptions: { readonly paths: { readonly [name: string]: readonly [string] } };
};

registerHooks({
  resolve(specifier, context, next) {
    const source = compilerOptions.paths[specifier]?.[0];
    return source === undefined ? next(specifier, context) : next(new URL(source, root).href, context);
  },
});

const [name = ""] = process.argv.slice(2);
const snippet = new URL(`test/docs/snippets/${name}.ts`, root);
if (existsSync(snippet)) await import(snippet.href);
else if (existsSync(name)) await import(pathToFileURL(resolve(name)).href);
else {
  console.error(`No example and no file: ${name}. The examples stand in test/docs/snippets.`);
  process.exitCode = 2;
}
