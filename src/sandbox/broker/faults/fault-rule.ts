import { UsageError } from "../../../errors/usage-error.ts";
import type { Condition } from "../engine/broker-error.ts";
import { type OptionKinds, optionProblem } from "../option-problem.ts";

/** The step at which a fault is injected. */
export type FaultPoint = "authorize" | "attach" | "send" | "deliver" | "settle" | "manage";

/** Answers with an error instead of performing the step. Default condition: `com.microsoft:server-busy`. */
interface Refuse {
  readonly kind: "refuse";
  readonly condition?: Condition;
  readonly description?: string;
}

/** Performs and answers the step after this time of the broker's clock. */
interface Delay {
  readonly kind: "delay";
  readonly ms: number;
}

/** Neither performs nor answers the step, as if the request had been lost on the way to the broker. */
interface Lose {
  readonly kind: "lose";
}

/** Performs the step and does not answer, as if the answer had been lost. */
interface LoseAnswer {
  readonly kind: "lose-answer";
}

/** Drops the connection before (default) or after the step is performed; it is not answered. */
interface DropConnection {
  readonly kind: "drop-connection";
  readonly when?: "before" | "after";
}

/**
 * Closes the link before (default) or after the step is performed; it is not answered. Default condition:
 * `amqp:link:detach-forced`.
 */
interface CloseLink {
  readonly kind: "close-link";
  readonly when?: "before" | "after";
  readonly condition?: Condition;
}

/** Delivers the message twice, the second time as a copy under another lock. */
interface DeliverTwice {
  readonly kind: "twice";
}

/** Delivers the message after the next one. */
interface Reorder {
  readonly kind: "reorder";
}

/** The effect of a fault on a request of a client. */
export type RequestEffect = Refuse | Delay | Lose | LoseAnswer | DropConnection | CloseLink;
/** The effect of a fault on a delivery. */
export type DeliveryEffect = Delay | Lose | DropConnection | CloseLink | DeliverTwice | Reorder;

/** A step that is about to happen. */
export interface FaultContext {
  readonly point: FaultPoint;
  /** The queue's name; that of a dead-letter queue ends with `/$DeadLetterQueue`. */
  readonly queue: string;
  /** The message, if the step is about exactly one. */
  readonly messageId?: string;
  /** `Send` or `Listen` when attaching, the outcome when settling, the name of the operation when managing. */
  readonly operation?: string;
}

interface Aim {
  /** Only steps on this queue. Default: all queues. */
  readonly queue?: string;
  /** How many steps are affected. Default: 1. */
  readonly times?: number;
  /** How many matching steps are skipped first. Default: 0. */
  readonly skip?: number;
  /** Only steps for which this returns true. Default: all steps. */
  readonly when?: (context: FaultContext) => boolean;
}

/** A fault to inject: at which steps, and with which effect. */
export type FaultRule = Aim &
  (
    | { readonly on: Exclude<FaultPoint, "deliver">; readonly effect: RequestEffect }
    | { readonly on: "deliver"; readonly effect: DeliveryEffect }
  );

const ruleKinds = {
  on: ["string"],
  effect: ["object"],
  queue: ["string"],
  times: ["number"],
  skip: ["number"],
  when: ["function"],
} satisfies { [option in keyof FaultRule]-?: OptionKinds[string] };

const requestEffects = ["refuse", "delay", "lose", "lose-answer", "drop-connection", "close-link"] as const;
const effectsOn: { readonly [point: string]: readonly string[] } = {
  authorize: requestEffects,
  attach: requestEffects,
  send: requestEffects,
  settle: requestEffects,
  manage: requestEffects,
  deliver: ["delay", "lose", "drop-connection", "close-link", "twice", "reorder"],
} satisfies {
  readonly [point in FaultPoint]: readonly (point extends "deliver" ? DeliveryEffect : RequestEffect)["kind"][];
};

/**
 * Rejects a rule that can never match or has no effect: a test would pass without it.
 *
 * @throws UsageError `FAULT` with the allowed values
 */
export function assertFaultRule(rule: FaultRule): void {
  const problem = optionProblem("Fault rule", rule, ruleKinds, ["on", "effect"]) ?? wrongEffect(rule);
  if (problem === undefined) return;
  throw new UsageError(problem, {
    code: "FAULT",
    help: 'Write a rule such as { on: "send", effect: { kind: "lose" } }.',
  });
}

function wrongEffect({ on, effect }: FaultRule): string | undefined {
  const effects = Object.hasOwn(effectsOn, on) ? effectsOn[on] : undefined;
  if (effects === undefined)
    return `Fault rule: unknown point "${on}", expected one of ${Object.keys(effectsOn).join(", ")}`;
  if (effects.includes(effect.kind)) return undefined;
  return `Fault rule: unknown effect "${effect.kind}" on ${on}, expected one of ${effects.join(", ")}`;
}
