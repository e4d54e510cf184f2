import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { CardwrightError } from "../../../errors/cardwright-error.ts";
import { ifExisting } from "../../file/existing.ts";
import type { ResultFile, ResultSource } from "./result-source.ts";

/** Collects from a folder with the filesets, such as `complete/` on a mounted drive. */
export function folderResults(folder: string): ResultSource {
  return {
    list: async () => {
      const filesets = await ifExisting(readdir(folder, { withFileTypes: true }));
      if (filesets === undefined) {
        throw new CardwrightError("There is no folder with results", {
          code: "RESULTS_FOLDER",
          details: { folder },
          help: "Give the folder in which ORCE leaves the filesets, complete/.",
        });
      }
      const found: ResultFile[] = [];
      for (const fileset of filesets) {
        if (!fileset.isDirectory() || fileset.name.startsWith(".")) continue;
        for (const kind of ["failed", "archived"]) {
          const path = join(folder, fileset.name, kind);
          for (const entry of (await ifExisting(readdir(path, { withFileTypes: true }))) ?? []) {
            if (!entry.isFile() || entry.name.startsWith(".")) continue;
            const { size } = await stat(join(path, entry.name));
            found.push({ name: `${fileset.name}/${kind}/${entry.name}`, bytes: size });
          }
        }
      }
      return found;
    },
    read: async (name, signal) => createReadStream(join(folder, name), { ...(signal !== undefined && { signal }) }),
  };
}
