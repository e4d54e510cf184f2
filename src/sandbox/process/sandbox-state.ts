import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { CardwrightError } from "../../errors/cardwright-error.ts";
import type { SavedNgoc } from "../ngoc/saved-ngoc.ts";
import type { AnswerRule } from "./answer-rules.ts";
import type { FaultSwitch } from "./fault-switches.ts";
import type { LoggedMessage } from "./message-log.ts";

/** What the sandbox keeps beside the queues. */
interface SandboxState {
  readonly version: 1;
  readonly aheadMs: number;
  readonly ngoc: SavedNgoc;
  readonly messages: readonly LoggedMessage[];
  /** Missing in files of version 0.1. */
  readonly rules?: readonly AnswerRule[];
  readonly faults?: readonly FaultSwitch[];
}

/** Reads the state that another process has left; `undefined` when there is none. */
export function readState(file: string): SandboxState | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  try {
    const state = JSON.parse(text) as SandboxState;
    if (state.version === 1) return state;
  } catch {
    // Said below.
  }
  throw new CardwrightError(`The file ${file} holds no state of a sandbox`, {
    code: "SANDBOX_DATA",
    help: "Name another file, or delete this one and the files beside it.",
  });
}

/** Writes the state; a crash while writing leaves the previous file. */
export function writeState(file: string, state: SandboxState): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
