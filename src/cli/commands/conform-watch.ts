import { watch } from "node:fs";
import { sep } from "node:path";
import type { CliContext } from "../context.ts";

/** Long enough for a compiler or an editor to write all of its files. */
const quietMs = 300;
const ignored = new Set(["node_modules", ".git"]);

/**
 * Yields the name of a file after each change of one, once it is quiet again. What changes between two calls of `next` does
 * not count: an application that is tested may write files, too. Ends with the signal of the context.
 */
export async function* changesIn(
  paths: readonly string[],
  { signal, note }: Pick<CliContext, "signal" | "note">,
): AsyncGenerator<string> {
  while (!signal.aborted) {
    const changed = await nextChange(paths, signal, () => note("Waiting for changes; Ctrl+C ends"));
    if (changed !== undefined) yield changed;
  }
}

async function nextChange(
  paths: readonly string[],
  signal: AbortSignal,
  isWatching: () => void,
): Promise<string | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => resolve(undefined);
  signal.addEventListener("abort", stop);
  const watchers = paths.map((path) =>
    watch(path, { recursive: true }, (_, name) => {
      if (name === null || name.split(sep).some((part) => ignored.has(part))) return;
      clearTimeout(timer);
      timer = setTimeout(() => resolve(name), quietMs);
    }).on("error", reject),
  );
  isWatching();
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
    for (const watcher of watchers) watcher.close();
  }
}
