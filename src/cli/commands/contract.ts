import type { Command } from "commander";
import { builtInContract } from "../../production-partner/contract/index.ts";
import { noteWarnings, withCompiler } from "../compiler.ts";
import { type CliContext, exitCodes } from "../context.ts";
import { loadContract } from "../contract-module.ts";
import { type DocumentFlags, withDocumentOptions } from "../document-options.ts";
import { plural } from "../plural.ts";

/** `cardwright contract …`: what to do with the vendor's document. */
export function addContractCommands(program: Command, context: CliContext): void {
  const contract = program.command("contract").description("The vendor's AsyncAPI document: check, adopt, compare.");
  addCheck(contract, context);
  addAdopt(contract, context);
  addDiff(contract, context);
  addDocs(contract, context);
  addAssumptions(contract, context);
}

interface CheckFlags extends DocumentFlags {
  readonly contract?: string;
  readonly breakingOnly: boolean;
}

function addCheck(contract: Command, context: CliContext): void {
  const command = contract
    .command("check")
    .description(
      "Try what a client would do wrongly if a document were the truth: refuse, send wrongly, never hand over.",
    )
    .argument("<file>", "the AsyncAPI document")
    .option("--contract <module>", "a module that exports the contract in use (default: the built-in contract)")
    .option("--breaking-only", "list only what stops messages or sends wrong ones", false);
  withDocumentOptions(command)
    .addHelpText(
      "after",
      "\nExamples:\n  $ cardwright contract check vendor.yaml\n  $ cardwright contract check vendor.yaml --contract src/contract/index.ts --breaking-only",
    )
    .action((file: string, flags: CheckFlags) =>
      withCompiler(context, async (compiler) => {
        const { contract: module, ...how } = flags;
        const installed = module === undefined ? builtInContract : await loadContract(module);
        const isBuiltIn = module === undefined;
        const { findings, warnings } = await compiler.checkDocument(file, { ...how, installed, isBuiltIn });
        noteWarnings(context, compiler, warnings);
        if (findings.some(({ isBreaking }) => isBreaking)) context.exitWith(exitCodes.found);
        context.result({ findings }, () =>
          flags.breakingOnly && findings.length === 0 ? "Nothing breaks." : compiler.describeFindings(findings),
        );
      }),
    );
}

interface AdoptFlags extends DocumentFlags {
  readonly out: string;
}

function addAdopt(contract: Command, context: CliContext): void {
  const command = contract
    .command("adopt")
    .description("Make a contract of a document: types, validators, and a binding with what its names tell filled in.")
    .argument("<file>", "the AsyncAPI document")
    .requiredOption("-o, --out <folder>", "the folder for the contract");
  withDocumentOptions(command)
    .addHelpText(
      "after",
      "\nWhat names do not tell is a compile error with a remark. Files that are there are never written over,\nsave those in generated/.\n\nExample:\n  $ cardwright contract adopt vendor.yaml --out src/contract",
    )
    .action((file: string, flags: AdoptFlags) =>
      withCompiler(context, async (compiler) => {
        const result = await compiler.adoptDocument(file, { ...flags, command: "npx cardwright contract adopt" });
        noteWarnings(context, compiler, result.warnings);
        context.result(result, () => {
          const { generated, files, adopted, decisions } = result;
          const states = adopted.map(({ path, state, proposal }) =>
            proposal === undefined ? `${path}: ${state}` : `${path}: kept; what would be written now is ${proposal}`,
          );
          const open = decisions.map(({ file: path, line, remark }) => `  ${path}:${line} ${remark}`);
          const head =
            decisions.length === 0 ? [] : [`To decide: ${plural(open.length, "point")}, each a compile error`];
          return [`${generated}: ${plural(files, "file")}`, ...states, ...head, ...open].join("\n");
        });
      }),
    );
}

interface DiffFlags extends DocumentFlags {
  readonly breakingOnly: boolean;
}

function addDiff(contract: Command, context: CliContext): void {
  const command = contract
    .command("diff")
    .description("Compare two documents by meaning: what each change means for a partner, worst first.")
    .argument("<old>", "the document so far")
    .argument("<new>", "the document to come")
    .option("--breaking-only", "list breaking changes only", false);
  withDocumentOptions(command)
    .addHelpText("after", "\nExample:\n  $ cardwright contract diff vendor-4.1.yaml vendor-4.2.yaml --breaking-only")
    .action((before: string, after: string, flags: DiffFlags) =>
      withCompiler(context, async (compiler) => {
        const { changes, warnings } = await compiler.diffDocuments({ before, after }, flags);
        noteWarnings(context, compiler, warnings);
        if (changes.some(({ verdict }) => verdict === "breaking")) context.exitWith(exitCodes.found);
        context.result({ changes }, () =>
          flags.breakingOnly && changes.length === 0 ? "No breaking change." : compiler.describeChanges(changes),
        );
      }),
    );
}

interface DocsFlags extends DocumentFlags {
  readonly out?: string;
}

function addDocs(contract: Command, context: CliContext): void {
  const command = contract
    .command("docs")
    .description("Write the reference of a document: every message, field, rule and example.")
    .argument("<file>", "the AsyncAPI document")
    .option("-o, --out <folder>", "write contract.md and contract.html there instead of Markdown to standard output");
  withDocumentOptions(command)
    .addHelpText("after", "\nExample:\n  $ cardwright contract docs vendor.yaml --out docs")
    .action((file: string, flags: DocsFlags) =>
      withCompiler(context, async (compiler) => {
        const { out } = flags;
        const again = `npx cardwright contract docs ${file}${out === undefined ? "" : ` --out ${out}`}`;
        const { markdown, written, warnings } = await compiler.documentFile(file, { ...flags, command: again });
        noteWarnings(context, compiler, warnings);
        const paths = written.map((path) => `${out}/${path}`);
        context.result({ written: paths, ...(out === undefined && { markdown }) }, () =>
          out === undefined ? markdown.trimEnd() : paths.join("\n"),
        );
      }),
    );
}

function addAssumptions(contract: Command, context: CliContext): void {
  contract
    .command("assumptions")
    .description("List what no vendor has stated and this package assumes, as a checklist in Markdown for the vendor.")
    .argument("[file]", "another AsyncAPI document with x-provenance marks")
    .addHelpText("after", "\nExample:\n  $ cardwright contract assumptions > points-to-confirm.md")
    .action((file: string | undefined) =>
      withCompiler(context, async (compiler) => {
        const lists = await compiler.assumptionsIn(file);
        context.result(lists, () => compiler.toChecklist(lists));
      }),
    );
}
