import { Command, CommanderError } from "commander";
import { CardwrightError, isCardwrightError } from "../errors/cardwright-error.ts";
import { addBatchCommands } from "./commands/batch.ts";
import { addCheckMessageCommand } from "./commands/check-message.ts";
import { addContractCommands } from "./commands/contract.ts";
import { addDeadLetterCommands } from "./commands/dead-letters.ts";
import { addDoctorCommand } from "./commands/doctor.ts";
import { addExplainCommand } from "./commands/explain.ts";
import { addGenerateCommand } from "./commands/generate.ts";
import { addInitCommand } from "./commands/init.ts";
import { addLedgerCommands } from "./commands/ledger.ts";
import { addNumberCommands } from "./commands/number.ts";
import { addOrdersCommands } from "./commands/orders.ts";
import { addSandboxCommand } from "./commands/sandbox.ts";
import { addSeriesCommands } from "./commands/series.ts";
import { type CliContext, type CliStreams, exitCodes, formatError } from "./context.ts";

/**
 * Runs the `cardwright` command and returns its exit code: 0 success, 1 errors found, 2 invalid usage, 3 failed. Never
 * throws.
 */
export async function runCli(
  parameters: readonly string[],
  streams: CliStreams,
  options: { readonly signal?: AbortSignal; readonly version?: string } = {},
): Promise<number> {
  const { signal = new AbortController().signal, version = "unknown" } = options;
  let exitCode = 0;
  const program = new Command("cardwright");
  const context: CliContext = {
    streams,
    signal,
    get json() {
      return program.opts()["json"] === true;
    },
    result(value, text) {
      streams.stdout.write(`${this.json ? JSON.stringify(value, undefined, 2) : text()}\n`);
    },
    note(text) {
      streams.stderr.write(`${text}\n`);
    },
    exitWith(code) {
      exitCode = Math.max(exitCode, code);
    },
  };
  program
    .description("Card numbers, batch files and messages of card production.")
    .version(version, "-V, --version", "print the version")
    .option("--json", "print the result as JSON")
    .helpCommand("help [command]", "print help for a command")
    .addHelpText("after", exitCodeHelp)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void streams.stdout.write(text),
      writeErr: (text) => void streams.stderr.write(text),
      outputError: (text, write) => write(`${text.trimEnd()}\n  Run with --help for the options and examples.\n`),
    });
  addExplainCommand(program, context);
  addNumberCommands(program, context);
  addSeriesCommands(program, context);
  addCheckMessageCommand(program, context);
  addBatchCommands(program, context);
  addOrdersCommands(program, context);
  addDeadLetterCommands(program, context);
  addLedgerCommands(program, context);
  addDoctorCommand(program, context);
  addSandboxCommand(program, context, version);
  addContractCommands(program, context);
  addGenerateCommand(program, context);
  addInitCommand(program, context, version);
  for (const command of allCommands(program)) command.exitOverride().copyInheritedSettings(program);
  try {
    await program.parseAsync([...parameters], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
    // A command that could not stop cleanly reports that itself.
    report(signal.aborted && !isCardwrightError(error) ? stopped : error, context);
    return isCardwrightError(error) && calledWrongly.has(error.code) ? exitCodes.usage : exitCodes.failed;
  }
}

const stopped = new CardwrightError("Stopped", { code: "STOPPED", help: "Run the command again to continue." });

/** Errors in the options that are only found when the work begins. */
const calledWrongly: ReadonlySet<string> = new Set([
  "BATCH_OPTIONS",
  "COMPILER_OPTION",
  "CSV_DELIMITER",
  "DELIVERY_SETTINGS",
  "MAPPING_INCOMPLETE",
]);

function report(error: unknown, context: CliContext): void {
  const known = isCardwrightError(error) ? error : systemError(error);
  if (known !== undefined) {
    const { code, message, help, details } = known;
    context.note(context.json ? JSON.stringify({ error: { code, message, help, details } }) : formatError(known));
    return;
  }
  const message = `Unexpected failure: ${error instanceof Error ? error.message : String(error)}`;
  const help = "Set CARDWRIGHT_DEBUG=1 to see the stack trace, and report the failure.";
  const stack = process.env["CARDWRIGHT_DEBUG"] && error instanceof Error ? `\n${error.stack}` : "";
  context.note(
    context.json
      ? JSON.stringify({ error: { code: "UNEXPECTED", message, help } })
      : `error: ${message}${stack}\n  ${help}`,
  );
}

/** Converts an error of the operating system; the message is Node's: "ENOENT: no such file or directory, open 'x.csv'". */
function systemError(error: unknown): CardwrightError | undefined {
  if (!(error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string")) return;
  return new CardwrightError(error.message, { code: error.code, help: systemHelp[error.code] ?? "", cause: error });
}

const systemHelp: { readonly [code: string]: string } = {
  EACCES: "Check the permissions.",
  EEXIST: "A file exists where a folder is needed: choose another path.",
  EISDIR: "Pass a file, not a folder.",
  ENOENT: "Check the path.",
  ENOSPC: "The disk is full: free some space and run again.",
  ENOTDIR: "Pass a folder, not a file.",
  EPERM: "Check the permissions.",
  EROFS: "The file system is read-only: choose another path.",
};

function* allCommands(command: Command): Generator<Command, void, undefined> {
  for (const child of command.commands) {
    yield child;
    yield* allCommands(child);
  }
}

const exitCodeHelp = `
Exit codes: 0 success, 1 errors found, 2 invalid usage, 3 failed.
`;
