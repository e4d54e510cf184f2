import packageJson from "../../package.json" with { type: "json" };
import { exitCodes } from "./context.ts";
import { runCli } from "./run-cli.ts";

const abort = new AbortController();
// The first Ctrl-C lets the command stop cleanly; the second ends it immediately.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => abort.abort(new Error("interrupted")));

// Node 22 warns about its own SQLite, which is of no use to the user of a command.
process.removeAllListeners("warning");
process.on("warning", ({ name, message }) => {
  if (name !== "ExperimentalWarning") process.stderr.write(`warning: ${message}\n`);
});

for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    // The reader of the output, such as `head`, has stopped reading.
    if (error.code === "EPIPE") process.exit();
    if (stream === process.stdout) process.stderr.write(`error: Cannot write the result: ${error.message}\n`);
    process.exit(exitCodes.failed);
  });
}

void runCli(process.argv.slice(2), process, { signal: abort.signal, version: packageJson.version }).then((code) => {
  process.exitCode = code;
});
