import type { CardwrightError } from "../errors/cardwright-error.ts";

/** Where a command writes. */
export interface CliStreams {
  readonly stdout: CliStream;
  readonly stderr: CliStream;
}

/** The part of a stream that the commands use. */
interface CliStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/**
 * The context of a command. Results go to standard output, as text or with `--json` as one JSON value; everything else
 * goes to standard error.
 */
export interface CliContext {
  readonly streams: CliStreams;
  readonly json: boolean;
  readonly signal: AbortSignal;
  /** Writes the result: the value with `--json`, its text otherwise. */
  result(value: object, text: () => string): void;
  /** Says what the command works on, for its errors: a file, a folder, a database. */
  about(kind: "file" | "folder", name: string): void;
  /** Writes a line that is not part of the result. */
  note(text: string): void;
  /** Sets the exit code; of several, the highest is used. */
  exitWith(code: ExitCode): void;
}

/** 0: success; 1: completed, but errors were found; 2: invalid usage; 3: failed. */
export const exitCodes = { found: 1, usage: 2, failed: 3 } as const;

/** An exit code other than 0. */
type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/**
 * Formats an error in lines: the message, the help, what the command was about, the causes, and the code to search for.
 */
export function formatError(error: CardwrightError, about: readonly string[] = []): string {
  const lines = [
    `error: ${error.message}`,
    ...(error.help === "" ? [] : [`  ${error.help}`]),
    ...about.filter((one) => !error.message.includes(one.slice(one.indexOf(" ") + 1))).map((one) => `  ${one}`),
    ...causesOf(error).map((cause) => `  cause: ${cause}`),
    `  code: ${error.code}`,
  ];
  // The name of a file or a column may contain control sequences of a terminal.
  return lines.map((line) => line.replaceAll(/\p{Cc}/gu, "?")).join("\n");
}

const maxCauses = 5;

/** The messages of the causes, but for those that the error itself repeats. */
function causesOf(error: CardwrightError): readonly string[] {
  const causes: string[] = [];
  let { cause }: { cause?: unknown } = error;
  while (cause instanceof Error && causes.length < maxCauses) {
    if (cause.message !== "" && !error.message.includes(cause.message))
      causes.push(cause.message.split("\n", 1)[0] ?? "");
    cause = cause.cause;
  }
  return causes;
}
