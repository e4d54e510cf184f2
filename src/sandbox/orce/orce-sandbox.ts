import { randomInt } from "node:crypto";
import { type FSWatcher, watch } from "node:fs";
import { copyFile, mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import type { CardSeries } from "../../../generated/card-series/types.gen.ts";
import type { OrceErrorCode } from "../../../generated/error-codes.gen.ts";
import { partPath } from "../../card-series-maintenance/file/batch-file.ts";
import { BlockSource } from "../../card-series-maintenance/file/block-source.ts";
import { DigestTable } from "../../card-series-maintenance/file/digest-table.ts";
import { NumberSet } from "../../card-series-maintenance/file/number-set.ts";
import { type CardRequest, readRequest } from "../../card-series-maintenance/file/read-request.ts";
import {
  type CardSeriesBlock,
  CardSeriesError,
  type InvalidCardSeriesBlock,
  readCardSeries,
  validateCardSeries,
} from "../../card-series-maintenance/index.ts";
import { failuresNames } from "../../card-series-maintenance/jobs/failures/processed-files.ts";
import { batchOfSequence } from "../../card-series-maintenance/numbering/batch-packing.ts";
import { CardNumber } from "../../card-series-maintenance/numbering/card-number.ts";
import { CardSerialNumber } from "../../card-series-maintenance/numbering/card-serial-number.ts";
import { writeFailures } from "./failures-file.ts";
import { decideGenerateCard, seriesKeyOf } from "./generate-card.ts";
import type { OrceSeries, OrceSetup } from "./orce-setup.ts";

/** A card that ORCE generated. */
export interface OrceCard {
  readonly serialNumber: CardSerialNumber | undefined;
  readonly cardNumber: CardNumber;
  readonly customer: CardSeries["Customer"];
  /** The file and the block that asked for it. */
  readonly file: string;
  readonly block: number;
}

/** A request that ORCE refused. */
export interface OrceFailure {
  readonly code: OrceErrorCode;
  readonly file: string;
  readonly block: number;
}

/** How the sandbox behaves where the guide leaves it open. */
export interface OrceSandboxOptions {
  /** Holds `incoming/`, which is watched, and `complete/<fileset>/`. Made when it is not there. */
  readonly folder: string;
  readonly setup: OrceSetup;
  /** Makes a request fail on top of the setup: return a code, or undefined. Default none. */
  readonly fault?: (request: CardRequest, block: number) => OrceErrorCode | undefined;
  /** What `_failures` is appended to. Default before the extension. */
  readonly failuresName?: "before-extension" | "after-extension";
  /** Whether failed blocks are copied or written anew. Default copied. */
  readonly failedBlocks?: "copied" | "rewritten";
  /** Default the current time. */
  readonly now?: () => Date;
  readonly onCard?: (card: OrceCard) => void;
  /** Told the code, which the real ORCE writes nowhere. */
  readonly onFailure?: (failure: OrceFailure) => void;
}

interface Waiting {
  readonly file: string;
  readonly resolve: (outcome: OrceOutcome) => void;
  readonly reject: (error: unknown) => void;
}

type ReadBlock = CardSeriesBlock | InvalidCardSeriesBlock;

/** What became of a file. */
export interface OrceOutcome {
  readonly file: string;
  readonly fileset: string;
  readonly generated: number;
  readonly failed: number;
  /** Whether the file could not be read to its end, so that nothing of it was generated. */
  readonly unreadable: boolean;
}

/**
 * An ORCE to test against: takes batch files from `incoming/`, generates a card for each block that nothing forbids, and leaves
 * `complete/<fileset>/archived` and `failed` as S2 says. The fileset is the file's name without its extension (assumed).
 *
 * Of a file that is not well-formed nothing is generated, and the whole file becomes the failures file (assumed).
 */
export class OrceSandbox implements AsyncDisposable {
  readonly #options: OrceSandboxOptions;
  readonly #generated = new Map<string, number>();
  readonly #cardNumbers = new DigestTable();
  #watcher: FSWatcher | undefined;
  #work: Promise<unknown> = Promise.resolve();
  #failure: { readonly error: unknown } | undefined;
  readonly #waiting: Waiting[] = [];

  constructor(options: OrceSandboxOptions) {
    this.#options = options;
  }

  /**
   * The folder to put batch files into: under a name that begins with a dot, then renamed, or by `createBatch`, which does so. A file is
   * taken as it is when it is seen.
   */
  get incoming(): string {
    return join(this.#options.folder, "incoming");
  }

  /** The folder that holds the results of a file. */
  complete(file: string): string {
    return join(this.#options.folder, "complete", basename(file, extname(file)));
  }

  /** How many cards were generated. */
  get generated(): number {
    let sum = 0;
    for (const count of this.#generated.values()) sum += count;
    return sum;
  }

  /** Begins to watch `incoming/`; files that are there already are taken as well. */
  async start(): Promise<void> {
    if (this.#watcher !== undefined) return;
    await mkdir(this.incoming, { recursive: true });
    this.#watcher = watch(this.incoming, () => this.#sweep());
    this.#sweep();
  }

  /** Resolves when a file of this name has been processed. */
  processed(file: string): Promise<OrceOutcome> {
    return new Promise((resolve, reject) => this.#waiting.push({ file, resolve, reject }));
  }

  /** Stops watching, after the file at hand; throws what kept a file from being processed. */
  async close(): Promise<void> {
    this.#watcher?.close();
    this.#watcher = undefined;
    await this.#work;
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure.error;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Processes one file, which need not lie in `incoming/`; it is moved to the archive. */
  async process(path: string): Promise<OrceOutcome> {
    const { failuresName = "before-extension", failedBlocks = "copied" } = this.#options;
    const file = basename(path);
    const folder = this.complete(file);
    await mkdir(join(folder, "archived"), { recursive: true });
    await mkdir(join(folder, "failed"), { recursive: true });
    const failures = join(folder, "failed", failuresNames(file)[failuresName === "before-extension" ? 0 : 1]);
    if (!(await isReadable(path))) {
      await copyFile(path, failures);
      return await this.#archive(path, { generated: 0, failed: 0, unreadable: true });
    }
    const { generated, failed } = await this.#generateAll(path);
    if (failed.size === 0) await rm(failures, { force: true });
    else await writeFailures({ of: path, failed, to: failures, failedBlocks });
    return await this.#archive(path, { generated, failed: failed.size, unreadable: false });
  }

  async #generateAll(path: string): Promise<{ readonly generated: number; readonly failed: NumberSet }> {
    const failed = new NumberSet();
    let generated = 0;
    await using source = await BlockSource.open(path);
    for await (const block of readCardSeries({ path }, { onInvalid: "yield", rules: false })) {
      const code = await this.#generate(path, source, block);
      if (code === undefined) {
        generated += 1;
        continue;
      }
      failed.add(block.number);
      this.#options.onFailure?.({ code, file: basename(path), block: block.number });
    }
    return { generated, failed };
  }

  async #archive(path: string, counts: Pick<OrceOutcome, "generated" | "failed" | "unreadable">): Promise<OrceOutcome> {
    const file = basename(path);
    const folder = this.complete(file);
    await moveFile(path, join(folder, "archived", file));
    const outcome = { file, fileset: basename(folder), ...counts };
    for (const waiting of this.#waiting.filter((one) => one.file === file)) {
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      waiting.resolve(outcome);
    }
    return outcome;
  }

  #sweep(): void {
    this.#work = this.#work
      .then(async () => {
        const names = await readdir(this.incoming);
        for (const name of names.filter((one) => one.endsWith(".xml") && !one.startsWith(".")).sort()) {
          await this.process(join(this.incoming, name));
        }
      })
      .catch((error: unknown) => {
        this.#failure ??= { error };
        for (const { reject } of this.#waiting.splice(0)) reject(error);
      });
  }

  /** Generates a card, or says why not. */
  async #generate(path: string, source: BlockSource, block: ReadBlock): Promise<OrceErrorCode | undefined> {
    const { setup, fault, now = () => new Date(), onCard } = this.#options;
    const request = block.valid ? block.value : readRequest(await source.read(block));
    const injected = fault?.(request, block.number);
    if (injected !== undefined) return injected;
    const soFar = {
      generated: this.#generated,
      hasCardNumber: (number: string) => this.#cardNumbers.get(number) !== undefined,
    };
    const verdict = decideGenerateCard(request, setup, soFar, now());
    if ("error" in verdict) return verdict.error;
    const sequence = (this.#generated.get(verdict.seriesKey) ?? 0) + 1;
    this.#generated.set(verdict.seriesKey, sequence);
    const cardNumber = this.#cardNumberOf(request);
    this.#cardNumbers.set(cardNumber.reveal(), 0);
    const series = setup.series.find((one) => seriesKeyOf(one) === verdict.seriesKey);
    onCard?.({
      serialNumber: series && serialNumberOf(series, sequence),
      cardNumber,
      customer: request.Customer,
      file: basename(path),
      block: block.number,
    });
    return undefined;
  }

  #cardNumberOf({ CardNumber: supplied }: CardRequest): CardNumber {
    const { cardNumberPrefixCharacter: prefixCharacter = "", cardNumberDigits: digits = 16 } =
      this.#options.setup.configuration ?? {};
    if (supplied !== undefined) return CardNumber.parse(supplied, { prefixCharacter });
    for (;;) {
      const text = prefixCharacter + Array.from({ length: digits }, () => randomInt(10)).join("");
      if (this.#cardNumbers.get(text) === undefined) return CardNumber.parse(text, { prefixCharacter });
    }
  }
}

/** Moves a file, also to another file system, where it appears whole or not at all. */
async function moveFile(from: string, to: string): Promise<void> {
  await rename(from, to).catch(async (error: unknown) => {
    if (!(error instanceof Error && "code" in error && error.code === "EXDEV")) throw error;
    await copyFile(from, partPath(to));
    await rename(partPath(to), to);
    await rm(from);
  });
}

async function isReadable(path: string): Promise<boolean> {
  try {
    await validateCardSeries({ path });
    return true;
  } catch (error) {
    if (error instanceof CardSeriesError) return false;
    throw error;
  }
}

function serialNumberOf(
  { prefix, series, numberOfCards, batches }: OrceSeries,
  sequence: number,
): CardSerialNumber | undefined {
  if (prefix.length !== 5 && prefix.length !== 6) return undefined;
  const batch = batches[batchOfSequence({ cards: numberOfCards, batches: batches.length }, sequence) - 1] ?? 1;
  return CardSerialNumber.of({ prefix, series: Number(series), batch, sequence }, { prefixDigits: prefix.length });
}
