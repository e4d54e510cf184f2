import { vi } from "vitest";

/** Runs a snippet and returns the arguments of each `console.log` in it. */
export async function printed(run: () => Promise<unknown>): Promise<unknown[][]> {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  try {
    await run();
    return log.mock.calls;
  } finally {
    log.mockRestore();
  }
}
