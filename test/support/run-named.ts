import { readdirSync } from "node:fs";

/** Runs the script NAME + suffix of a folder, NAME being the first argument; all of them for `all`; lists them without one. */
export async function runNamed(folder: URL, suffix: string): Promise<void> {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length))
    .sort();
  const name = process.argv[2];
  const chosen = name === undefined ? [] : name === "all" ? names : names.filter((candidate) => candidate === name);
  if (chosen.length === 0) {
    process.stdout.write(
      `${name === undefined ? "Name one of" : `There is no "${name}". Name one of`}: ${names.join(", ")}, all\n`,
    );
    process.exitCode = name === undefined ? 0 : 2;
    return;
  }
  for (const one of chosen) await import(new URL(`${one}${suffix}`, folder).href);
}
