import type { DeliveryEffect, FaultContext, FaultPoint } from "../faults/fault-rule.ts";
import type { FaultableStep, Faults } from "../faults/faults.ts";

type RequestContext = FaultContext & { readonly point: Exclude<FaultPoint, "deliver"> };

/** The faults of a broker as one connection meets them: only it knows how to drop itself. */
export class FaultGate {
  readonly #faults: Faults;
  readonly dropConnection: () => void;

  constructor(faults: Faults, dropConnection: () => void) {
    this.#faults = faults;
    this.dropConnection = dropConnection;
  }

  run(context: RequestContext, step: Omit<FaultableStep, "dropConnection">): void {
    this.#faults.run(context, { ...step, dropConnection: this.dropConnection });
  }

  onDelivery(queue: string, messageId: string): DeliveryEffect | undefined {
    return this.#faults.onDelivery(queue, messageId);
  }

  later(ms: number, run: () => void): void {
    this.#faults.later(ms, run);
  }
}
