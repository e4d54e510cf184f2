import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { readAsyncApi } from "../../../../codegen/asyncapi/read-async-api.ts";
import type { GeneratedFile } from "../../../../codegen/generated-file.ts";
import type { ContractMutant } from "./contract-mutants.ts";
import { fullSample } from "./full-sample.ts";
import type { SampleFlowOutcome } from "./sample-flow.ts";

/** Runs the sources, in a copy of their own, with another compiled contract in place of the one that is committed. */
export class MutationRun implements AsyncDisposable {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async create(): Promise<MutationRun> {
    const folder = await mkdtemp(join(tmpdir(), "cardwright-mutation-"));
    for (const part of ["src", "generated", "test/support", "package.json"]) {
      await cp(part, join(folder, part), { recursive: true });
    }
    await symlink(resolve("node_modules"), join(folder, "node_modules"));
    return new MutationRun(folder);
  }

  /** Takes an order of the changed contract, with samples of its own, from its request to its end. */
  async outcomeOf(
    mutant: ContractMutant,
    files: readonly GeneratedFile[],
  ): Promise<SampleFlowOutcome | { readonly failure: string }> {
    for (const { path, text: content } of files) {
      const target = join(this.#folder, "generated", path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
    }
    const main = join(this.#folder, "test/support/proofs/contract/sample-flow-main.ts");
    const child = spawn(process.execPath, [main], { cwd: this.#folder, stdio: ["pipe", "pipe", "pipe"] });
    const exited = new Promise<number | null>((done) => child.once("close", done));
    child.stdin.end(JSON.stringify(await samplesOf(mutant)));
    const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
    return code === 0 ? (JSON.parse(output) as SampleFlowOutcome) : { failure: errors.slice(-2_000) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true });
  }
}

/** A payload with every field for each message that arrives, by type. */
async function samplesOf({ asyncapi }: ContractMutant): Promise<{ readonly [type: string]: unknown }> {
  const contract = await readAsyncApi({ path: "contract.yaml", text: asyncapi });
  const received = contract.messages.filter(({ direction }) => direction !== "send");
  return Object.fromEntries(
    // A field that was renamed is still the same thing: its value stays what it is in the other messages.
    received.map(({ type, payload }) => [type, fullSample(payload, (name) => name.replace(/Renamed$/, ""))]),
  );
}
