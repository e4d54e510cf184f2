import { type Command, Option } from "commander";
import { noteWarnings, withCompiler } from "../compiler.ts";
import { type CliContext, exitCodes } from "../context.ts";
import { type DocumentFlags, withDocumentOptions } from "../document-options.ts";
import { plural } from "../plural.ts";

interface GenerateFlags extends DocumentFlags {
  readonly asyncapi?: string;
  readonly xsd?: readonly string[];
  readonly root?: string;
  readonly record?: string;
  readonly out: string;
  readonly runtime?: string;
  readonly language?: string;
  readonly package?: string;
  readonly check: boolean;
}

/** `cardwright generate` */
export function addGenerateCommand(program: Command, context: CliContext): void {
  const command = program
    .command("generate")
    .description("Generate types, validators and readers from an AsyncAPI document, from an XML schema, or from both.")
    .option("--asyncapi <file>", "the contract of a production partner")
    .option("--xsd <files...>", "the schema of batch files, then documents that it includes or imports")
    .option("--root <name>", "the root element of the files, where the schema declares several")
    .option(
      "--record <path>",
      "the records in them, as names from the root's child: Orders/Order; a|b for several kinds; . reads files as a whole",
    )
    .requiredOption("-o, --out <folder>", "the folder for the generated files")
    .option("--runtime <module>", "where generated code imports its runtime from (default: cardwright)")
    .addOption(
      new Option("--language <name>", "models of the messages in another language").choices([
        "java",
        "csharp",
        "python",
      ]),
    )
    .option("--package <name>", "package or namespace of these models")
    .option("--check", "write nothing; list the files that differ", false);
  withDocumentOptions(command)
    .addHelpText(
      "after",
      "\nExamples:\n  $ cardwright generate --asyncapi vendor.yaml --out src/contract/generated\n  $ cardwright generate --asyncapi vendor.yaml --language java --package com.example.cards --out models\n  $ cardwright generate --xsd orders.xsd common.xsd --root Orders --out src/generated",
    )
    .action((flags: GenerateFlags) => generate(flags, context));
}

async function generate(flags: GenerateFlags, context: CliContext): Promise<void> {
  await withCompiler(context, async (compiler) => {
    const again = commandFor(flags);
    const result = await compiler.generate({ ...flags, command: "npx cardwright generate" });
    noteWarnings(context, compiler, result.warnings);
    if (result.drift.length > 0) context.exitWith(exitCodes.found);
    context.result(result, () => {
      const differing = result.drift.map(({ path, reason }) => `${path}: ${reason}`);
      if (flags.check) {
        return differing.length === 0 ? "up to date" : [...differing, `Generate them again: ${again}`].join("\n");
      }
      const written = result.folders.map(({ folder, files }) => `${folder}: ${plural(files, "file")}`);
      return [...written, ...result.notes].join("\n");
    });
  });
}

/** The command that writes the same files again. */
function commandFor(flags: GenerateFlags): string {
  const { asyncapi, xsd, out, runtime, language, package: packageName, perspective } = flags;
  const given: readonly (readonly [option: string, value: string | undefined])[] = [
    ["--asyncapi", asyncapi],
    ["--root", flags.root],
    ["--record", flags.record],
    ["--out", out],
    ["--runtime", runtime],
    ["--language", language],
    ["--package", packageName],
    ["--perspective", perspective === "owner" ? undefined : perspective],
    ["--assume", flags.assume],
    ["--overlay", flags.overlay],
    ...(flags.accept ?? []).map((value) => ["--accept", value] as const),
    ...(flags.ref ?? []).map((value) => ["--ref", value] as const),
    ...(flags.direction ?? []).map((value) => ["--direction", value] as const),
    ...(flags.unverifiedFormat ?? []).map((value) => ["--unverified-format", value] as const),
  ];
  const options = given.flatMap(([option, value]) => (value === undefined ? [] : [`${option} ${quoted(value)}`]));
  const schemas = xsd === undefined ? [] : [`--xsd ${xsd.map(quoted).join(" ")}`];
  return ["npx cardwright generate", ...options, ...schemas].join(" ");
}

function quoted(text: string): string {
  return /^[\w./#:@=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
