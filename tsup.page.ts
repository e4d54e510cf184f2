import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Options } from "tsup";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

/** Writes the licences of the packages that a bundle holds beside it. */
export const licencesOfBundled = (folder: string): Plugin => ({
  name: "licences-of-bundled",
  setup: (build) => {
    build.onEnd(({ metafile }) => {
      const inputs = Object.keys(metafile?.inputs ?? {});
      const names = inputs.flatMap((path) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
      const texts = [...new Set(names)].sort().map((name) => {
        return `${name}\n\n${readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim()}\n`;
      });
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${folder}/LICENSES.txt`, texts.join(`\n${"-".repeat(80)}\n\n`));
    });
  },
});

/** The page of the sandbox: for browsers, and whole in two files. */
export const pageBuild: Options = {
  entry: {
    app: "src/sandbox/page/app.tsx",
    console: "src/sandbox/page/console/console.tsx",
    styles: "src/sandbox/page/app.css",
  },
  outDir: "dist/page",
  format: ["esm"],
  platform: "browser",
  target: "es2022",
  minify: true,
  splitting: false,
  noExternal: [/.*/],
  publicDir: "src/sandbox/page/public",
  esbuildPlugins: [licencesOfBundled("dist/page")],
  esbuildOptions: (options) => {
    options.jsx = "automatic";
    options.jsxImportSource = "preact";
  },
};
