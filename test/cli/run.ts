import { runCli } from "../../src/cli/run-cli.ts";

/** What a command did. */
export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in this process, with what it writes caught. */
export async function cli(...parameters: readonly string[]): Promise<CliRun> {
  const written = { stdout: "", stderr: "" };
  const stream = (name: "stdout" | "stderr") => ({ write: (text: string) => (written[name] += text) });
  const code = await runCli(parameters, { stdout: stream("stdout"), stderr: stream("stderr") });
  return { code, ...written };
}
