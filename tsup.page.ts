import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Options } from "tsup";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

/** Writes beside a bundle which packages it holds, for the bill of materials, and their licences. */
export const licencesOfBundled = (folder: string): Plugin => ({
  name: "licences-of-bundled",
  setup: (build) => {
    build.onEnd(({ metafile }) => {
      const inputs = Object.keys(metafile?.inputs ?? {});
      // The innermost: a package may hold packages of its own.
      const places = inputs.flatMap((path) => /(?:^|\/)(node_modules\/.*)$/.exec(path)?.[1] ?? []);
      const packages = places.flatMap(
        (path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? [],
      );
      const bundled = [...new Set(packages)].sort();
      const texts = bundled.map((path) => {
        const { name, version, license } = JSON.parse(readFileSync(`${path}/package.json`, "utf8"));
        return `${name} ${version} (${license})\n\n${readFileSync(`${path}/LICENSE`, "utf8").trim()}\n`;
      });
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${folder}/LICENSES.txt`, texts.join(`\n${"-".repeat(80)}\n\n`));
      writeFileSync(`${folder}/bundled.json`, `${JSON.stringify(bundled)}\n`);
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
