import { SingleBar } from "cli-progress";
import type { CliContext } from "./context.ts";

/** Shows how far something is. */
export interface Progress {
  /** How much is done, and a word about it. */
  update(done: number, note: string): void;
  /** Takes the bar away, so that the result stands alone. */
  stop(): void;
}

/** Starts a bar on standard error; shows nothing when nobody looks: not a terminal, or `--json`. */
export function startProgress(context: CliContext, label: string, total: number): Progress {
  const { stderr } = context.streams;
  if (stderr !== process.stderr || !process.stderr.isTTY || context.json || total <= 0)
    return { update() {}, stop() {} };
  const bar = new SingleBar({
    stream: process.stderr,
    format: `${label} {bar} {percentage}% {note}`,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(total, 0, { note: "" });
  return {
    update: (done, note) => bar.update(Math.min(done, total), { note }),
    stop: () => bar.stop(),
  };
}
