import { CardwrightError } from "../errors/cardwright-error.ts";

/** What a person has to do for a case to go on. */
export interface Instruction {
  /** The scenario that waits. */
  readonly id: string;
  readonly says: string;
}

/** Nobody did in time what a case waits for. The kit makes the verdict `waiting` of it. */
export class NobodyActed extends CardwrightError {
  override readonly name: string = "NobodyActed";

  constructor(says: string) {
    super(says, { code: "CONFORM_WAITING", help: "Do what is asked within attendSeconds of the profile." });
  }
}

/** Asks a person to act, and remembers when nobody is there: the kit waits only once for a person who does not come. */
export class Attendance {
  readonly #tell: (instruction: Instruction) => void;
  readonly #signal: AbortSignal;
  readonly #waitMs: number;
  #isAway = false;
  /** The scenario that runs. */
  id = "";

  constructor(options: {
    readonly tell: (instruction: Instruction) => void;
    readonly attendSeconds: number;
    readonly signal: AbortSignal;
  }) {
    this.#tell = options.tell;
    this.#waitMs = options.attendSeconds * 1000;
    this.#signal = options.signal;
  }

  /**
   * Says what has to be done and waits for it.
   *
   * @throws NobodyActed when it was not done in time
   */
  async ask(says: string, isDone: (limit: AbortSignal) => Promise<boolean>): Promise<void> {
    if (this.#isAway) throw new NobodyActed(says);
    this.#tell({ id: this.id, says });
    const done = await isDone(AbortSignal.any([this.#signal, AbortSignal.timeout(this.#waitMs)]));
    this.#signal.throwIfAborted();
    if (done) return;
    this.#isAway = true;
    throw new NobodyActed(says);
  }
}
