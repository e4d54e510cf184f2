import type { Clock } from "../../../timing/clock.ts";
import { BrokerError } from "../engine/broker-error.ts";
import {
  assertFaultRule,
  type DeliveryEffect,
  type FaultContext,
  type FaultPoint,
  type FaultRule,
  type RequestEffect,
} from "./fault-rule.ts";

/** An added fault. */
export interface InjectedFault {
  /** How many steps it has affected. */
  readonly hits: number;
  /** Removes the fault. */
  remove(): void;
}

/** A request of a client, in the parts that a fault may skip. */
export interface FaultableStep {
  /** Performs the request and returns the function that answers it. */
  act(): () => void;
  refuse(error: BrokerError): void;
  closeLink(error: BrokerError): void;
  dropConnection(): void;
}

interface ActiveFault {
  readonly rule: FaultRule;
  passed: number;
  hits: number;
}

/**
 * The faults injected by a test.
 *
 * @example
 * ```ts
 * broker.faults.add({ on: "send", queue: "requests", effect: { kind: "lose-answer" } });
 * broker.faults.add({ on: "settle", times: 3, effect: { kind: "refuse" } }); // three times server-busy
 * ```
 */
export class Faults {
  readonly #clock: Clock;
  readonly #active = new Set<ActiveFault>();
  readonly #delayed = new Set<() => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Adds a fault. If several faults match a step, the first added takes effect.
   *
   * @throws UsageError `FAULT` for an invalid rule
   */
  add(rule: FaultRule): InjectedFault {
    assertFaultRule(rule);
    const fault: ActiveFault = { rule, passed: 0, hits: 0 };
    this.#active.add(fault);
    return {
      get hits() {
        return fault.hits;
      },
      remove: () => this.#active.delete(fault),
    };
  }

  /** Removes all faults. */
  clear(): void {
    this.#active.clear();
  }

  /** Performs a step of a client, or the effect of a fault on it. */
  run(context: FaultContext & { readonly point: Exclude<FaultPoint, "deliver"> }, step: FaultableStep): void {
    const effect = this.#strike(context) as RequestEffect | undefined;
    switch (effect?.kind) {
      case undefined:
        step.act()();
        break;
      case "refuse":
        step.refuse(refusal(effect.condition ?? "com.microsoft:server-busy", effect.description));
        break;
      case "delay":
        this.later(effect.ms, () => step.act()());
        break;
      case "lose":
        break;
      case "lose-answer":
        step.act();
        break;
      case "drop-connection":
        if (effect.when === "after") step.act();
        step.dropConnection();
        break;
      case "close-link":
        if (effect.when === "after") step.act();
        step.closeLink(refusal(effect.condition ?? "amqp:link:detach-forced"));
        break;
      default:
        effect satisfies never;
    }
  }

  /** Returns the effect of a matching fault on a delivery, if any. */
  onDelivery(queue: string, messageId: string): DeliveryEffect | undefined {
    return this.#strike({ point: "deliver", queue, messageId }) as DeliveryEffect | undefined;
  }

  /** Calls `run` after a time of the broker's clock, unless the broker closes first. */
  later(ms: number, run: () => void): void {
    const cancel = this.#clock.wakeAt(this.#clock.now() + ms, () => {
      this.#delayed.delete(cancel);
      run();
    });
    this.#delayed.add(cancel);
  }

  /** Cancels all delayed calls. */
  close(): void {
    for (const cancel of this.#delayed) cancel();
    this.#delayed.clear();
  }

  // Which effects a rule may have is decided by its point, so the effect is one of the asking point.
  #strike(context: FaultContext): RequestEffect | DeliveryEffect | undefined {
    for (const fault of this.#active) {
      const { rule } = fault;
      if (rule.on !== context.point) continue;
      if (rule.queue !== undefined && rule.queue.toLowerCase() !== context.queue.toLowerCase()) continue;
      if (rule.when?.(context) === false) continue;
      if (fault.passed++ < (rule.skip ?? 0)) continue;
      fault.hits++;
      if (fault.hits >= (rule.times ?? 1)) this.#active.delete(fault);
      return rule.effect;
    }
    return undefined;
  }
}

function refusal(condition: BrokerError["condition"], description?: string): BrokerError {
  const text = condition === "com.microsoft:server-busy" ? "The server is busy. Please try again later." : condition;
  return new BrokerError(condition, description ?? text);
}
