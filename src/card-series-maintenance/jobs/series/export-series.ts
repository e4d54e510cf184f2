import { createHash } from "node:crypto";
import { join } from "node:path";
import { UsageError } from "../../../errors/usage-error.ts";
import { BatchFile, publishFile } from "../../file/batch-file.ts";
import { lockExclusively } from "../../file/exclusive-lock.ts";
import { makeFolder } from "../../file/make-folder.ts";
import type { SeriesKey, SeriesTotals } from "../../numbering/allocation/registered-series.ts";
import type { SeriesRegister } from "../../numbering/allocation/series-register.ts";
import { checkSecret } from "../../numbering/allocation/sql/series.ts";
import type { CardNumberSourceOptions } from "../../numbering/card-number-source.ts";
import { generateSeries, restoreSeries } from "../../numbering/series.ts";
import type { SeriesSecret } from "../../numbering/series-secret.ts";
import { PinFile } from "./pin-file.ts";

/** Options of {@link generateRegisteredSeries} and {@link exportSeries}. */
export interface ExportSeriesOptions {
  readonly register: SeriesRegister;
  readonly key: SeriesKey;
  /** The secret of the series: keep it, the same one makes the same cards again. */
  readonly secret: SeriesSecret;
  /** The folder for the files; created when it does not exist. */
  readonly folder: string;
  /** How card numbers are made. Default: 16 random digits. */
  readonly cardNumbers?: CardNumberSourceOptions;
  /** Also writes PINs, into a file of their own that only the holder of the private key can read. Default none. */
  readonly pins?: {
    /** The RSA public key of the encoder, as PEM. */
    readonly publicKey: string;
    /** 4 to 12. Default 4. */
    readonly digits?: number;
  };
  /** Called after every thousand cards. */
  readonly onProgress?: (cards: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** The files that were written. */
export interface SeriesExport extends SeriesTotals {
  readonly file: string;
  readonly pinFile: string | undefined;
  readonly firstSerialNumber: string;
  readonly lastSerialNumber: string;
}

const cardsPerProgress = 1_000;

/**
 * Generates a series of the register, once: writes the encoder's file of serial and card numbers, and records the
 * totals. After a crash, the same call with the same secret writes the same file.
 *
 * @throws CardwrightError `SERIES_UNKNOWN`, `SERIES_OTHER_SECRET`, `SERIES_RUNNING`, `SERIES_PIN_KEY`
 * @throws UsageError `SERIES_ALREADY_GENERATED`
 */
export async function generateRegisteredSeries(options: ExportSeriesOptions): Promise<SeriesExport> {
  await options.register.begin(options.key, fingerprintOf(options));
  const written = await write(options);
  await options.register.finish(options.key, { cards: written.cards, sha256: written.sha256 });
  return written;
}

/**
 * Writes the file of a generated series again, and checks that the cards are the same.
 *
 * @throws CardwrightError as {@link generateRegisteredSeries}; `SERIES_NOT_GENERATED`, `SERIES_TOTALS`
 */
export async function exportSeries(options: ExportSeriesOptions): Promise<SeriesExport> {
  const series = await options.register.show(options.key);
  if (series.state !== "generated") {
    throw new UsageError("The series was not generated yet", {
      code: "SERIES_NOT_GENERATED",
      help: "Generate it first (cardwright series generate).",
    });
  }
  checkSecret(series, fingerprintOf(options));
  const written = await write(options);
  await options.register.finish(options.key, { cards: written.cards, sha256: written.sha256 });
  return written;
}

async function write(options: ExportSeriesOptions): Promise<SeriesExport> {
  const { register, key, secret, folder, cardNumbers = {}, pins, onProgress, signal } = options;
  const generated = generateSeries(restoreSeries(await register.show(key)), {
    secret,
    cardNumbers,
    ...(pins !== undefined && { pins: pins.digits === undefined ? {} : { digits: pins.digits } }),
  });
  await makeFolder(folder);
  const name = `${key.prefix}-${String(key.series).padStart(2, "0")}`;
  using _lock = await lockExclusively(join(folder, `.${name}.lock`), {
    code: "SERIES_RUNNING",
    message: "Another process is writing the cards of this series",
    help: "Wait until it has finished.",
  });
  const path = join(folder, `${name}.csv`);
  const pinPath = pins === undefined ? undefined : join(folder, `${name}.pins`);
  const pinFile =
    pinPath === undefined || pins === undefined ? undefined : await PinFile.begin(pinPath, pins.publicKey);
  const file = await BatchFile.begin(path, { secret: true });
  let cards = 0;
  try {
    await file.append("SerialNumber,CardNumber\r\n");
    for (const { serialNumber, cardNumber, pin } of generated.cards()) {
      if (cards % cardsPerProgress === 0) {
        signal?.throwIfAborted();
        onProgress?.(cards, generated.numberOfCards);
        // Lets a signal in.
        await new Promise(setImmediate);
      }
      cards++;
      const serial = serialNumber.format();
      const waiting = file.append(`${serial},${cardNumber?.reveal() ?? ""}\r\n`);
      if (waiting !== undefined) await waiting;
      const pinWaiting = pin === undefined ? undefined : pinFile?.append(`${serial},${pin.reveal()}\r\n`);
      if (pinWaiting !== undefined) await pinWaiting;
    }
    await pinFile?.finish();
    const { sha256 } = await file.seal();
    await publishFile(path);
    return {
      file: path,
      pinFile: pinPath,
      cards,
      sha256,
      firstSerialNumber: generated.serialNumberAt(1).format(),
      lastSerialNumber: generated.serialNumberAt(generated.numberOfCards).format(),
    };
  } catch (error) {
    await file.abandon();
    await pinFile?.abandon();
    throw error;
  }
}

/** Tells whether two runs make the same cards; a key of its own reveals nothing of the secret. */
function fingerprintOf({ secret, cardNumbers = {}, pins }: ExportSeriesOptions): string {
  const { layout = "random", digits = 16, prefixCharacter = "" } = cardNumbers;
  return createHash("sha256")
    .update(secret.deriveKey("fingerprint"))
    .update(JSON.stringify([layout, digits, prefixCharacter, pins === undefined ? null : (pins.digits ?? 4)]))
    .digest("hex");
}
