// Bundlers take the package as docs/install.md says. esbuild, rollup and vite come with tsup and vitest.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
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

// Of version 5 in the namespace of the package, by an implementation of another: Python's `uuid.uuid5`.
const answerId = "12c223b9-eab9-5942-8976-ef642ea94c27";

const page = `
  import { explainError } from "cardwright/errors";
  import { answerIdOf, createMessage, decodeMessage, encodeMessage } from "cardwright/messages";
  say(explainError("ALL_CARDS_GENERATED")?.code);
  say(answerIdOf("0198c9b2-7b1e-7abc-9def-0123456789ab"));
  const payload = { errorCode: "ARTICLE_NOT_AVAILABLE", details: "Grün", shipmentId: "SHIP-1", organisationId: "ORG-1" };
  const { subject, messageId, body } = encodeMessage(createMessage("EXTERNAL_PRODUCTION_ERROR", payload));
  const read = decodeMessage({ subject, messageId, body });
  say(read.ok ? read.message.type : JSON.stringify(read));
  try {
    encodeMessage(createMessage("EXTERNAL_PRODUCTION_CARD_PRODUCED", { ...payload, cardId: 7 }));
  } catch ({ issues }) {
    say(issues.find(({ path }) => path === "/cardId")?.path);
  }
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

  writeFileSync(join(project, "page.mjs"), page);
  const outfile = join(project, "page.js");
  await esbuild({ ...shared, entryPoints: [join(project, "page.mjs")], platform: "browser", format: "iife", outfile });
  runInPage(outfile);
  return `bundles run: ${bundles.join(", ")}; cardwright/errors and cardwright/messages for a browser`;
}

/** Runs a bundle with what a page has besides the language itself, and nothing of Node. */
function runInPage(file: string): void {
  const said: string[] = [];
  const say = (text: string) => said.push(text);
  runInNewContext(readFileSync(file, "utf8"), { say, crypto, TextDecoder, TextEncoder, URL, Uint8Array });
  const expected = ["ALL_CARDS_GENERATED", answerId, "EXTERNAL_PRODUCTION_ERROR", "/cardId"];
  if (JSON.stringify(said) !== JSON.stringify(expected)) throw new Error(`A page said ${JSON.stringify(said)}`);
}

function runBundle(project: string, file: string, expected: string): void {
  const { stdout, stderr } = spawnSync(process.execPath, [file], { cwd: project, encoding: "utf8" });
  if (stdout !== expected) throw new Error(`${file} printed: ${stdout}${stderr}`);
}
