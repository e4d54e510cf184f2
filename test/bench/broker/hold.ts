/**
 * Keeps the first messages in hand until the clock runs, so that a receiving case is measured from then to its last
 * message, without its connections being opened.
 */
export class Hold {
  readonly #first = Promise.withResolvers<void>();
  readonly #lifted = Promise.withResolvers<void>();
  readonly #last = Promise.withResolvers<void>();
  #left: number;

  /** @param messages how many are to come */
  constructor(messages: number) {
    this.#left = messages;
  }

  /** Resolves when the first message has arrived. */
  get first(): Promise<void> {
    return this.#first.promise;
  }

  /** Call it with each message: resolves when it may be handled. */
  arrived(): Promise<void> {
    this.#first.resolve();
    return this.#lifted.promise;
  }

  /** Call it after each message. */
  done(): void {
    this.#left -= 1;
    if (this.#left === 0) this.#last.resolve();
  }

  /** Lets them go; resolves after the last one. */
  async lift(): Promise<void> {
    this.#lifted.resolve();
    await this.#last.promise;
  }
}
