import { SingleBar } from "cli-progress";
import type { CliContext } from "./context.ts";

/** A progress bar. */
export interface Progress {
  /** Sets the number of completed items and a short note. */
  update(done: number, note: string): void;
  /** Removes the bar, so that only the result remains. */
  stop(): void;
}

/** Starts a progress bar on standard error; shows nothing with `--json` or when standard error is not a terminal. */
export function startProgress(context: CliContext, label: string, total: number): Progress {
  const { stderr } = context.streams;
  if (stderr !== process.stderr || !process.stderr.isTTY || context.json || total <= 0)
    return { update() {}, stop() {} };
  const bar = new SingleBar({
    stream: process.stderr,
    format: `${label} {bar} {percentage}% {note}, {eta_formatted} left`,
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
