// `prepack`: what is packed is what is in the sources. Builds when a source is newer than the build, and else does not.
import { spawnSync } from "node:child_process";
import { globSync, statSync } from "node:fs";

const changed = (files) => files.map((file) => statSync(file).mtimeMs);
const built = globSync("dist/{index.js,index.d.ts,index.d.cts,codegen/index.js,page/app.js,sbom.cdx.json}");
const sources = [
  "package.json",
  "tsup.config.ts",
  "tsup.page.ts",
  ...globSync("{src,codegen,.ci/package,generated,spec}/**/*.{ts,tsx,css,html,yaml,xsd}"),
];
if (built.length < 6 || Math.max(...changed(sources)) > Math.min(...changed(built))) {
  // What a script prints must not mix with what `npm pack --json` prints.
  process.exitCode = spawnSync("npm", ["run", "build"], { stdio: ["ignore", 2, 2] }).status ?? 1;
}
