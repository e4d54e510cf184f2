/** Waits for a promise, but no longer than until a signal is aborted; then it throws the signal's reason. */
export async function untilAborted<T>(signal: AbortSignal | undefined, start: () => Promise<T>): Promise<T> {
  if (signal === undefined) return start();
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason);
  signal.addEventListener("abort", abort);
  try {
    return await Promise.race([start(), aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/** Passes on what an iterable gives, and ends with the reason of a signal that is aborted, also while it waits. */
export async function* abortable<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await untilAborted(signal, () => iterator.next());
      if (done === true) return;
      yield value;
    }
  } finally {
    // A source that was being waited for may take for ever to return.
    const returned = iterator.return?.();
    if (!signal.aborted) await returned;
  }
}
