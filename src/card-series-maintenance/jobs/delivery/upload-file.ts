import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { CardwrightError, isCardwrightError } from "../../../errors/cardwright-error.ts";
import type { ErrorCode } from "../../../errors/error-code.ts";
import { backoffMs } from "../../../timing/backoff.ts";
import { exchange, type HttpAnswer, NoAnswerError, retryAfter } from "./http-exchange.ts";

/** Options of {@link uploadFile}. */
export interface UploadFileOptions {
  readonly path: string;
  /** Returns the address to PUT to; called again when an address has expired. */
  readonly address: () => Promise<URL>;
  /** Maximum number of attempts. Default 5. */
  readonly maxAttempts?: number;
  /**
   * Wait before the second attempt, doubled for each further one, in milliseconds; longer when `Retry-After` asks for
   * it. Default 1,000.
   */
  readonly initialWaitMs?: number;
  /**
   * Maximum time without progress, and maximum time for the answer after the file was sent, in milliseconds. Default
   * 60,000.
   */
  readonly idleTimeoutMs?: number;
  /** Called once, before the first byte leaves. */
  readonly beforeSending?: () => Promise<void>;
  /** Called with how much of the current attempt was sent. */
  readonly onProgress?: (progress: {
    readonly sentBytes: number;
    readonly totalBytes: number;
    readonly attempt: number;
  }) => void;
  readonly signal?: AbortSignal;
}

/**
 * Uploads a file with PUT as a stream, and tries again after a failure that cannot have stored it: a refusal, or a
 * connection that broke before the last byte. An object store stores a file whole or not at all, so each attempt begins
 * at the first byte.
 *
 * @throws CardwrightError `UPLOAD_OUTCOME_UNKNOWN` when the whole file was sent and no clear answer came: ORCE may be
 * processing it, so sending it again could create every card twice. `UPLOAD_REFUSED`, `UPLOAD_ADDRESS_EXPIRED` and
 * `UPLOAD_FAILED` (the last two retryable) when nothing was stored.
 */
export async function uploadFile(
  options: UploadFileOptions,
): Promise<{ readonly bytes: number; readonly attempts: number }> {
  const { path, maxAttempts = 5, initialWaitMs = 1_000, beforeSending, signal } = options;
  const { size } = await stat(path);
  let address: URL | undefined;
  let begun = false;
  for (let attempt = 1; ; attempt++) {
    try {
      address ??= await options.address();
      if (!begun) await beforeSending?.();
      begun = true;
      await putOnce(options, { size, url: address, attempt });
      return { bytes: size, attempts: attempt };
    } catch (error) {
      if (!isCardwrightError(error) || !error.retryable || attempt >= maxAttempts) throw error;
      if (error.code === "UPLOAD_ADDRESS_EXPIRED") address = undefined;
      const asked = error.details["retryAfterMs"];
      const waitMs = Math.max(backoffMs({ initialMs: initialWaitMs }, attempt), typeof asked === "number" ? asked : 0);
      await wait(waitMs, undefined, { ...(signal !== undefined && { signal }) });
    }
  }
}

async function putOnce(
  { path, idleTimeoutMs = 60_000, onProgress, signal }: UploadFileOptions,
  { size, url, attempt }: { readonly size: number; readonly url: URL; readonly attempt: number },
): Promise<void> {
  // An error of the caller's own function must reject the call, not end the process from within an event.
  const callersError = new AbortController();
  const report = (sentBytes: number) => {
    try {
      onProgress?.({ sentBytes, totalBytes: size, attempt });
    } catch (error) {
      callersError.abort(error);
    }
  };
  const signals = [callersError.signal, ...(signal === undefined ? [] : [signal])];
  try {
    const answer = await exchange({
      method: "PUT",
      url,
      headers: { "content-type": "application/xml" },
      length: size,
      // With `end`, a file that grows meanwhile does not exceed the announced length.
      body: size === 0 ? Readable.from([]) : createReadStream(path, { end: size - 1 }),
      idleTimeoutMs,
      onSent: report,
      signal: AbortSignal.any(signals),
    });
    checkStatus(answer);
  } catch (cause) {
    if (!(cause instanceof NoAnswerError)) throw cause;
    if (cause.bodySent)
      throw uploadError("UPLOAD_OUTCOME_UNKNOWN", "The whole file was sent, but no answer came", false, 0);
    for (const one of signals) one.throwIfAborted();
    throw uploadError("UPLOAD_FAILED", `The connection broke before the whole file was sent${cause.reason}`, true, 0);
  }
}

function checkStatus(answer: HttpAnswer): void {
  const { status } = answer;
  if (status >= 200 && status < 300) {
    if (answer.bodySent) return;
    // The sender of this answer cannot have seen the end of the file; it may be a proxy that forwards it all the same.
    throw uploadError("UPLOAD_OUTCOME_UNKNOWN", "Success was reported before the whole file was sent", false, status);
  }
  if (status === 401 || status === 403 || status === 404) {
    throw uploadError("UPLOAD_ADDRESS_EXPIRED", "The upload address was refused; it may have expired", true, status);
  }
  if (status === 408 || status === 429 || status === 503) {
    throw uploadError("UPLOAD_FAILED", "The storage is unavailable", true, status, answer);
  }
  // A gateway that gives up does not know the outcome of the request behind it.
  if (status >= 500)
    throw uploadError("UPLOAD_OUTCOME_UNKNOWN", "The storage failed, and may have stored the file", false, status);
  throw uploadError("UPLOAD_REFUSED", "The storage refused the file", false, status);
}

const help: { readonly [code: string]: string } = {
  UPLOAD_OUTCOME_UNKNOWN:
    "Look for the file in the bucket and in the complete/ folders before sending it again: sent twice, it creates every card twice.",
  UPLOAD_ADDRESS_EXPIRED: "Ask File Services for a new address.",
  UPLOAD_FAILED: "Nothing was stored: try again later.",
  UPLOAD_REFUSED: "Check that the address allows writing (ObjectWrite) this file.",
};

function uploadError(
  code: ErrorCode,
  message: string,
  retryable: boolean,
  status: number,
  answer?: HttpAnswer,
): CardwrightError {
  return new CardwrightError(status === 0 ? message : `${message} (HTTP ${status})`, {
    code,
    retryable,
    details: { status, ...(answer !== undefined && retryAfter(answer)) },
    help: help[code] ?? "",
  });
}
