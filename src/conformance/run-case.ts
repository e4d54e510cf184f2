import { setTimeout as delay } from "node:timers/promises";
import { ownConnections } from "./application.ts";
import { CaseLog, type Heard } from "./case-log.ts";
import { expectAll, expectMessage, expectNothing } from "./expecting.ts";
import { judges } from "./judge.ts";
import { orderCard, orderMany, sendFromNgoc } from "./ordering.ts";
import type { CheckResult } from "./result.ts";
import { everywhere } from "./rules.ts";
import { type CaseScope, checkResult, type RunSetup } from "./run-setup.ts";
import type { FaultEffect, Scenario, Step } from "./scenario.ts";

/** Plays one scenario and holds all its rules against what happened. */
export async function runCase(
  scenario: Scenario,
  setup: RunSetup & { readonly key: string; readonly random: () => number },
): Promise<{ readonly checks: readonly CheckResult[]; readonly log: CaseLog }> {
  const log = new CaseLog();
  const scope: CaseScope = { ...setup, log };
  const { counterpart, sandbox, application, profile } = setup;
  const { produced = "ok", shipped = "ok" } = scenario.answers ?? {};
  counterpart.begin({ key: setup.key, log, answers: { produced, shipped } });
  application.takeOutput();
  const deadBefore = sandbox.toPartner.counts().deadLettered;
  const unwatch = sandbox.broker.events.on((event) => {
    const times = event.type === "abandoned" ? log.putBack.get(event.messageId) : undefined;
    if (times !== undefined && event.type === "abandoned") log.putBack.set(event.messageId, times + 1);
    log.mostInHand = Math.max(log.mostInHand, inHand(scope));
  });
  const checks: CheckResult[] = [];
  try {
    for (const step of scenario.steps) {
      const check = await take(step, scope);
      if (check !== undefined) checks.push(check);
      // What follows stands on it.
      if (check?.passed === false) break;
    }
    const isSettled = await settle(scope);
    await delay(profile.quietSeconds * 1000, undefined, { signal: setup.signal });
    // What came in the meantime was answered: the application must be given the time to consume the answer.
    if (isSettled) await settle(scope);
    log.deadLettered = sandbox.toPartner.counts().deadLettered - deadBefore;
    const { active, locked, deferred } = sandbox.toPartner.counts();
    log.unconsumed = active + locked + deferred;
    log.refusedLinks = setup.refusedLinks();
    log.hasEnded = !application.isRunning;
    log.output = application.takeOutput();
  } finally {
    unwatch();
    sandbox.broker.faults.clear();
    sandbox.toPartner.expireLocks();
    sandbox.toPartner.purge();
  }
  const extra = [...everywhere, ...(scenario.rules ?? [])];
  if (profile.reportOkGateAllProduced && !extra.includes("gate-all")) extra.push("gate-all");
  for (const rule of extra) {
    const judge = judges[rule];
    if (judge === undefined) throw new Error(`no judge of ${rule}`);
    checks.push(checkResult(rule, judge({ log, profile, contract: setup.contract })));
  }
  return { checks, log };
}

async function take(step: Step, scope: CaseScope): Promise<CheckResult | undefined> {
  const { log, sandbox, application, counterpart, profile, signal } = scope;
  switch (step.do) {
    case "request":
      await orderCard(step, scope);
      return undefined;
    case "requests":
      await orderMany(step, scope);
      return undefined;
    case "send":
      await sendFromNgoc(step, scope);
      return undefined;
    case "expect":
      return checkResult(step.rule, await expectMessage(step, scope));
    case "expect-all":
      return checkResult(step.rule, await expectAll(step, scope));
    case "expect-nothing":
      return checkResult(step.rule, await expectNothing(step, scope));
    case "consumed":
      await settle(scope);
      return undefined;
    case "answer": {
      const heard = findHeard(log.heard, step.message, step.card && `${scope.key}-${step.card}`);
      if (heard !== undefined) await counterpart.answer(heard, step.as ?? "ok");
      return undefined;
    }
    case "fault":
      log.note(`fault: ${step.effect} on ${step.on}${step.times ? ` × ${step.times}` : ""}`);
      sandbox.broker.faults.add(faultOf(step, sandbox));
      return undefined;
    case "broker":
      log.note(step.action);
      if (step.action === "drop-connections") sandbox.broker.dropConnections();
      else if (step.action === "close-links") sandbox.broker.closeLinks(sandbox.toPartner.name);
      else sandbox.toPartner.expireLocks();
      return undefined;
    case "restart":
      await delay(step.afterMs === "random" ? scope.random() * 150 : (step.afterMs ?? 0), undefined, { signal });
      log.note(step.how === "kill" ? "application killed" : "application stopped");
      await application.stop(step.how);
      await connectionsGone(scope);
      // What a killed application held is delivered again at once: the clock is the sandbox's.
      sandbox.toPartner.expireLocks();
      await startAgain(scope);
      return undefined;
    case "stop":
      log.note("application stopped");
      await application.stop("stop");
      await connectionsGone(scope);
      sandbox.toPartner.expireLocks();
      return undefined;
    case "start":
      await startAgain(scope);
      return undefined;
    default:
      throw new Error(`no step ${JSON.stringify(step satisfies never)} in ${profile.secondsPerOrder}`);
  }
}

/** Starts the application and waits until it receives: before that, to wait for nothing would prove nothing. */
async function startAgain({ sandbox, application, log, profile, signal }: CaseScope): Promise<void> {
  log.note("application started");
  const limit = AbortSignal.any([signal, AbortSignal.timeout(profile.secondsPerOrder * 1000)]);
  const receives = sandbox.broker.events
    .once(
      (event) => event.type === "link-attached" && event.right === "Listen" && event.entity === toPartner(sandbox),
      {
        signal: limit,
      },
    )
    .catch(() => undefined);
  await application.start();
  await receives;
}

const toPartner = ({ toPartner: queue }: CaseScope["sandbox"]): string => queue.name.toLowerCase();

/** Waits until the queue knows that the application is gone: else it would deliver to a connection that nobody reads. */
async function connectionsGone({ sandbox, signal }: CaseScope): Promise<void> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(1000)]);
  while (sandbox.broker.connectionCount > ownConnections && !limit.aborted) {
    await sandbox.broker.events.once(({ type }) => type === "disconnected", { signal: limit }).catch(() => undefined);
  }
}

/** Waits until the application has consumed all that was sent to it, as long as an order may take. */
async function settle({ sandbox, profile, signal }: CaseScope): Promise<boolean> {
  const isDone = (): boolean => sandbox.toPartner.counts().active + sandbox.toPartner.counts().locked === 0;
  if (isDone()) return true;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(profile.secondsPerOrder * 1000)]);
  try {
    while (!isDone()) await sandbox.broker.events.once(() => true, { signal: limit });
  } catch {
    signal.throwIfAborted();
  }
  return isDone();
}

function findHeard(
  heard: readonly Heard[],
  message: "produced" | "shipped",
  id: string | undefined,
): Heard | undefined {
  const kind = message === "shipped" ? "shipped" : "card-produced";
  return heard.findLast(({ fact }) => {
    if (fact?.kind !== kind) return false;
    if (id === undefined) return true;
    return fact.kind === "shipped" ? fact.cardIds.includes(id) : fact.kind === "card-produced" && fact.cardId === id;
  });
}

function inHand({ sandbox }: CaseScope): number {
  return sandbox.toPartner.counts().locked;
}

function faultOf(step: Extract<Step, { readonly do: "fault" }>, sandbox: RunSetup["sandbox"]) {
  const times = { times: step.times ?? 1 };
  if (step.on === "deliver") {
    const kind = step.effect as "twice" | "reorder" | "drop-connection" | "close-link" | "lose";
    return { on: step.on, queue: sandbox.toPartner.name, effect: { kind }, ...times } as const;
  }
  const queue = step.on === "send" ? sandbox.fromPartner.name : sandbox.toPartner.name;
  return { on: step.on, queue, effect: requestEffect(step.effect), ...times } as const;
}

function requestEffect(effect: FaultEffect) {
  if (effect === "busy") return { kind: "refuse" } as const;
  if (effect === "drop-connection-after") return { kind: "drop-connection", when: "after" } as const;
  if (effect === "close-link-after") return { kind: "close-link", when: "after" } as const;
  return { kind: effect as "lose" | "lose-answer" | "drop-connection" | "close-link" };
}
