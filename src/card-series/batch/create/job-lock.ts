import { open, readFile, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { CardwrightError } from "../../../errors/cardwright-error.ts";

/**
 * Keeps a job for one process: two at once would publish the same file twice, and ORCE could take both. A lock left by a process of
 * this machine that is gone is taken over.
 *
 * @throws CardwrightError `BATCH_JOB_RUNNING`.
 */
export async function lockJob(path: string): Promise<AsyncDisposable> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const file = await open(path, "wx");
      await file.writeFile(JSON.stringify({ pid: process.pid, host: hostname() }));
      await file.close();
      return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
    } catch (cause) {
      if (!(cause instanceof Error && "code" in cause && cause.code === "EEXIST")) throw cause;
      const holder = await readHolder(path);
      if (attempt > 3 || holder === undefined || isRunning(holder)) {
        throw new CardwrightError("Another process is working on this batch.", {
          code: "BATCH_JOB_RUNNING",
          details: holder === undefined ? {} : { pid: holder.pid, host: holder.host },
          help: "Wait for it. If it is certainly gone, delete the .lock file.",
          cause,
        });
      }
      await rm(path, { force: true });
    }
  }
}

interface Holder {
  readonly pid: number;
  readonly host: string;
}

async function readHolder(path: string): Promise<Holder | undefined> {
  const text = await readFile(path, "utf8").catch(() => "");
  // Killed between making the lock and writing it: nobody of that name can be running.
  if (text === "") return { pid: 0, host: hostname() };
  try {
    const { pid, host } = JSON.parse(text) as Partial<Holder>;
    return typeof pid === "number" && typeof host === "string" ? { pid, host } : undefined;
  } catch {
    return undefined;
  }
}

function isRunning({ pid, host }: Holder): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return true;
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is running all the same.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
