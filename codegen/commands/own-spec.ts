import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { SpecFile } from "../generated-file.ts";

/** The specifications that the package ships, by the part of the house that they describe. */
const files = {
  asyncapi: "spec/production-partner.asyncapi.yaml",
  xsd: "spec/card-series-maintenance.xsd",
  errorCodes: "spec/error-codes.yaml",
  numbering: "spec/card-numbering.md",
} as const;

const known = new Map<string, Promise<SpecFile>>();

/** Reads a specification of this package, wherever it is installed; named as in the repository. */
export function ownSpec(name: keyof typeof files): Promise<SpecFile> {
  const path = files[name];
  // The bundle lies as deep in the package as this file in the repository.
  const url = new URL(`../../${path}`, import.meta.url);
  const file = known.get(name) ?? readFile(fileURLToPath(url), "utf8").then((text) => ({ path, text }));
  known.set(name, file);
  return file;
}
