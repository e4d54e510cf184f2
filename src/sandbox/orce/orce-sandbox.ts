import { type FSWatcher, watch } from "node:fs";
import { copyFile, mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import type { OrceErrorCode } from "../../../generated/error-codes.gen.ts";
import type { BatchContract } from "../../card-series-maintenance/contract/batch-contract.ts";
import { builtInBatchContract } from "../../card-series-maintenance/contract/built-in.ts";
import {
  type AnyBlock,
  BlockSource,
  type CardRequest,
  CardSeriesError,
  DigestTable,
  eachBlock,
  type MixedSeries,
  MixedSeriesCheck,
  NumberSet,
  partPath,
  requestOf,
} from "../../card-series-maintenance/file/index.ts";
import { failuresNames } from "../../card-series-maintenance/jobs/failures/processed-files.ts";
import { CardNumber } from "../../card-series-maintenance/numbering/card-number.ts";
import { CardSerialNumber } from "../../card-series-maintenance/numbering/card-serial-number.ts";
import { EventStream } from "../event-stream.ts";
import { CardRegister, type OrceCards } from "./card-register.ts";
import { checkSetup } from "./check-setup.ts";
import { batchOf, cryptoDigits, drawCardNumber } from "./draw-card-number.ts";
import { writeFailures } from "./failures-file.ts";
import { decideGenerateCard } from "./generate-card.ts";
import { openAccounts } from "./open-accounts.ts";
import type { OrceCard } from "./orce-card.ts";
import type { OrceSeries, OrceSetup } from "./orce-setup.ts";
import { SetupIndex } from "./setup-index.ts";

/** A request that ORCE refused. */
export interface OrceFailure {
  readonly code: OrceErrorCode;
  readonly file: string;
  readonly block: number;
}

/**
 * An event of the simulated ORCE.
 *
 * - `card`: a card was generated
 * - `failure`: a request was refused; the real ORCE reports the code nowhere
 * - `processed`: a file was processed and archived
 */
export type OrceEvent =
  | { readonly type: "card"; readonly card: OrceCard }
  | { readonly type: "failure"; readonly failure: OrceFailure }
  | { readonly type: "processed"; readonly outcome: OrceOutcome };

/** Options of {@link OrceSandbox.start}. */
export interface OrceSandboxOptions {
  /** The folder of `incoming/`, which is watched, and of `complete/<fileset>/`. Created when it does not exist. */
  readonly folder: string;
  readonly setup: OrceSetup;
  /** The schema of the files and its binding, made by `defineBatchContract`. Default: that of ORCE's guide. */
  readonly contract?: BatchContract;
  /** Makes a request fail that the setup would accept: return a code, or `undefined`. Default none. */
  readonly fault?: (request: CardRequest, block: number) => OrceErrorCode | undefined;
  /** Where `_failures` is appended to the name of a file. ORCE's guide does not say; default before the extension. */
  readonly failuresName?: "before-extension" | "after-extension";
  /** Whether failed blocks are copied or rewritten. Default copied. */
  readonly failedBlocks?: "copied" | "rewritten";
  /**
   * Whether a file may hold blocks of several series. ORCE's guide forbids it for cards that are "generated and
   * associated"; that it is forbidden also without a customer is our reading. Default `refused`.
   */
  readonly mixedSeries?: MixedSeries;
  /**
   * Returns random digits for a card number. One that repeats itself makes numbers collide, so that
   * `GENERATE_CARD_ERROR_DUPLICATES_FOUND` arises. Default: digits that cannot be guessed.
   */
  readonly randomDigits?: (count: number) => string;
  /** How many of the last cards can be asked for in `cards`. Default 100,000. */
  readonly maxCardsKept?: number;
  /** Returns the current time. Default: the machine's clock. */
  readonly now?: () => Date;
}

interface Waiting {
  readonly file: string;
  readonly resolve: (outcome: OrceOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/** The outcome of a file. */
export interface OrceOutcome {
  readonly file: string;
  readonly fileset: string;
  readonly generated: number;
  readonly failed: number;
  /** Whether the file could not be read to its end, so that no card was generated. */
  readonly unreadable: boolean;
}

/**
 * An ORCE to test against: takes batch files from `incoming/`, generates a card for each valid request, and leaves
 * `complete/<fileset>/archived` and `failed` as ORCE's guide describes. The fileset is the name of the file without its
 * extension (assumed).
 *
 * No card is generated from a file that is not well-formed, and the whole file becomes the failures file (assumed).
 */
export class OrceSandbox implements AsyncDisposable {
  /** The cards that the simulated ORCE generates, the requests it refuses, and the files it processes. */
  readonly events: EventStream<OrceEvent> = new EventStream();
  readonly #options: OrceSandboxOptions;
  readonly #contract: BatchContract;
  readonly #generated = new Map<string, number>();
  readonly #setup: SetupIndex;
  readonly #cards: CardRegister;
  #cardNumbers = new DigestTable();
  #watcher: FSWatcher | undefined;
  #work: Promise<unknown> = Promise.resolve();
  #failure: { readonly error: unknown } | undefined;
  readonly #waiting: Waiting[] = [];

  private constructor(options: OrceSandboxOptions) {
    this.#options = options;
    this.#contract = options.contract ?? builtInBatchContract;
    this.#setup = new SetupIndex(options.setup);
    this.#cards = new CardRegister(options.maxCardsKept ?? 100_000);
  }

  /**
   * Starts to watch `incoming/`; files that are in it already are processed as well.
   *
   * @throws ConfigurationError `ORCE_SETUP` for a setup that no ORCE can have.
   */
  static async start(options: OrceSandboxOptions): Promise<OrceSandbox> {
    checkSetup(options.setup);
    const orce = new OrceSandbox(options);
    await mkdir(orce.incoming, { recursive: true });
    orce.#watcher = watch(orce.incoming, () => orce.#sweep());
    orce.#sweep();
    return orce;
  }

  /**
   * The folder to put batch files into: write under a name that begins with a dot, then rename, as `createBatch` does.
   * A file is processed as soon as it is seen, even if it is still being written.
   */
  get incoming(): string {
    return join(this.#options.folder, "incoming");
  }

  /** Returns the folder with the results of a file. */
  complete(file: string): string {
    return join(this.#options.folder, "complete", basename(file, extname(file)));
  }

  /** The number of cards generated. */
  get generated(): number {
    let sum = 0;
    for (const count of this.#generated.values()) sum += count;
    return sum;
  }

  /** The cards, their accounts and balances, and what happened to them. */
  get cards(): OrceCards {
    return this.#cards;
  }

  /** Forgets all cards and card numbers, after the file that is being processed. */
  async clear(): Promise<void> {
    await this.#work;
    this.#generated.clear();
    this.#cards.clear();
    this.#cardNumbers = new DigestTable();
  }

  /** Waits until the next file of this name was processed. */
  processed(file: string): Promise<OrceOutcome> {
    return new Promise((resolve, reject) => this.#waiting.push({ file, resolve, reject }));
  }

  /** Stops watching and finishes the current file; throws the error that kept a file from being processed. */
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

  /** Processes one file, which may be in any folder; it is moved to the archive. */
  process(path: string): Promise<OrceOutcome> {
    // After the file that is being processed: cards are generated in one order.
    const outcome = this.#work.then(() => this.#process(path));
    this.#work = outcome.catch(() => undefined);
    return outcome;
  }

  async #process(path: string): Promise<OrceOutcome> {
    const { failuresName = "before-extension", failedBlocks = "copied" } = this.#options;
    const file = basename(path);
    const folder = this.complete(file);
    await mkdir(join(folder, "archived"), { recursive: true });
    await mkdir(join(folder, "failed"), { recursive: true });
    const failures = join(folder, "failed", failuresNames(file)[failuresName === "before-extension" ? 0 : 1]);
    if (!(await isReadable(path, this.#contract))) {
      await copyFile(path, failures);
      return await this.#archive(path, { generated: 0, failed: 0, unreadable: true });
    }
    const { generated, failed } = await this.#generateAll(path);
    if (failed.size === 0) await rm(failures, { force: true });
    else await writeFailures({ of: path, failed, contract: this.#contract, to: failures, failedBlocks });
    return await this.#archive(path, { generated, failed: failed.size, unreadable: false });
  }

  async #generateAll(path: string): Promise<{ readonly generated: number; readonly failed: NumberSet }> {
    const failed = new NumberSet();
    let generated = 0;
    const mixed = new MixedSeriesCheck(this.#options.mixedSeries ?? "refused");
    await using source = await BlockSource.open(path);
    for await (const block of eachBlock(path, { contract: this.#contract })) {
      const code = await this.#generate({ path, source, block, mixed });
      if (code === undefined) {
        generated++;
        continue;
      }
      failed.add(block.number);
      this.events.emit({ type: "failure", failure: { code, file: basename(path), block: block.number } });
    }
    return { generated, failed };
  }

  async #archive(path: string, counts: Pick<OrceOutcome, "generated" | "failed" | "unreadable">): Promise<OrceOutcome> {
    const file = basename(path);
    const folder = this.complete(file);
    await moveFile(path, join(folder, "archived", file));
    const outcome = { file, fileset: basename(folder), ...counts };
    this.events.emit({ type: "processed", outcome });
    for (const waiting of this.#waiting.filter((waiting) => waiting.file === file)) {
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      waiting.resolve(outcome);
    }
    return outcome;
  }

  #sweep(): void {
    this.#work = this.#work
      .then(async () => {
        const names = await readdir(this.incoming);
        for (const name of names.filter(isBatchFile).sort()) {
          await this.#process(join(this.incoming, name));
        }
      })
      .catch((error: unknown) => {
        this.#failure ??= { error };
        for (const { reject } of this.#waiting.splice(0)) reject(error);
      });
  }

  /** Generates a card, or returns the code of the refusal. */
  async #generate({ path, source, block, mixed }: BlockOfFile): Promise<OrceErrorCode | undefined> {
    const { fault, now: clock, randomDigits = cryptoDigits } = this.#options;
    const request = await requestOf(block, { contract: this.#contract, source });
    const isOfOtherSeries = mixed.isRefused(request);
    const injected = fault?.(request, block.number);
    if (injected !== undefined) return injected;
    const isTaken = (number: string) => this.#cardNumbers.get(number) !== undefined;
    const now = clock?.() ?? new Date();
    const soFar = { generated: this.#generated, hasCardNumber: isTaken };
    const verdict = decideGenerateCard(request, this.#setup, soFar, now);
    if ("error" in verdict) return verdict.error;
    // Assumed: the table has no specific code for a mixed file, nor for what no schema would accept.
    const series = this.#setup.series(verdict.seriesKey);
    if (isOfOtherSeries || !block.valid || series === undefined) return "GENERAL_ERROR";
    const sequence = (this.#generated.get(verdict.seriesKey) ?? 0) + 1;
    const { configuration } = this.#setup;
    const cardNumber =
      request.CardNumber === undefined
        ? drawCardNumber({ series, sequence, configuration, randomDigits, isTaken })
        : CardNumber.parse(request.CardNumber, { prefixCharacter: configuration.cardNumberPrefixCharacter ?? "" });
    if (typeof cardNumber === "string") return cardNumber;
    this.#generated.set(verdict.seriesKey, sequence);
    this.#cardNumbers.set(cardNumber.reveal(), 0);
    const card: OrceCard = {
      serialNumber: serialNumberOf(series, sequence),
      cardNumber,
      customer: request.Customer,
      customerId: verdict.customerId,
      ...openAccounts(request, this.#setup, now),
      activatedAt: now,
      file: basename(path),
      block: block.number,
    };
    this.#cards.add(card);
    this.events.emit({ type: "card", card });
    return undefined;
  }
}

/** A block in its file. */
interface BlockOfFile {
  readonly path: string;
  readonly source: BlockSource;
  readonly block: AnyBlock;
  readonly mixed: MixedSeriesCheck;
}

function isBatchFile(name: string): boolean {
  return name.endsWith(".xml") && !name.startsWith(".");
}

/** Moves a file, even to another file system, where it appears whole or not at all. */
async function moveFile(from: string, to: string): Promise<void> {
  await rename(from, to).catch(async (error: unknown) => {
    if (!(error instanceof Error && "code" in error && error.code === "EXDEV")) throw error;
    await copyFile(from, partPath(to));
    await rename(partPath(to), to);
    await rm(from);
  });
}

async function isReadable(path: string, contract: BatchContract): Promise<boolean> {
  try {
    for await (const _ of eachBlock(path, { contract }));
    return true;
  } catch (error) {
    if (error instanceof CardSeriesError) return false;
    throw error;
  }
}

function serialNumberOf(series: OrceSeries, sequence: number): CardSerialNumber {
  const { prefix, batches } = series;
  // A supplied card number has a batch of its own; its card is packed like any other.
  const batch = batchOf(series, sequence) ?? batches[0] ?? 1;
  return CardSerialNumber.of(
    { prefix, series: Number(series.series), batch, sequence },
    { prefixDigits: prefixDigitsOf(prefix) },
  );
}

function prefixDigitsOf(prefix: string): 5 | 6 {
  return prefix.length === 5 ? 5 : 6;
}
