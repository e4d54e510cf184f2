import { defineConfig } from "tsup";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    messages: "src/messages/index.ts",
    ledger: "src/ledger/index.ts",
    "card-series": "src/card-series/index.ts",
    numbering: "src/numbering/index.ts",
    errors: "src/errors/index.ts",
    sandbox: "src/sandbox/index.ts",
    cli: "src/cli/main.ts",
  },
  format: ["esm", "cjs"],
  target: "node22",
  platform: "node",
  dts: true,
  clean: true,
  splitting: true,
  treeshake: true,
  // node:sqlite has no name without the prefix.
  removeNodeProtocol: false,
});
