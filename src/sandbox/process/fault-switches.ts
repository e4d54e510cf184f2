import type { FaultRule, Faults, InjectedFault } from "../broker/index.ts";

/** A fault as the interface shows it. */
export interface FaultSwitch {
  readonly id: number;
  readonly rule: FaultRule;
  readonly hits: number;
  /** Whether it still affects steps. */
  readonly active: boolean;
}

/** The faults that were switched on, with their hit counts. */
export class FaultSwitches {
  readonly #faults: Faults;
  readonly #switches = new Map<number, { readonly rule: FaultRule; readonly injected: InjectedFault }>();
  #id = 0;

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  add(rule: FaultRule): FaultSwitch {
    const injected = this.#faults.add(rule);
    const id = ++this.#id;
    this.#switches.set(id, { rule, injected });
    return { id, rule, hits: 0, active: true };
  }

  remove(id: number): boolean {
    this.#switches.get(id)?.injected.remove();
    return this.#switches.delete(id);
  }

  list(): readonly FaultSwitch[] {
    return [...this.#switches].map(
      ([
        id,
        {
          rule,
          injected: { hits },
        },
      ]) => ({
        id,
        rule,
        hits,
        active: hits < (rule.times ?? 1),
      }),
    );
  }

  clear(): void {
    for (const { injected } of this.#switches.values()) injected.remove();
    this.#switches.clear();
  }
}
