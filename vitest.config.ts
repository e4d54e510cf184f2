import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

const root = new URL("./", import.meta.url);
const { compilerOptions } = JSON.parse(readFileSync(new URL("tsconfig.json", root), "utf8")) as {
  compilerOptions: { paths: { [name: string]: [string] } };
};

export default defineConfig({
  // The documentation's snippets import the package by its name.
  resolve: {
    alias: Object.entries(compilerOptions.paths).map(([name, [path]]) => ({
      find: new RegExp(`^${name}$`),
      replacement: new URL(path, root).pathname,
    })),
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
