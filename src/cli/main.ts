#!/usr/bin/env node
import packageJson from "../../package.json" with { type: "json" };
import { exitCodes } from "./context.ts";
import { runCli } from "./run-cli.ts";

const abort = new AbortController();
// The first Ctrl-C lets the command end in order; the second ends it at once.
process.once("SIGINT", () => abort.abort(new Error("interrupted")));

// Node 22 warns of its own SQLite; whoever runs a command has not asked for it.
process.removeAllListeners("warning");
process.on("warning", ({ name, message }) => {
  if (name !== "ExperimentalWarning") process.stderr.write(`warning: ${message}\n`);
});

for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    // Whoever reads the output, such as `head`, has seen enough.
    if (error.code === "EPIPE") process.exit();
    if (stream === process.stdout) process.stderr.write(`error: the result cannot be written: ${error.message}\n`);
    process.exit(exitCodes.failed);
  });
}

void runCli(process.argv.slice(2), process, { signal: abort.signal, version: packageJson.version }).then((code) => {
  process.exitCode = code;
});
