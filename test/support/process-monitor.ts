// Loaded into a process of ours by `--import`: answers its parent how long its event loop was blocked, and its memory.
import { monitorEventLoopDelay } from "node:perf_hooks";

/** How a process has fared since it was asked the last time. */
export interface ProcessUsage {
  /** The longest time that the event loop was blocked, in milliseconds. */
  readonly maxBlockedMs: number;
  /** Memory of the process after a full collection, in MB. */
  readonly rssMb: number;
  /** What JavaScript holds of it, outside the heap too, in MB. */
  readonly heldMb: number;
}

const resolutionMs = 5;
const megabyte = 1024 ** 2;
const delay = monitorEventLoopDelay({ resolution: resolutionMs });
delay.enable();

process.on("message", () => {
  // Before the collection, which blocks, too.
  const maxBlockedMs = Math.max(0, delay.max / 1e6 - resolutionMs);
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send?.({
    maxBlockedMs,
    rssMb: rss / megabyte,
    heldMb: (heapUsed + external) / megabyte,
  } satisfies ProcessUsage);
  // The collection is over when the histogram begins anew.
  setImmediate(() => setTimeout(() => delay.reset(), 2 * resolutionMs));
});
// The parent's channel keeps the process alive no longer than it would be.
process.channel?.unref();
