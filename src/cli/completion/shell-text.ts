import type { CommandNode } from "./command-node.ts";

/** Puts a text in single quotes for bash and zsh. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The paths of all commands but the program itself. */
export function knownPaths(nodes: readonly CommandNode[]): readonly string[] {
  return nodes.map(({ path }) => path).filter((path) => path !== "");
}
