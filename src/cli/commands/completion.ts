import { Argument, type Command } from "commander";
import { bashCompletion } from "../completion/bash.ts";
import { type CommandNode, commandNodes } from "../completion/command-node.ts";
import { fishCompletion } from "../completion/fish.ts";
import { zshCompletion } from "../completion/zsh.ts";
import type { CliContext } from "../context.ts";

const shells = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } satisfies {
  readonly [shell: string]: (nodes: readonly CommandNode[]) => string;
};

/** `cardwright completion SHELL` */
export function addCompletionCommand(program: Command, context: CliContext): void {
  program
    .command("completion")
    .description("Print the script with which a shell completes commands, options and files.")
    .addArgument(new Argument("<shell>", "the shell").choices(Object.keys(shells)))
    .addHelpText(
      "after",
      `
Examples:
  $ echo 'source <(cardwright completion bash)' >> ~/.bashrc
  $ echo 'source <(cardwright completion zsh)' >> ~/.zshrc     (after compinit)
  $ cardwright completion fish > ~/.config/fish/completions/cardwright.fish`,
    )
    .action((shell: keyof typeof shells) => {
      const script = shells[shell](commandNodes(program));
      context.result({ shell, script }, () => script.trimEnd());
    });
}
