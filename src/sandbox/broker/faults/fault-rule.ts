import { CardwrightError } from "../../../errors/cardwright-error.ts";
import type { Condition } from "../engine/broker-error.ts";
import { type OptionKinds, optionProblem } from "../option-problem.ts";

/** Where a fault strikes. */
export type FaultPoint = "authorize" | "attach" | "send" | "deliver" | "settle" | "manage";

/** Answers with an error instead of doing it. Default condition: `com.microsoft:server-busy`. */
interface Refuse {
  readonly kind: "refuse";
  readonly condition?: Condition;
  readonly description?: string;
}

/** Does it, and answers, only after this time of the broker's clock. */
interface Delay {
  readonly kind: "delay";
  readonly ms: number;
}

/** Neither does it nor answers, as if it had been lost on the way to the broker. */
interface Lose {
  readonly kind: "lose";
}

/** Does it and never answers, as if the answer had been lost on the way back. */
interface LoseAnswer {
  readonly kind: "lose-answer";
}

/** Cuts the connection, before (default) or after it is done; it is not answered. */
interface DropConnection {
  readonly kind: "drop-connection";
  readonly when?: "before" | "after";
}

/** Closes the link, before (default) or after it is done; it is not answered. Default condition: `amqp:link:detach-forced`. */
interface CloseLink {
  readonly kind: "close-link";
  readonly when?: "before" | "after";
  readonly condition?: Condition;
}

/** Delivers the message, and once more a copy of it under another lock. */
interface DeliverTwice {
  readonly kind: "twice";
}

/** Delivers the message behind the one that comes after it. */
interface Reorder {
  readonly kind: "reorder";
}

/** What a fault does. */
export type RequestEffect = Refuse | Delay | Lose | LoseAnswer | DropConnection | CloseLink;
/** What a fault does to a delivery. */
export type DeliveryEffect = Delay | Lose | DropConnection | CloseLink | DeliverTwice | Reorder;

/** What a fault is asked about: one thing that is about to happen. */
export interface FaultContext {
  readonly point: FaultPoint;
  /** The queue's name, with `/$DeadLetterQueue` behind it for its dead-letter queue. */
  readonly queue: string;
  /** The message, where there is exactly one. */
  readonly messageId?: string;
  /** What is done: `Send` or `Listen` when attaching, the outcome when settling, the operation's name when managing. */
  readonly operation?: string;
}

interface Aim {
  /** Only this queue. Default: every queue. */
  readonly queue?: string;
  /** How often it strikes. Default: once. */
  readonly times?: number;
  /** How many occasions it lets pass first. Default: none. */
  readonly skip?: number;
  /** Only occasions that satisfy this. Default: every one. */
  readonly when?: (context: FaultContext) => boolean;
}

/** One fault: where, on which occasions, and what it does. */
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
 * Refuses a fault that would never strike, or do nothing when it does: a test would pass without it.
 *
 * @throws CardwrightError `FAULT` saying what there is
 */
export function assertFaultRule(rule: FaultRule): void {
  const problem = optionProblem("A fault", rule, ruleKinds, ["on", "effect"]) ?? wrongEffect(rule);
  if (problem === undefined) return;
  throw new CardwrightError(`${problem}.`, {
    code: "FAULT",
    help: 'Write a fault as { on: "send", effect: { kind: "lose" } }.',
  });
}

function wrongEffect({ on, effect }: FaultRule): string | undefined {
  const effects = Object.hasOwn(effectsOn, on) ? effectsOn[on] : undefined;
  if (effects === undefined) return `A fault is on ${Object.keys(effectsOn).join(", ")}, not on "${on}"`;
  if (effects.includes(effect.kind)) return undefined;
  return `The effect of a fault on ${on} is ${effects.join(", ")}, not "${effect.kind}"`;
}
