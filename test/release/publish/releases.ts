// What is published: the version that is being made, and each version before it, built from the history.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { root, run } from "../../consumer/packed-package.ts";
import { raisedVersion, readChangesets } from "../changesets/changeset.ts";

/** The commits of the versions that were released, oldest first. A release adds its own. */
export const releases: readonly { readonly version: string; readonly commit: string }[] = [
  { version: "0.1.0", commit: "1831626ea4a72f83754ed92b0424ad7c3737c9b7" },
];

/** The version before the one that is being made. */
export const versionBefore: string = releases.at(-1)?.version ?? "";

/** Builds and packs the version before from the history, once: what a commit says does not change. */
export function packVersionBefore(scratch: string): string {
  const { version, commit } = releases.at(-1) as (typeof releases)[number];
  const kept = join(root, ".tmp", "released", `cardwright-${version}-${commit.slice(0, 8)}.tgz`);
  if (existsSync(kept)) return kept;
  const sources = mkdtempSync(join(scratch, "before-"));
  try {
    run("git", ["archive", "--output", join(sources, "sources.tar"), commit], root);
  } catch (cause) {
    throw new Error(`The history of ${version} is missing: git fetch --unshallow`, { cause });
  }
  run("tar", ["-xf", "sources.tar"], sources);
  symlinkSync(join(root, "node_modules"), join(sources, "node_modules"));
  run(process.execPath, [join(root, "node_modules", "tsup", "dist", "cli-default.js")], sources);
  const [{ filename }] = JSON.parse(
    run("npm", ["pack", "--json", "--silent", "--ignore-scripts", "--pack-destination", scratch], sources),
  );
  mkdirSync(join(kept, ".."), { recursive: true });
  renameSync(join(scratch, filename), kept);
  return kept;
}

/** What this repository would publish. */
export interface Candidate {
  readonly version: string;
  /** A copy of the sources, with that version. */
  readonly folder: string;
}

/** Copies this repository's sources, with the version that its changesets lead to. */
export function copyCandidate(scratch: string): Candidate {
  const folder = join(scratch, "candidate");
  const files = run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], root).split("\0");
  for (const file of files) {
    // A file that is deleted and not yet committed is still listed.
    if (file !== "" && existsSync(join(root, file))) cpSync(join(root, file), join(folder, file));
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const described = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  described.version = raisedVersion(described.version, readChangesets(join(folder, ".changeset")));
  if (releases.some(({ version }) => version === described.version)) {
    throw new Error(`${described.version} is released already, and .changeset has nothing`);
  }
  writeFileSync(join(folder, "package.json"), JSON.stringify(described, null, 2));
  return { version: described.version, folder };
}
