import type { OrceErrorCode } from "../../../generated/error-codes.gen.ts";

/** What goes wrong in ORCE and its File Services. */
export interface OrceFaultOptions {
  /** Every n-th block fails. Default 0: none. */
  readonly failEvery?: number;
  /** The code that those blocks fail with. Default `GENERAL_ERROR`. */
  readonly code?: OrceErrorCode;
  /** Every n-th call of File Services is answered with 503. Default 0: none. */
  readonly unavailableEvery?: number;
  /** CustomerIDs that nobody has. Default none: every customer exists. */
  readonly unknownCustomers?: readonly string[];
}

/** Counts blocks and calls, and says which of them fail. */
export class OrceFaults {
  #options: OrceFaultOptions = {};
  #unknown: ReadonlySet<string> = new Set();
  #blocks = 0;
  #calls = 0;

  get options(): OrceFaultOptions {
    return this.#options;
  }

  set(options: OrceFaultOptions): void {
    this.#options = options;
    this.#unknown = new Set(options.unknownCustomers);
    this.#blocks = 0;
    this.#calls = 0;
  }

  /** The code that the next block fails with. */
  nextBlock(): OrceErrorCode | undefined {
    const { failEvery = 0, code = "GENERAL_ERROR" } = this.#options;
    return failEvery > 0 && ++this.#blocks % failEvery === 0 ? code : undefined;
  }

  /** Whether the next call of File Services fails. */
  nextCall(): boolean {
    const { unavailableEvery = 0 } = this.#options;
    return unavailableEvery > 0 && ++this.#calls % unavailableEvery === 0;
  }

  isKnown(customerId: string): boolean {
    return !this.#unknown.has(customerId);
  }
}
