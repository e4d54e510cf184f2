import { defineConfig } from "vitest/config";

const src = new URL("./src/", import.meta.url).pathname;

export default defineConfig({
  // The documentation's snippets import the package by its name.
  resolve: {
    alias: [
      { find: /^cardwright$/, replacement: `${src}index.ts` },
      { find: /^cardwright\/(.+)$/, replacement: `${src}$1/index.ts` },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    // Most tests wait for the network, so both cores are used, where the default leaves one of two idle.
    maxWorkers: 2,
    // Two cores: the broker, the client and the test share them, so a slow machine must not look like a failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ["default", ["json", { outputFile: ".tmp/test-report.json" }]],
  },
});
