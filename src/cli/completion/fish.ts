import type { CommandNode, OptionNode } from "./command-node.ts";
import { knownPaths } from "./shell-text.ts";

/** Returns the completion script for fish. */
export function fishCompletion(nodes: readonly CommandNode[]): string {
  const lines = nodes.flatMap(({ path, commands, options, choices }) => {
    const at = `complete -c cardwright -n ${fishQuoted(`__cardwright_at "${path}"`)}`;
    return [
      ...commands.map(({ name, description }) => `${at} -f -a ${fishQuoted(name)} -d ${fishQuoted(description)}`),
      ...(choices.length === 0 ? [] : [`${at} -f -a ${fishQuoted(choices.join(" "))}`]),
      ...options.map((option) => `${at} ${optionText(option)}`),
    ];
  });
  return `# fish completion of cardwright
function __cardwright_at
  set -l at ''
  for word in (commandline -opc)[2..-1]
    switch "$at/$word"
      case ${knownPaths(nodes).map(fishQuoted).join(" ")}
        set at "$at/$word"
    end
  end
  test "$at" = "$argv[1]"
end
${lines.join("\n")}
`;
}

function optionText({ flags, description, takesValue, choices }: OptionNode): string {
  const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const values = choices.length === 0 ? "-r" : `-x -a ${fishQuoted(choices.join(" "))}`;
  return [...names, ...(takesValue ? [values] : []), `-d ${fishQuoted(description)}`].join(" ");
}

// In single quotes, fish reads a backslash before a quote or a backslash only.
function fishQuoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
