import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { CardwrightError, isCardwrightError } from "../../../errors/cardwright-error.ts";
import { backoffMs } from "../../../timing/backoff.ts";
import { BatchFile, publishFile } from "../../file/batch-file.ts";
import { lockExclusively } from "../../file/exclusive-lock.ts";
import { ifExisting } from "../../file/existing.ts";
import { makeFolder } from "../../file/make-folder.ts";
import type { ResultFile, ResultSource } from "./result-source.ts";

/** Options of {@link collectResults}. */
export interface CollectResultsOptions {
  readonly source: ResultSource;
  /** The folder for the filesets; created when it does not exist. */
  readonly folder: string;
  /** Maximum number of attempts to list the results, and to read a file. Default 5. */
  readonly maxAttempts?: number;
  /** Wait before the second attempt, doubled for each further one, in milliseconds. Default 1,000. */
  readonly initialWaitMs?: number;
  /** Called for every file, collected now or before. */
  readonly onFile?: (file: { readonly name: string; readonly result: "collected" | "already-collected" }) => void;
  readonly signal?: AbortSignal;
}

/**
 * Collects the results that ORCE has left, each file once. A file appears whole or not at all, so an interrupted run
 * continues when it is started again.
 *
 * @returns how many files were collected now and before
 * @throws CardwrightError `COLLECT_FAILED` (retryable), `COLLECT_NAME` for a name that leads out of the folder,
 * `COLLECT_RUNNING`, and what the source throws.
 */
export async function collectResults(
  options: CollectResultsOptions,
): Promise<{ readonly collected: number; readonly already: number }> {
  const { source, folder, onFile, signal } = options;
  await makeFolder(folder);
  using _lock = await lockExclusively(join(folder, ".collect.lock"), {
    code: "COLLECT_RUNNING",
    message: "Another process is collecting into this folder",
    help: "Wait until it has finished.",
  });
  let collected = 0;
  let already = 0;
  // The failures first: a file that is archived here has its failures here, too.
  const listed = await attempted(options, () => source.list(signal));
  const files = [...listed].sort((a, b) => Number(isArchived(a)) - Number(isArchived(b)));
  for (const file of files) {
    signal?.throwIfAborted();
    const target = join(folder, ...checkName(file.name));
    const existing = await ifExisting(stat(target));
    if (existing !== undefined && (file.bytes === undefined || existing.size === file.bytes)) {
      already++;
      onFile?.({ name: file.name, result: "already-collected" });
      continue;
    }
    await makeFolder(dirname(target));
    await attempted(options, () => copy(file, target, { source, signal }));
    collected++;
    onFile?.({ name: file.name, result: "collected" });
  }
  return { collected, already };
}

/** Does something again while it fails for a reason that may pass. */
async function attempted<T>(options: CollectResultsOptions, act: () => Promise<T>): Promise<T> {
  const { maxAttempts = 5, initialWaitMs = 1_000, signal } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await act();
    } catch (error) {
      signal?.throwIfAborted();
      if (!isCardwrightError(error) || !error.retryable || attempt >= maxAttempts) throw error;
      await wait(backoffMs({ initialMs: initialWaitMs }, attempt), undefined, { ...(signal && { signal }) });
    }
  }
}

async function copy(
  { name, bytes }: ResultFile,
  target: string,
  { source, signal }: { readonly source: ResultSource; readonly signal: AbortSignal | undefined },
): Promise<void> {
  const content = await source.read(name, signal);
  const file = await BatchFile.begin(target);
  try {
    for await (const piece of content) await file.append(piece);
    if (bytes !== undefined && file.bytes !== bytes) throw new Error(`Expected ${bytes} bytes`);
    await file.seal();
  } catch (cause) {
    await file.abandon();
    if (cause instanceof Error && "syscall" in cause && cause.syscall === "write") throw cause;
    throw new CardwrightError(`The result ${name} could not be read to its end`, {
      code: "COLLECT_FAILED",
      retryable: true,
      help: "Run again: what was collected is kept.",
      cause,
    });
  }
  await publishFile(target);
}

function isArchived({ name }: ResultFile): boolean {
  return name.split("/").at(-2) === "archived";
}

/** A name comes from a server: it must not lead out of the folder, nor to a hidden file. */
function checkName(name: string): readonly string[] {
  const parts = name.split("/");
  if (parts.length >= 2 && parts.every((part) => /^[^.\\\p{Cc}][^\\\p{Cc}]*$/u.test(part))) return parts;
  throw new CardwrightError("A result has a name that is no path of a fileset", {
    code: "COLLECT_NAME",
    help: "Expected <fileset>/archived/<file> and <fileset>/failed/<file>.",
  });
}
