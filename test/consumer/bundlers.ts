// Bundlers take the package as docs/install.md says. esbuild, rollup and vite come with tsup and vitest.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, build as esbuild } from "esbuild";
import { rollup } from "rollup";
import { build as vite } from "vite";

/** Uses three entries. */
export const program: string = `
  import { ProductionPartnerClient } from "cardwright";
  import { openPostgresLedger } from "cardwright/ledger";
  import { decodeMessage } from "cardwright/messages";
  console.log(typeof ProductionPartnerClient, typeof openPostgresLedger, typeof decodeMessage);
`;

/** Bundles a program in a project that has the packed package, and runs each bundle. */
export async function bundle(project: string): Promise<string> {
  const input = join(project, "program.mjs");
  writeFileSync(input, program);
  const shared: BuildOptions = { entryPoints: [input], bundle: true, logLevel: "error", external: ["pg"] };
  await esbuild({ ...shared, platform: "node", format: "cjs", outfile: join(project, "by-esbuild.cjs") });
  await esbuild({
    ...shared,
    platform: "node",
    format: "esm",
    packages: "external",
    outfile: join(project, "by-esbuild.mjs"),
  });
  const rolled = await rollup({ input, external: [/^[^./]/] });
  await rolled.write({ file: join(project, "by-rollup.mjs") });
  await vite({
    root: project,
    logLevel: "error",
    build: {
      ssr: input,
      outDir: join(project, "by-vite"),
      rollupOptions: { output: { entryFileNames: "program.mjs" } },
    },
  });
  const bundles = ["by-esbuild.cjs", "by-esbuild.mjs", "by-rollup.mjs", "by-vite/program.mjs"];
  for (const file of bundles) runBundle(project, file, "function function function\n");

  writeFileSync(
    join(project, "page.mjs"),
    'import { explainError } from "cardwright/errors"; console.log(typeof explainError);',
  );
  const outfile = join(project, "page.cjs");
  await esbuild({ ...shared, entryPoints: [join(project, "page.mjs")], platform: "browser", outfile });
  runBundle(project, "page.cjs", "function\n");
  return `bundles run: ${bundles.join(", ")}; cardwright/errors for a browser`;
}

function runBundle(project: string, file: string, expected: string): void {
  const { stdout, stderr } = spawnSync(process.execPath, [file], { cwd: project, encoding: "utf8" });
  if (stdout !== expected) throw new Error(`${file} printed: ${stdout}${stderr}`);
}
