import type { FaultRule, Faults, InjectedFault } from "../broker/index.ts";

/** A fault as the interface shows it. */
export interface FaultSwitch {
  readonly id: number;
  readonly rule: FaultRule;
  readonly hits: number;
  /** Whether it still affects steps. */
  readonly active: boolean;
}

interface Switched {
  readonly rule: FaultRule;
  /** `undefined` when it had no hits left after a restart. */
  readonly injected: InjectedFault | undefined;
  /** Hits before the last restart. */
  readonly hitsBefore: number;
}

/** The faults that were switched on, with their hit counts. */
export class FaultSwitches {
  readonly #faults: Faults;
  readonly #switches = new Map<number, Switched>();
  #id = 0;

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  add(rule: FaultRule): FaultSwitch {
    const injected = this.#faults.add(rule);
    const id = ++this.#id;
    this.#switches.set(id, { rule, injected, hitsBefore: 0 });
    return { id, rule, hits: 0, active: true };
  }

  remove(id: number): boolean {
    this.#switches.get(id)?.injected?.remove();
    return this.#switches.delete(id);
  }

  list(): readonly FaultSwitch[] {
    return [...this.#switches].map(([id, { rule, injected, hitsBefore }]) => {
      const hits = hitsBefore + (injected?.hits ?? 0);
      return { id, rule, hits, active: hits < timesOf(rule) };
    });
  }

  /** Takes over what was saved: the list of another process. */
  restore(switches: readonly FaultSwitch[]): void {
    for (const { id, rule, hits, active } of switches) {
      const injected = active ? this.#faults.add({ ...rule, times: timesOf(rule) - hits }) : undefined;
      this.#switches.set(id, { rule, injected, hitsBefore: hits });
      this.#id = Math.max(this.#id, id);
    }
  }

  clear(): void {
    for (const { injected } of this.#switches.values()) injected?.remove();
    this.#switches.clear();
  }
}

function timesOf({ times = 1 }: FaultRule): number {
  return times;
}
