import type { CommandNode } from "./command-node.ts";
import { knownPaths, quoted } from "./shell-text.ts";

/** Returns the completion script for zsh: to be sourced, or to be a file `_cardwright` of `fpath`. */
export function zshCompletion(nodes: readonly CommandNode[]): string {
  const described = (name: string, description: string) =>
    quoted(`${name.replaceAll(":", "\\:")}${description === "" ? "" : `:${description}`}`);
  const values = nodes.flatMap(({ path, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(({ flags, choices }) => {
        const pattern = flags.map((flag) => quoted(`${path}:${flag}`)).join("|");
        const action = choices.length === 0 ? "_files" : `compadd -- ${choices.map(quoted).join(" ")}`;
        return `    ${pattern}) ${action}; return ;;`;
      }),
  );
  const words = nodes.map(({ path, commands, options, choices }) => {
    const names = commands.map(({ name, description }) => described(name, description));
    const flags = options.flatMap((option) => option.flags.map((flag) => described(flag, option.description)));
    return `    ${quoted(path)})
      names=(${[...names, ...choices.map((choice) => described(choice, ""))].join(" ")})
      flags=(${flags.join(" ")}) ;;`;
  });
  return `#compdef cardwright
# zsh completion of cardwright
_cardwright() {
  local cur=$words[CURRENT] prev=$words[CURRENT-1] at= i
  local -a names flags
  for ((i = 2; i < CURRENT; i++)); do
    case "$at/$words[i]" in
      ${knownPaths(nodes).map(quoted).join("|")}) at="$at/$words[i]" ;;
    esac
  done
  case "$at:$prev" in
${values.join("\n")}
  esac
  case "$at" in
${words.join("\n")}
  esac
  if [[ $cur == -* ]]; then
    _describe option flags
  elif (( $#names )); then
    _describe command names
  else
    _files
  fi
}
if [[ $funcstack[1] == _cardwright ]]; then
  _cardwright "$@"
else
  compdef _cardwright cardwright
fi
`;
}
