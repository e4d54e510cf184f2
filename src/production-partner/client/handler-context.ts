import type { ReceivedFact } from "../contract/index.ts";
import type { Origin } from "./handling.ts";
import { RejectMessageError } from "./reject-message-error.ts";

/** What a handler is given beside its message. */
export class HandlerContext {
  readonly deliveryCount: number;
  readonly fact: ReceivedFact;
  readonly isReplay: boolean;
  readonly reject: typeof reject = reject;
  readonly #run: Origin["run"];

  constructor({ deliveryCount, replayOf, run }: Origin, fact: ReceivedFact) {
    this.deliveryCount = deliveryCount;
    this.fact = fact;
    this.isReplay = replayOf !== undefined;
    this.#run = run;
  }

  /** Made when it is asked for. */
  get signal(): AbortSignal {
    return this.#run.signal;
  }
}

function reject(answer: {
  readonly errorCode: string;
  readonly details: string;
  readonly cause?: unknown;
}): RejectMessageError<string> {
  return new RejectMessageError(answer);
}
