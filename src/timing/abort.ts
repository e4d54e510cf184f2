import { setTimeout as delay } from "node:timers/promises";

/** Waits for a promise, but no longer than until the signal aborts; then it rejects with the signal's reason. */
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

/** Yields what an iterable yields, and throws the signal's reason as soon as it aborts, also while it waits for the next. */
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
    // A source that was being waited for may take for ever to return.
    const returned = iterator.return?.();
    if (!signal.aborted) await returned;
  }
}

/** Resolves when the promise settles, and at the latest after `timeoutMs`. Rejects when the promise does so in time. */
export async function withTimeout(promise: Promise<unknown>, timeoutMs: number): Promise<void> {
  const waiting = new AbortController();
  await Promise.race([promise, delay(timeoutMs, undefined, { signal: waiting.signal }).catch(() => {})]);
  waiting.abort();
}
