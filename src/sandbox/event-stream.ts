import { untilAborted } from "../timing/abort.ts";

/** Reports events to listeners, in the order they happened. */
export class EventStream<Event> {
  readonly #listeners = new Set<(event: Event) => void>();

  /** Calls `listener` for every event from now on; the returned function removes the listener. */
  on(listener: (event: Event) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Waits for the first event from now on for which `matches` returns true.
   *
   * @throws the signal's reason when `signal` aborts first
   */
  once<Found extends Event>(
    matches: (event: Event) => event is Found,
    options?: { readonly signal?: AbortSignal },
  ): Promise<Found>;
  once(matches: (event: Event) => boolean, options?: { readonly signal?: AbortSignal }): Promise<Event>;
  async once(matches: (event: Event) => boolean, options: { readonly signal?: AbortSignal } = {}): Promise<Event> {
    const { promise, resolve } = Promise.withResolvers<Event>();
    const stop = this.on((event) => {
      if (!matches(event)) return;
      stop();
      resolve(event);
    });
    try {
      return await untilAborted(promise, options.signal);
    } finally {
      stop();
    }
  }

  /** Reports an event to all listeners. */
  emit(event: Event): void {
    for (const listener of this.#listeners) listener(event);
  }
}
