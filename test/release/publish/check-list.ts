/** Runs one check and notes how it ended. */
export type Check = (name: string, run: () => Promise<void>) => Promise<void>;

/** What was checked where, and what failed. */
export class CheckList {
  readonly #failures: string[] = [];
  #passed = 0;

  get passed(): number {
    return this.#passed;
  }

  get failures(): readonly string[] {
    return this.#failures;
  }

  /** Checks of one column: each prints a line with its time. */
  of(place: string): Check {
    return async (name, run) => {
      const start = performance.now();
      let mark = "ok    ";
      try {
        await run();
        this.#passed++;
      } catch (error) {
        mark = "FAILED";
        this.#failures.push(`${place}, ${name}: ${String(error)}`);
      }
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      process.stdout.write(`${mark} ${place.padEnd(14)} ${name.padEnd(24)} ${seconds} s\n`);
    };
  }
}
