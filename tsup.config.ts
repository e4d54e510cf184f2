import { defineConfig } from "tsup";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    messages: "src/production-partner/messages/index.ts",
    ledger: "src/production-partner/ledger/index.ts",
    "card-series": "src/card-series-maintenance/index.ts",
    numbering: "src/card-series-maintenance/numbering/index.ts",
    errors: "src/errors/index.ts",
    validation: "src/validation/index.ts",
    xml: "src/xml/index.ts",
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
