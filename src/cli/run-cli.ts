import { Command, CommanderError } from "commander";
import { CardwrightError, isCardwrightError } from "../errors/cardwright-error.ts";
import { foreignCode } from "../errors/error-code.ts";
import { addBatchCommands } from "./commands/batch.ts";
import { addCheckMessageCommand } from "./commands/check-message.ts";
import { addCompletionCommand } from "./commands/completion.ts";
import { addConformCommand } from "./commands/conform.ts";
import { addConsoleCommand } from "./commands/console.ts";
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
  const about = new Map<string, string>();
  const context: CliContext = {
    streams,
    signal,
    get json() {
      return program.opts()["json"] === true;
    },
    result(value, text) {
      streams.stdout.write(`${this.json ? JSON.stringify(value, undefined, 2) : text()}\n`);
    },
    about(kind, name) {
      about.set(kind, name);
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
    .configureHelp({ showGlobalOptions: true })
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
  addConsoleCommand(program, context, version);
  addDoctorCommand(program, context);
  addSandboxCommand(program, context, version);
  addConformCommand(program, context);
  addContractCommands(program, context);
  addGenerateCommand(program, context);
  addInitCommand(program, context, version);
  addCompletionCommand(program, context);
  for (const command of allCommands(program)) command.exitOverride().copyInheritedSettings(program);
  try {
    await program.parseAsync([...parameters], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
    // A command that could not stop cleanly reports that itself.
    if (signal.aborted && !isCardwrightError(error)) report(stopped, new Map(), context);
    else report(error, about, context);
    return isCardwrightError(error) && calledWrongly.has(error.code) ? exitCodes.usage : exitCodes.failed;
  }
}

const stopped = new CardwrightError("Stopped", { code: "STOPPED", help: "Run the command again to continue." });

/** Errors in the options that are only found when the work begins. */
const calledWrongly: ReadonlySet<string> = new Set([
  "BATCH_OPTIONS",
  "CONFIG_FILE",
  "CONFORM_OPTIONS",
  "CONFORM_PROFILE",
  "CONFORM_REPORT",
  "CONFORM_SCENARIO",
  "COMPILER_OPTION",
  "CSV_DATE_FORMAT",
  "CSV_DELIMITER",
  "CSV_ENCODING",
  "CSV_LOCALE",
  "DELIVERY_SETTINGS",
  "MAPPING_FIELD",
  "MAPPING_INCOMPLETE",
  "BATCH_CONTRACT",
]);

function report(error: unknown, about: ReadonlyMap<string, string>, context: CliContext): void {
  const known = isCardwrightError(error) ? error : systemError(error);
  if (known !== undefined) {
    const { code, message, help, details } = known;
    const subject = Object.fromEntries(about);
    const names = [...about].map(([kind, name]) => `${kind}: ${name}`);
    context.note(
      context.json
        ? JSON.stringify({ error: { code, message, help, details, ...(about.size > 0 && { about: subject }) } })
        : formatError(known, names),
    );
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

/** Converts an error of the operating system; an unusual one keeps Node's own message. */
function systemError(error: unknown): CardwrightError | undefined {
  if (!(error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string")) return;
  const path = "path" in error && typeof error.path === "string" ? `: ${error.path}` : "";
  const plain = systemMessage[error.code];
  const message = plain === undefined ? error.message : `${plain}${path}`;
  return new CardwrightError(message, { code: foreignCode(error.code), help: systemHelp[error.code] ?? "" });
}

const systemMessage: { readonly [code: string]: string } = {
  EACCES: "Permission denied",
  EISDIR: "Expected a file, found a folder",
  ENOENT: "No such file or folder",
  ENOSPC: "No space left on the disk",
  ENOTDIR: "Expected a folder, found a file",
  EROFS: "The file system is read-only",
};

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
