// Loaded into a process of ours by `--import`: answers its parent how long its event loop was blocked, and its memory.

/** How a process has fared since it was asked the last time. */
export interface ProcessUsage {
  /** The longest time that the event loop was blocked, in milliseconds. Includes what other processes took of it. */
  readonly maxBlockedMs: number;
  /** The longest time that it calculated without going back to its event loop. */
  readonly maxBusyMs: number;
  /** Memory of the process after a full collection, in MB. */
  readonly rssMb: number;
  /** What JavaScript holds of it, outside the heap too, in MB. */
  readonly heldMb: number;
  /** Processor time since its start. */
  readonly cpuMs: number;
}

const tickMs = 10;
const megabyte = 1024 ** 2;

interface Instant {
  readonly wallMs: number;
  readonly cpuMs: number;
}

function now(): Instant {
  const { user, system } = process.threadCpuUsage();
  return { wallMs: performance.now(), cpuMs: (user + system) / 1000 };
}

let last = now();
let [maxBlockedMs, maxBusyMs] = [0, 0];

setInterval(() => {
  const tick = now();
  maxBlockedMs = Math.max(maxBlockedMs, tick.wallMs - last.wallMs - tickMs);
  maxBusyMs = Math.max(maxBusyMs, tick.cpuMs - last.cpuMs);
  last = tick;
}, tickMs).unref();

process.on("message", (asked) => {
  if (asked === "cpu") {
    const { user, system } = process.cpuUsage();
    process.send?.((user + system) / 1000);
    return;
  }
  const blocked = { maxBlockedMs, maxBusyMs };
  // What a first collection finds unused is given back by then.
  globalThis.gc?.();
  setImmediate(() => {
    globalThis.gc?.();
    const { rss, heapUsed, external } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    const usage: ProcessUsage = {
      ...blocked,
      rssMb: rss / megabyte,
      heldMb: (heapUsed + external) / megabyte,
      cpuMs: (user + system) / 1000,
    };
    // The collections are not counted.
    last = now();
    [maxBlockedMs, maxBusyMs] = [0, 0];
    process.send?.(usage);
  });
});
// The channel keeps the process alive no longer than it would be.
process.channel?.unref();
