import type { AnswerPlan } from "../ngoc/answer-plan.ts";

/** Which notifications are answered how. */
export interface AnswerRule {
  readonly id: number;
  /** Only this message type. Default: all. */
  readonly type?: string;
  readonly cardId?: string;
  readonly shipmentId?: string;
  /** How many notifications it is for. Default: all that come. */
  readonly times?: number;
  readonly plan: AnswerPlan;
  /** How many notifications it was used for. */
  hits: number;
}

/** The rules by which the simulated NGOC answers: the first that matches is used. */
export class AnswerRules {
  readonly #rules = new Map<number, AnswerRule>();
  #id = 0;

  add(rule: Omit<AnswerRule, "id" | "hits">): AnswerRule {
    const added = { ...rule, id: ++this.#id, hits: 0 };
    this.#rules.set(added.id, added);
    return added;
  }

  remove(id: number): boolean {
    return this.#rules.delete(id);
  }

  list(): readonly AnswerRule[] {
    return [...this.#rules.values()];
  }

  /** Takes over what was saved: the list of another process. */
  restore(rules: readonly AnswerRule[]): void {
    for (const rule of rules) {
      this.#rules.set(rule.id, { ...rule });
      this.#id = Math.max(this.#id, rule.id);
    }
  }

  clear(): void {
    this.#rules.clear();
  }

  /** The plan for a notification. */
  planFor(about: {
    readonly type: string;
    readonly cardIds: readonly string[];
    readonly shipmentId: string | undefined;
  }): AnswerPlan {
    for (const rule of this.#rules.values()) {
      if (rule.type !== undefined && rule.type !== about.type) continue;
      if (rule.cardId !== undefined && !about.cardIds.includes(rule.cardId)) continue;
      if (rule.shipmentId !== undefined && rule.shipmentId !== about.shipmentId) continue;
      if (rule.hits >= (rule.times ?? Number.POSITIVE_INFINITY)) continue;
      rule.hits++;
      return rule.plan;
    }
    return { kind: "rule" };
  }
}
