import packageJson from "../../package.json" with { type: "json" };
import { CardwrightError, type JsonValue } from "../errors/cardwright-error.ts";
import { UsageError } from "../errors/usage-error.ts";
import type { CliContext } from "./context.ts";

/** The compiler of contracts: a bundle of its own. */
export type Compiler = typeof import("../../codegen/index.ts");

type Problem = import("../../codegen/index.ts").Problem;

/** Runs a command that needs the compiler; what a document is refused for is listed, each reason with its place. */
export async function withCompiler<T>(context: CliContext, run: (compiler: Compiler) => Promise<T>): Promise<T> {
  const compiler = await loadCompiler();
  try {
    return await run(compiler);
  } catch (error) {
    if (error instanceof compiler.OptionError) {
      throw new UsageError(error.message, { code: "COMPILER_OPTION", help: error.help, cause: error });
    }
    if (!(error instanceof compiler.SpecError)) throw error;
    const { problems } = error;
    if (!context.json) for (const problem of problems) context.note(printable(compiler.formatProblem(problem)));
    throw new CardwrightError(`The document is refused for ${reasons(problems.length)}`, {
      code: "SPEC_REFUSED",
      help: "Correct the document. Where a reason names --accept, the document can be used without that part.",
      details: { problems: problems.map(asJson) },
      cause: error,
    });
  }
}

/** Prints what was found in a document that can be used all the same. */
export function noteWarnings(context: CliContext, compiler: Compiler, warnings: readonly Problem[]): void {
  if (context.json) return;
  for (const warning of warnings) context.note(printable(compiler.formatWarning(warning)));
}

async function loadCompiler(): Promise<Compiler> {
  try {
    return await import("../../codegen/index.ts");
  } catch (error) {
    const missing = Object.keys(compilerPackages).find((name) => isMissing(error, name));
    if (missing === undefined) throw error;
    throw new CardwrightError("The compiler of contracts needs packages that are not installed", {
      code: "COMPILER_NOT_INSTALLED",
      help: `Run: npm install -D ${Object.entries(compilerPackages)
        .map((entry) => entry.join("@"))
        .join(" ")}`,
      cause: error,
    });
  }
}

/** The optional peers that only the compiler needs, with their versions. */
const {
  pg: _ledgersOnly,
  "@opentelemetry/api": _telemetryOnly,
  "read-excel-file": _rowsOnly,
  ...compilerPackages
} = packageJson.peerDependencies;

function isMissing(error: unknown, name: string): boolean {
  if (!(error instanceof Error && "code" in error)) return false;
  const isUnresolved = error.code === "ERR_MODULE_NOT_FOUND" || error.code === "MODULE_NOT_FOUND";
  return isUnresolved && [`'${name}'`, `'${name}/`].some((quoted) => error.message.includes(quoted));
}

function reasons(count: number): string {
  return count === 1 ? "one reason" : `${count} reasons`;
}

// Documents are text of others: they may hold control sequences of a terminal.
function printable(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replaceAll(/\p{Cc}/gu, "?"))
    .join("\n");
}

function asJson({ file, pointer, line, column, message, remedy }: Problem): JsonValue {
  return { file, pointer, line, column, message, remedy };
}
