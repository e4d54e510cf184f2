import { resolve } from "node:path";
import { defineConfig, type Options } from "tsup";
import { licencesOfBundled, pageBuild } from "./tsup.page.ts";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

/** The compiler of contracts is a bundle of its own: the command line imports it from there when it is asked to compile. */
const compilerStaysApart: Plugin = {
  name: "compiler-stays-apart",
  setup: (build) => {
    build.onResolve({ filter: /\/codegen\/index\.ts$/ }, () => ({ path: "./codegen/index.js", external: true }));
  },
};

/** The package's Node form is CommonJS, which a bundle of ES modules cannot hold without require. */
const yamlAsModule: Plugin = {
  name: "yaml-as-module",
  setup: (build) => {
    build.onResolve({ filter: /^yaml$/ }, () => ({ path: resolve("node_modules/yaml/browser/dist/index.js") }));
  },
};

const shared = {
  target: "node22",
  platform: "node",
  splitting: true,
  // node:sqlite has no name without the prefix.
  removeNodeProtocol: false,
} as const satisfies Options;

export default defineConfig([
  {
    ...shared,
    entry: {
      index: "src/index.ts",
      contract: "src/production-partner/contract/index.ts",
      messages: "src/production-partner/messages/index.ts",
      ledger: "src/production-partner/ledger/index.ts",
      "card-series": "src/card-series-maintenance/index.ts",
      numbering: "src/card-series-maintenance/numbering/index.ts",
      errors: "src/errors/index.ts",
      validation: "src/validation/index.ts",
      xml: "src/xml/index.ts",
      opentelemetry: "src/telemetry/opentelemetry/index.ts",
      sandbox: "src/sandbox/index.ts",
      cli: "src/cli/start.ts",
    },
    format: ["esm", "cjs"],
    dts: { compilerOptions: { stripInternal: true } },
    // More than 250 modules, of which a ledger needs a few: loading them takes longer than all others together. And the one
    // digest that a browser has only as a promise.
    noExternal: ["kysely", /^@noble\/hashes/],
    // With their sources in them, so that a trace or a debugger shows ours.
    sourcemap: true,
    // Both builds run at the same time: neither removes what the other writes.
    clean: ["!codegen/**", "!page/**"],
    treeshake: true,
    esbuildPlugins: [compilerStaysApart, licencesOfBundled("dist")],
  },
  pageBuild,
  {
    ...shared,
    entry: { index: "codegen/index.ts" },
    outDir: "dist/codegen",
    format: ["esm"],
    clean: true,
    esbuildPlugins: [yamlAsModule, licencesOfBundled("dist/codegen")],
  },
]);
