import type { BrokerEvent } from "./broker-event.ts";

/** A place where listeners hear of events, in the order they happened. */
export class EventStream {
  readonly #listeners = new Set<(event: BrokerEvent) => void>();

  /** Calls `listener` for every event from now on; the function returned ends that. */
  on(listener: (event: BrokerEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Waits for the first event from now on that satisfies `matches`.
   *
   * @throws the signal's reason when `signal` aborts first.
   */
  once(
    matches: (event: BrokerEvent) => boolean,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<BrokerEvent> {
    const { signal } = options;
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        stop();
        reject(signal?.reason);
      };
      const stop = this.on((event) => {
        if (!matches(event)) return;
        stop();
        signal?.removeEventListener("abort", abort);
        resolve(event);
      });
      if (signal?.aborted === true) abort();
      else signal?.addEventListener("abort", abort, { once: true });
    });
  }

  emit(event: BrokerEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
