import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** Which part of the version number a change raises. */
type Raise = "major" | "minor" | "patch";

/** A file of `.changeset`, in the format of the changesets project: front matter with the bump, then a text. */
export interface Changeset {
  readonly file: string;
  readonly raise: Raise;
  /** Declarations whose difference the author says is compatible, as `cardwright/ledger#LedgerOptions`. */
  readonly compatible: readonly string[];
}

const raises: readonly string[] = ["major", "minor", "patch"] satisfies Raise[];

/** Reads the changesets of a folder. */
export function readChangesets(folder: string): readonly Changeset[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".md") && file !== "README.md")
    .sort()
    .map((file) => readChangeset(file, readFileSync(join(folder, file), "utf8")));
}

/** Reads one changeset. */
export function readChangeset(file: string, text: string): Changeset {
  const [, front, body = ""] = /^---\n(.*?)\n---\n(.*)$/s.exec(text.replaceAll("\r\n", "\n")) ?? [];
  const named: unknown = front === undefined ? undefined : parse(front);
  const packages = Object.entries(named ?? {});
  const [[name, raise] = ["", ""]] = packages;
  if (packages.length !== 1 || name !== "cardwright" || !raises.includes(raise)) {
    throw new Error(`${file} has to begin with --- and "cardwright": major, minor or patch, and ---`);
  }
  if (body.trim() === "") throw new Error(`${file} says nothing about the change`);
  const compatible = [...body.matchAll(/^Compatible: (.+)$/gm)].flatMap(([, names = ""]) => names.split(/,\s*/));
  return { file, raise: raise as Raise, compatible: compatible.map((each) => each.replaceAll("`", "").trim()) };
}

/** Raises a version by the gravest of some changesets. The number itself: below 1.0.0, what breaks is a `minor`. */
export function raisedVersion(version: string, changesets: readonly Changeset[]): string {
  const gravest = raises.find((raise) => changesets.some((changeset) => changeset.raise === raise));
  const [major = 0, minor = 0, patch = 0] = version.split(/[.+-]/).map(Number);
  if (gravest === "major") return `${major + 1}.0.0`;
  if (gravest === "minor") return `${major}.${minor + 1}.0`;
  return gravest === "patch" ? `${major}.${minor}.${patch + 1}` : version;
}
