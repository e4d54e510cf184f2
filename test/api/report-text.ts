import type { ExportedName } from "./declarations.ts";

/** The report of one entry: each name with its declarations. */
export function writeReport(entry: string, names: readonly ExportedName[]): string {
  const parts = names.map(({ name, declared }) => `## ${name}\n\n\`\`\`ts\n${declared}\n\`\`\`\n`);
  return `# The public interface of ${entry}\n\nWritten by \`npm run api\`. Do not edit.\n\n${parts.join("\n")}`;
}

/** Reads a report: declarations by name. */
export function readReport(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(/^## (\S+)\n\n```ts\n(.*?)\n```$/gms)].map(([, name = "", declared = ""]) => [name, declared]),
  );
}

/** Says name by name what differs between two reports. */
export function changesOf(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): readonly string[] {
  const names = [...new Set([...before.keys(), ...now.keys()])].sort();
  return names.flatMap((name) => {
    if (!now.has(name)) return [`${name} is gone`];
    if (!before.has(name)) return [`${name} is new`];
    return before.get(name) === now.get(name) ? [] : [`${name} is different`];
  });
}
