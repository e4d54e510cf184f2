import type { CardwrightError } from "../errors/cardwright-error.ts";

/** Where a command writes. */
export interface CliStreams {
  readonly stdout: CliStream;
  readonly stderr: CliStream;
}

/** The part of a stream that the commands need. */
interface CliStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/**
 * What a command has at hand. Results go to standard output, as text or with `--json` as one JSON value; everything else goes to
 * standard error.
 */
export interface CliContext {
  readonly streams: CliStreams;
  readonly json: boolean;
  readonly signal: AbortSignal;
  /** Writes the result: the value with `--json`, its text otherwise. */
  result(value: object, text: () => string): void;
  /** Says something that is not the result. */
  note(text: string): void;
  /** Ends with this exit code once the command returns; the highest wins. */
  exitWith(code: ExitCode): void;
}

/** 0: done; 1: done, and something was found wrong; 2: called the wrong way; 3: could not be done. */
export const exitCodes = { found: 1, usage: 2, failed: 3 } as const;

/** One of the exit codes but 0. */
type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** An error in three lines: what, what to do, and the code to look it up by. */
export function formatError(error: CardwrightError): string {
  const lines = [`error: ${error.message}`, ...(error.help === "" ? [] : [`  ${error.help}`]), `  code: ${error.code}`];
  // The name of a file or a column may hold what a terminal obeys.
  return lines.map((line) => line.replaceAll(/\p{Cc}/gu, "?")).join("\n");
}
