import type { Argument, Command, Option } from "commander";

/** A command as a shell completes it. */
export interface CommandNode {
  /** The names from the program down, such as `/batch/create`; empty for the program itself. */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly OptionNode[];
  /** The values of its first argument, where they are known. */
  readonly choices: readonly string[];
}

/** An option as a shell completes it. */
export interface OptionNode {
  /** Such as `-o` and `--out`. */
  readonly flags: readonly string[];
  readonly description: string;
  readonly takesValue: boolean;
  /** The values, where they are known; otherwise files are completed. */
  readonly choices: readonly string[];
}

/** Reads the commands and options that a shell completes, from the same tree that parses the command line. */
export function commandNodes(program: Command): readonly CommandNode[] {
  const globals = program.options.filter((option) => option.long !== "--version").map(optionNode);
  const nodes: CommandNode[] = [];
  const visit = (command: Command, path: string): void => {
    const help = command.createHelp();
    const commands = help.visibleCommands(command);
    const own = help.visibleOptions(command).map(optionNode);
    const [argument]: readonly (Argument | undefined)[] = command.registeredArguments;
    nodes.push({
      path,
      commands: commands.map((one) => ({ name: one.name(), description: line(help.subcommandDescription(one)) })),
      options: path === "" ? own : [...own, ...globals],
      choices: argument?.argChoices ?? [],
    });
    for (const child of command.commands) visit(child, `${path}/${child.name()}`);
  };
  visit(program, "");
  return nodes;
}

function optionNode(option: Option): OptionNode {
  return {
    flags: [option.short, option.long].filter((flag) => flag !== undefined),
    description: line(option.description),
    takesValue: option.required || option.optional,
    choices: option.argChoices ?? [],
  };
}

/** The first sentence, on one line. */
function line(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replace(/[.:;] .*$/, "")
    .replace(/\.$/, "");
}
