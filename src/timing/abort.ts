import { setTimeout as delay } from "node:timers/promises";

/** Settles like the promise, or rejects with the signal's reason when the signal aborts first. */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([aborted, promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/**
 * Yields the values of an iterable; throws the signal's reason as soon as it aborts, even while waiting for a value.
 */
export async function* abortableIterable<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await untilAborted(iterator.next(), signal);
      if (done === true) return;
      yield value;
    }
  } finally {
    // After an abort the source may never return.
    const returned = iterator.return?.();
    if (!signal.aborted) await returned;
  }
}

/** Resolves when the promise resolves, or after `timeoutMs`. Rejects when the promise rejects before that. */
export async function withTimeout(promise: Promise<unknown>, timeoutMs: number): Promise<void> {
  const waiting = new AbortController();
  try {
    await Promise.race([promise, delay(timeoutMs, undefined, { signal: waiting.signal }).catch(() => {})]);
  } finally {
    waiting.abort();
  }
}

/** Settles like the promise, or rejects with the error that `late` makes, after `timeoutMs`. */
export function answeredWithin<T>(promise: Promise<T>, timeoutMs: number, late: () => Error): Promise<T> {
  // Each message that is sent passes here, and a race of promises would cost it several more.
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), timeoutMs);
    promise.then(
      (answer) => {
        clearTimeout(timer);
        resolve(answer);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
