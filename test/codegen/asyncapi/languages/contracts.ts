import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Contract } from "../../../../codegen/asyncapi/model/contract.ts";
import { readAsyncApi } from "../../../../codegen/asyncapi/read-async-api.ts";
import type { GeneratedFile } from "../../../../codegen/generated-file.ts";
import { SpecError } from "../../../../codegen/problem.ts";

/** A contract to make models of, under a name that every language allows for a package. */
export interface NamedContract {
  readonly name: string;
  readonly contract: Contract;
}

const documents = "test/codegen/asyncapi/documents";
const folder = "test/codegen/asyncapi/languages";
const read = new Map<string, Contract>();

/** Reads our own contract and every other document at hand; those that are refused are none. */
export async function allContracts(): Promise<readonly NamedContract[]> {
  const inFolder = (name: string) =>
    readdirSync(name)
      .filter((file) => /\.(?:yaml|json)$/.test(file))
      .map((file) => `${name}/${file}`);
  const paths = ["spec/production-partner.asyncapi.yaml", ...inFolder(folder), ...inFolder(documents)];
  for (const path of paths) {
    const contract = await readAsyncApi({ path, text: readFileSync(path, "utf8") }).catch((error: unknown) => {
      if (error instanceof SpecError) return undefined;
      throw error;
    });
    if (contract !== undefined) read.set(path, contract);
  }
  return [...read.values()].map((contract, index) => ({ name: `contract${index}`, contract }));
}

/** Returns one of the contracts that were read. */
export function contractAt(path: string): Contract {
  const contract = read.get(path);
  if (contract === undefined) throw new Error(`${path} was not read, or refused`);
  return contract;
}

export function scratchFolder(): string {
  return mkdtempSync(join(tmpdir(), "cardwright-models-"));
}

/** Writes files; returns their full paths. */
export function writeAll(folder: string, files: readonly GeneratedFile[]): readonly string[] {
  return files.map(({ path, text }) => {
    const full = join(folder, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
    return full;
  });
}

/** Returns whether a program is installed. */
export function isInstalled(program: string, argument = "--version"): boolean {
  return spawnSync(program, [argument]).status === 0;
}

/** Runs a program; returns what it printed, and throws when it failed. */
export function run(program: string, args: readonly string[], folder: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} failed: ${error ?? ""}${stdout}${stderr}`);
  return stdout + stderr;
}
