import { defineConfig } from "tsup";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    messages: "src/messages/index.ts",
    sandbox: "src/sandbox/index.ts",
  },
  format: ["esm", "cjs"],
  target: "node22",
  platform: "node",
  dts: true,
  clean: true,
  splitting: true,
  treeshake: true,
});
