import { type Heard, names } from "./case-log.ts";
import type { CaseScope } from "./run-setup.ts";
import type { PartnerMessageKind, Step } from "./scenario.ts";

const nameOf = {
  produced: "Card Produced Notification",
  shipped: "Shipped Notification",
  error: "Error Notification",
} as const;
const kindOf = { produced: "card-produced", shipped: "shipped", error: "refused" } as const;

/** Waits for a message; returns what came instead. */
export async function expectMessage(
  step: Extract<Step, { readonly do: "expect" }>,
  scope: CaseScope,
): Promise<string | undefined> {
  const { log, key, profile } = scope;
  const { message, count = 1 } = step;
  const id = step.card ?? step.shipment;
  const found = (): number =>
    log.heard.filter((heard) => isKind(heard, message) && (id === undefined || names(heard.fact, `${key}-${id}`)))
      .length;
  const isThere = (): boolean => found() >= count;
  const handwork = handworkOf(step, scope);
  if (handwork !== undefined && !isThere()) {
    await scope.attendance.ask(handwork, (limit) => untilAborted(isThere, limit, scope));
    return undefined;
  }
  if (await until(isThere, profile.secondsPerOrder, scope)) return undefined;
  const about = id === undefined ? "" : ` about ${key}-${id}`;
  const came =
    log.heard.length === 0 ? "Nothing came at all" : `${found()} came, and ${log.heard.length} messages in all`;
  return `${count === 1 ? `No ${nameOf[message]}` : `Fewer than ${count} ${nameOf[message]}s`}${about} within ${profile.secondsPerOrder} s. ${came}`;
}

/** Waits until each ordered card was reported or shipped; returns which are missing. */
export async function expectAll(
  { message }: Extract<Step, { readonly do: "expect-all" }>,
  scope: CaseScope,
): Promise<string | undefined> {
  const { log, profile } = scope;
  // Counted as they come: to search the whole log after each message would take quadratic time under load.
  const done = new Set<string>();
  let read = 0;
  const count = (): number => {
    for (; read < log.heard.length; read++) {
      const fact = log.heard[read]?.fact;
      if (message === "produced" && fact?.kind === "card-produced") done.add(fact.cardId);
      if (message === "shipped" && fact?.kind === "shipped") for (const id of fact.cardIds) done.add(id);
    }
    return [...log.ordered.keys()].filter((id) => !done.has(id)).length;
  };
  if (message === "shipped" && profile.shipping === "by-hand" && count() > 0) {
    const says = "Report all open cards of all shipments as shipped";
    await scope.attendance.ask(says, (limit) => untilAborted(() => count() === 0, limit, scope));
    return undefined;
  }
  if (await until(() => count() === 0, profile.loadSeconds, scope)) return undefined;
  return `${count()} of ${log.ordered.size} cards had no ${nameOf[message]} after ${profile.loadSeconds} s`;
}

/** Waits as long as the profile says that quiet lasts; returns what came. */
export async function expectNothing(
  step: Extract<Step, { readonly do: "expect-nothing" }>,
  scope: CaseScope,
): Promise<string | undefined> {
  const { log, key, profile } = scope;
  const came = (): Heard | undefined =>
    log.heard.find(
      (heard) => isKind(heard, step.message) && (step.card === undefined || names(heard.fact, `${key}-${step.card}`)),
    );
  await until(() => came() !== undefined, profile.quietSeconds, scope);
  const heard = came();
  return heard && `A ${nameOf[step.message]} came after ${(heard.atMs / 1000).toFixed(1)} s`;
}

function isKind(heard: Heard, message: PartnerMessageKind): boolean {
  return heard.fact?.kind === kindOf[message];
}

/** What a person has to do for the message to come, by the profile. */
function handworkOf(
  { message, card, shipment, count = 1 }: Extract<Step, { readonly do: "expect" }>,
  { profile, key }: CaseScope,
): string | undefined {
  const about = `${key}-${card ?? shipment ?? ""}`;
  if (count > 1 && profile.corrections === "by-hand") {
    return message === "shipped"
      ? `Correct the refused shipment of ${about} and report it again`
      : `Correct the refused report of ${about} and send it again`;
  }
  return message === "shipped" && profile.shipping === "by-hand" ? `Report ${about} as shipped` : undefined;
}

/** Resolves with whether the condition came true in time; it is checked now and after each message. */
async function until(condition: () => boolean, seconds: number, scope: CaseScope): Promise<boolean> {
  const limit = AbortSignal.any([scope.signal, AbortSignal.timeout(seconds * 1000)]);
  const isTrue = await untilAborted(condition, limit, scope);
  scope.signal.throwIfAborted();
  return isTrue;
}

async function untilAborted(
  condition: () => boolean,
  limit: AbortSignal,
  { counterpart }: CaseScope,
): Promise<boolean> {
  while (!condition() && !limit.aborted) {
    await counterpart.heard.once(() => true, { signal: limit }).catch(() => undefined);
  }
  return condition();
}
