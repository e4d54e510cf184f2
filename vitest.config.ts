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
    // Most tests wait: for the network, a database, a process. Three at a time keep two cores busy; with four, some wait too long for what they start.
    maxWorkers: 3,
    // No test replaces a module or leaves one changed, so that files share what they import: a third of the time.
    isolate: false,
    // Two cores: the broker, the client and the test share them, so a slow machine must not look like a failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What tests start anew, with the same modules each time, starts in half the time.
    env: { NODE_COMPILE_CACHE: new URL(".tmp/compile-cache", root).pathname },
    setupFiles: ["test/support/compile-asyncapi-once.ts"],
    reporters: ["default", ["json", { outputFile: ".tmp/test-report.json" }]],
  },
});
