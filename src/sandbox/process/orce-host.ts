import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type OrceOutcome, OrceSandbox, type OrceSetup } from "../orce/index.ts";

/** A file that ORCE has processed, or that it could not process. */
export interface OrceFile {
  readonly file: string;
  readonly atMs: number;
  readonly outcome: OrceOutcome | undefined;
  /** Which blocks failed, and why; the real ORCE tells the code nowhere. */
  readonly failures: readonly { readonly block: number; readonly code: string }[];
}

/** The setup of a sandbox that was given none: one card type and series, and every customer exists. */
const openSetup: OrceSetup = {
  cardTypes: [{ prefix: "12345", programs: [{ kind: "tender", baseCurrency: "USD", foreignCurrencyAllowed: true }] }],
  series: [{ prefix: "12345", series: "01", numberOfCards: 999_999, batches: [1] }],
  customers: () => true,
  configuration: { accountManagementDefaultReasonCode: "SANDBOX" },
};

/** An ORCE in a folder, with the addresses that its File Services have issued. */
export class OrceHost {
  readonly #folder: string;
  readonly #orce: OrceSandbox;
  readonly #addresses = new Map<string, string>();
  readonly #files = new Map<string, OrceFile>();
  readonly #failing = new Map<string, { block: number; code: string }[]>();
  readonly #notify: (file: OrceFile) => void;
  readonly #now: () => number;

  private constructor(folder: string, orce: OrceSandbox, now: () => number, notify: (file: OrceFile) => void) {
    this.#folder = folder;
    this.#orce = orce;
    this.#now = now;
    this.#notify = notify;
    orce.events.on((event) => {
      if (event.type === "failure") {
        const { file, block, code } = event.failure;
        this.#failing.set(file, [...(this.#failing.get(file) ?? []), { block, code }]);
      }
    });
  }

  static async start(options: {
    readonly folder: string;
    readonly now: () => number;
    readonly notify: (file: OrceFile) => void;
  }): Promise<OrceHost> {
    const { folder, now, notify } = options;
    await mkdir(join(folder, "uploads"), { recursive: true });
    const orce = await OrceSandbox.start({ folder, setup: openSetup, now: () => new Date(now()) });
    return new OrceHost(folder, orce, now, notify);
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
    const file = basename(name);
    const path = join(this.#folder, "uploads", file);
    await writeFile(`${path}.part`, bytes);
    await rename(`${path}.part`, path);
    this.#failing.delete(file);
    void this.#orce.process(path).then(
      (outcome) => this.#record(file, outcome),
      () => this.#record(file, undefined),
    );
  }

  files(): readonly OrceFile[] {
    return [...this.#files.values()];
  }

  /** The names of all results, such as `complete/orders-1/failed/orders-1_failures.xml`. */
  async results(): Promise<readonly string[]> {
    const folder = join(this.#folder, "complete");
    const entries = await readdir(folder, { recursive: true }).catch(() => []);
    const names: string[] = [];
    for (const entry of entries) if ((await stat(join(folder, entry))).isFile()) names.push(`complete/${entry}`);
    return names.sort();
  }

  /** Reads a result; `undefined` when there is none of this name. */
  async readResult(name: string): Promise<Buffer | undefined> {
    return (await this.results()).includes(name) ? await readFile(join(this.#folder, name)) : undefined;
  }

  async clear(): Promise<void> {
    this.#files.clear();
    this.#failing.clear();
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
