import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { BatchContract } from "../../card-series-maintenance/contract/batch-contract.ts";
import { type OrceCards, type OrceOutcome, OrceSandbox, type OrceSetup } from "../orce/index.ts";
import { OrceFaults } from "./orce-faults.ts";

/** A file that ORCE has processed, or that it could not process. */
export interface OrceFile {
  readonly file: string;
  readonly atMs: number;
  readonly outcome: OrceOutcome | undefined;
  /** Which blocks failed, and why; the real ORCE tells the code nowhere. */
  readonly failures: readonly { readonly block: number; readonly code: string }[];
}

/** The setup of a sandbox that was given none: one card type and series, and every customer exists. */
function openSetup(faults: OrceFaults): OrceSetup {
  return {
    cardTypes: [{ prefix: "12345", programs: [{ kind: "tender", baseCurrency: "USD", foreignCurrencyAllowed: true }] }],
    series: [{ prefix: "12345", series: "01", numberOfCards: 999_999, batches: [1] }],
    customers: (key) => !("customerId" in key) || faults.isKnown(key.customerId),
    configuration: { accountManagementDefaultReasonCode: "SANDBOX" },
  };
}

/** Options of {@link OrceHost.start}. */
interface OrceHostOptions {
  readonly folder: string;
  readonly contract?: BatchContract | undefined;
  readonly now: () => number;
  readonly notify: (file: OrceFile) => void;
}

/** An ORCE in a folder, with the addresses that its File Services have issued. */
export class OrceHost {
  readonly faults: OrceFaults;
  readonly #folder: string;
  readonly #orce: OrceSandbox;
  readonly #addresses = new Map<string, string>();
  readonly #files = new Map<string, OrceFile>();
  readonly #failing = new Map<string, { block: number; code: string }[]>();
  #processing = 0;
  readonly #notify: (file: OrceFile) => void;
  readonly #now: () => number;

  private constructor(orce: OrceSandbox, faults: OrceFaults, { folder, now, notify }: OrceHostOptions) {
    this.faults = faults;
    this.#folder = folder;
    this.#orce = orce;
    this.#now = now;
    this.#notify = notify;
    orce.events.on((event) => {
      if (event.type === "failure") {
        const { file, block, code } = event.failure;
        const failing = this.#failing.get(file) ?? [];
        failing.push({ block, code });
        this.#failing.set(file, failing);
      }
    });
  }

  static async start(options: OrceHostOptions): Promise<OrceHost> {
    const { folder, contract, now } = options;
    await mkdir(join(folder, "uploads"), { recursive: true });
    const faults = new OrceFaults();
    const orce = await OrceSandbox.start({
      folder,
      setup: openSetup(faults),
      ...(contract !== undefined && { contract }),
      fault: () => faults.nextBlock(),
      now: () => new Date(now()),
    });
    return new OrceHost(orce, faults, options);
  }

  /** Issues the address that one file is uploaded to, or its result fetched from: a path of this server. */
  issueAddress(objectName: string): string {
    const token = randomUUID();
    this.#addresses.set(token, objectName);
    return `/p/${token}/o/${encodeURIComponent(objectName)}`;
  }

  /** Returns the name that an address was issued for. */
  nameOf(token: string): string | undefined {
    return this.#addresses.get(token);
  }

  /** Takes a batch file and processes it; the answer does not wait for that. */
  async upload(name: string, bytes: Buffer): Promise<void> {
    this.#processing++;
    try {
      const file = basename(name);
      const path = join(this.#folder, "uploads", file);
      await writeFile(`${path}.part`, bytes);
      await rename(`${path}.part`, path);
      this.#failing.delete(file);
      void this.#orce
        .process(path)
        .then(
          (outcome) => this.#record(file, outcome),
          () => this.#record(file, undefined),
        )
        .finally(() => this.#processing--);
    } catch (error) {
      this.#processing--;
      throw error;
    }
  }

  /** How many files have come and are not processed yet. */
  get processing(): number {
    return this.#processing;
  }

  /** The cards that ORCE has generated. */
  get cards(): OrceCards {
    return this.#orce.cards;
  }

  files(): readonly OrceFile[] {
    return [...this.#files.values()];
  }

  /** The names of all results, such as `complete/orders-1/failed/orders-1_failures.xml`, once a file was processed. */
  async results(): Promise<readonly string[]> {
    const folder = join(this.#folder, "complete");
    const names: string[] = [];
    for (const fileset of await readdir(folder).catch(() => [])) {
      const [archived = [], failed = []] = await Promise.all(
        ["archived", "failed"].map(async (kind) => {
          const files = await readdir(join(folder, fileset, kind)).catch(() => []);
          return files.filter((file) => !file.startsWith(".")).map((file) => `complete/${fileset}/${kind}/${file}`);
        }),
      );
      // The archive comes last: without it the failures are of a file that is still being processed.
      if (archived.length > 0) names.push(...archived, ...failed);
    }
    return names.sort();
  }

  /** The size of a result in bytes. */
  async sizeOf(name: string): Promise<number> {
    return (await stat(join(this.#folder, name))).size;
  }

  /** Reads a result; `undefined` when there is none of this name. */
  async readResult(name: string): Promise<Buffer | undefined> {
    return (await this.results()).includes(name) ? await readFile(join(this.#folder, name)) : undefined;
  }

  async clear(): Promise<void> {
    this.#files.clear();
    this.#failing.clear();
    await this.#orce.clear();
    this.faults.set({});
    await rm(join(this.#folder, "complete"), { recursive: true, force: true });
  }

  close(): Promise<void> {
    return this.#orce.close();
  }

  #record(file: string, outcome: OrceOutcome | undefined): void {
    const record = { file, atMs: this.#now(), outcome, failures: this.#failing.get(file) ?? [] };
    this.#files.set(file, record);
    this.#notify(record);
  }
}
