import type { CommandNode } from "./command-node.ts";
import { knownPaths, quoted } from "./shell-text.ts";

/** Returns the completion script for bash. */
export function bashCompletion(nodes: readonly CommandNode[]): string {
  const values = nodes.flatMap(({ path, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(({ flags, choices }) => {
        const pattern = flags.map((flag) => quoted(`${path}:${flag}`)).join("|");
        return `    ${pattern}) words=${quoted(choices.join(" "))}; takes_value=1 ;;`;
      }),
  );
  const words = nodes.map(({ path, commands, options, choices }) => {
    const names = [...commands.map(({ name }) => name), ...choices].join(" ");
    const flags = options.flatMap((option) => option.flags).join(" ");
    return `    ${quoted(path)}) words=${quoted(names)}; flags=${quoted(flags)} ;;`;
  });
  return `# bash completion of cardwright
_cardwright() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]}
  local at= words= flags= takes_value= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at/\${COMP_WORDS[i]}" in
      ${knownPaths(nodes).map(quoted).join("|")}) at="$at/\${COMP_WORDS[i]}" ;;
    esac
  done
  case "$at:$prev" in
${values.join("\n")}
  esac
  if [[ -z $takes_value ]]; then
    case "$at" in
${words.map((one) => `  ${one}`).join("\n")}
    esac
    [[ $cur == -* ]] && words=$flags
  fi
  # Without words, \`-o default\` completes files.
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _cardwright cardwright
`;
}
