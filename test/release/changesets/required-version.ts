// Which version the changes since the last release call for: what `npm run contract:diff` says of the contract, and the API
// reports of the exported names.
import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { diffDocuments } from "../../../codegen/commands/diff.ts";
import { type Bump, bumpFor, nextVersion } from "../../../codegen/contract-diff/next-version.ts";
import { readReport } from "../../api/report-text.ts";
import { isAddition } from "./is-addition.ts";

/** A change since the last release, and what it means for the version. */
export interface Reason {
  readonly bump: Exclude<Bump, "none">;
  readonly text: string;
}

/** The last version that `test/fixtures` keeps something of. */
export function lastReleased(fixtures: string): string {
  const versions = readdirSync(fixtures).filter((name) => /^\d+\.\d+\.\d+$/.test(name));
  return versions.sort((a, b) => a.localeCompare(b, "en", { numeric: true })).at(-1) ?? "";
}

/** Compares the exported names of two folders of API reports. A report that is only in one of them is an entry that is new or gone. */
export function apiReasons(before: string, now: string, compatible: readonly string[] = []): readonly Reason[] {
  const files = [...new Set([before, now].flatMap((folder) => globSync("*.api.md", { cwd: folder })))].sort();
  return files.flatMap((file): readonly Reason[] => {
    const [old, current] = [before, now].map((folder) => join(folder, file)).map(report) as [Report, Report];
    const entry = basename(file, ".api.md").replace(/^(?!cardwright$)/, "cardwright/");
    const names = [...new Set([...old.keys(), ...current.keys()])].sort();
    return names.flatMap((name): readonly Reason[] => {
      const [was, is] = [old.get(name), current.get(name)];
      const full = `${entry}#${name}`;
      if (was === is) return [];
      if (was === undefined) return [{ bump: "minor", text: `${full} is new` }];
      if (is === undefined) return [{ bump: "major", text: `${full} is gone` }];
      if (isAddition(was, is)) return [{ bump: "minor", text: `${full} has more than before` }];
      return [{ bump: compatible.includes(full) ? "minor" : "major", text: `${full} is different` }];
    });
  });
}

/** Compares the contract of the last release with the present one. */
export async function contractReasons(before: string, now: string): Promise<readonly Reason[]> {
  const { changes } = await diffDocuments({ before, after: now }, {});
  const bump = bumpFor(changes.map(({ verdict }) => verdict));
  return bump === "none" ? [] : [{ bump, text: `npm run contract:diff -- ${before} calls for it` }];
}

/** The version that some reasons call for, after a released one. */
export function requiredVersion(released: string, reasons: readonly Reason[]): string {
  const bump = (["major", "minor", "patch"] as const).find((each) => reasons.some((reason) => reason.bump === each));
  return nextVersion(released, bump ?? "none");
}

type Report = ReadonlyMap<string, string>;

function report(file: string): Report {
  return existsSync(file) ? readReport(readFileSync(file, "utf8")) : new Map();
}
