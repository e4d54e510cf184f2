#!/usr/bin/env node
import packageJson from "../../package.json" with { type: "json" };
import { runCli } from "./run-cli.ts";

const abort = new AbortController();
// The first Ctrl-C lets the command end in order; the second ends it at once.
process.once("SIGINT", () => abort.abort(new Error("interrupted")));

// Whoever reads the output, such as `head`, has seen enough.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    throw error;
  });
}

void runCli(process.argv.slice(2), process, { signal: abort.signal, version: packageJson.version }).then((code) => {
  process.exitCode = code;
});
