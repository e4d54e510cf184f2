import type { Contract } from "../production-partner/contract/index.ts";
import type { CaseLog, Heard, Ordered } from "./case-log.ts";
import type { Profile } from "./profile.ts";

/** What the rules over a whole case look at. */
interface Evidence {
  readonly log: CaseLog;
  readonly profile: Profile;
  readonly contract: Contract;
}

/** What came instead of what a rule expects; `undefined` when the rule is kept. */
type Judge = (evidence: Evidence) => string | undefined;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

type About<K> = Extract<NonNullable<Heard["fact"]>, { readonly kind: K }>;
interface Message<K> {
  readonly heard: Heard;
  readonly fact: About<K>;
}

function all<K extends "card-produced" | "shipped" | "refused">({ heard }: CaseLog, kind: K): readonly Message<K>[] {
  return heard.flatMap((one) => (one.fact?.kind === kind ? [{ heard: one, fact: one.fact as About<K> }] : []));
}

function first<T>(list: readonly T[], say: (one: T) => string | undefined): string | undefined {
  for (const one of list) {
    const said = say(one);
    if (said !== undefined) return said;
  }
  return undefined;
}

const accepted = <K>(list: readonly Message<K>[]): readonly Message<K>[] => list.filter(({ heard }) => !heard.refused);

/** The cards of an accepted report that stand in a shipment. */
const cardsOf = (log: CaseLog, shipmentId: string): readonly Ordered[] =>
  [...log.ordered.values()].filter((card) => card.shipmentId === shipmentId);

/** The message that an Error Notification answers. */
const answered = ({ heard, fact }: Message<"refused">): string | undefined => fact.messageId ?? heard.correlationId;

/** The rules over everything that happened in a case. */
export const judges: { readonly [rule: string]: Judge } = {
  "valid-message": ({ log }) =>
    first(log.heard, ({ issues, subject }) =>
      issues.length > 0 ? `${subject ?? "A message"}: ${issues[0]}` : undefined,
    ),
  "full-contract": ({ log }) =>
    first(log.heard, ({ deviations, subject }) => (deviations.length > 0 ? `${subject}: ${deviations[0]}` : undefined)),
  "one-report": ({ log }) => {
    const reports = accepted(all(log, "card-produced"));
    return first(reports, ({ fact: { cardId } }) => {
      const count = reports.filter(({ fact }) => fact.cardId === cardId).length;
      return count > 1 ? `${count} Card Produced Notifications with ids of their own for ${cardId}` : undefined;
    });
  },
  "report-fields": ({ log }) =>
    first(all(log, "card-produced"), ({ fact }) => {
      const expected = log.ordered.get(fact.cardId)?.fields ?? [];
      const missing = expected.filter((field) => !fact.reportedFields.includes(field));
      if (missing.length > 0) return `The report of ${fact.cardId} lacks ${missing.join(", ")}`;
      const empty = expected.filter((field) => [undefined, null, ""].includes(fact.reportData?.[field] as string));
      return fact.reportData !== undefined && empty.length > 0
        ? `The report of ${fact.cardId} has nothing in ${empty.join(", ")}`
        : undefined;
    }),
  "own-readout": ({ log }) => {
    const readouts = accepted(all(log, "card-produced")).flatMap(({ fact: { cardId, reportData = {} } }) =>
      Object.entries(reportData).map(([field, value]) => ({ cardId, field, readout: `${field}: ${String(value)}` })),
    );
    const cardOf = new Map<string, string>();
    return first(readouts, ({ cardId, field, readout }) => {
      if (readout.endsWith(": ")) return undefined;
      const other = cardOf.get(readout) ?? cardId;
      cardOf.set(readout, other);
      return other === cardId ? undefined : `${cardId} and ${other} have the same ${field}`;
    });
  },
  "right-ids": ({ log }) =>
    first(all(log, "card-produced"), ({ fact }) => {
      const order = log.ordered.get(fact.cardId);
      if (order === undefined) return undefined;
      if (fact.shipmentId !== undefined && fact.shipmentId !== order.shipmentId)
        return `The report of ${fact.cardId} names another shipment than its request`;
      const isForeign = fact.organisationId !== undefined && fact.organisationId !== order.organisationId;
      return isForeign ? `The report of ${fact.cardId} names another organisation than its request` : undefined;
    }) ??
    first(all(log, "shipped"), ({ fact }) => {
      const [order] = cardsOf(log, fact.shipmentId);
      if ((fact.organisationId ?? order?.organisationId) !== (order?.organisationId ?? fact.organisationId))
        return `The notification for ${fact.shipmentId} names another organisation than its request`;
      const foreign = fact.cardIds.find(
        (id) => (log.ordered.get(id)?.shipmentId ?? fact.shipmentId) !== fact.shipmentId,
      );
      return foreign === undefined
        ? undefined
        : `The notification for ${fact.shipmentId} names ${foreign} of another shipment`;
    }),
  "unknown-card": ({ log }) =>
    first(all(log, "card-produced"), ({ fact: { cardId } }) =>
      log.ordered.has(cardId) ? undefined : `A report of ${cardId}, which was not ordered`,
    ) ??
    first(all(log, "shipped"), ({ fact: { shipmentId, cardIds } }) => {
      const unknown = cardIds.find((id) => !log.ordered.has(id));
      if (unknown !== undefined) return `A Shipped Notification with ${unknown}, which was not ordered`;
      return cardsOf(log, shipmentId).length === 0
        ? `A Shipped Notification for ${shipmentId}, which was not ordered`
        : undefined;
    }),
  "gate-named": ({ log }) =>
    first(all(log, "shipped"), ({ heard, fact }) => {
      const early = fact.cardIds.find((id) => {
        const order = log.ordered.get(id);
        return order !== undefined && (order.acknowledged === undefined || order.acknowledged > heard.order);
      });
      return early === undefined ? undefined : `A Shipped Notification named ${early} before its Report OK was sent`;
    }),
  "gate-all": ({ log }) =>
    first(all(log, "shipped"), ({ heard, fact }) => {
      const open = all(log, "card-produced").find(({ heard: report, fact: { cardId } }) => {
        const order = log.ordered.get(cardId);
        if (order?.shipmentId !== fact.shipmentId || report.order > heard.order) return false;
        return order.acknowledged === undefined || order.acknowledged > heard.order;
      });
      return open && `${fact.shipmentId} was reported as shipped while ${open.fact.cardId} had no Report OK`;
    }),
  "ships-once": ({ log }) => {
    const named = accepted(all(log, "shipped")).flatMap(({ fact }) => fact.cardIds);
    const twice = named.find((id, at) => named.indexOf(id) !== at);
    return twice && `${twice} is in two Shipped Notifications`;
  },
  "accessories-all": ({ log }) => first([...log.ordered.values()], (order) => missingAccessory(log, order)),
  "accessories-own": ({ log }) =>
    first(all(log, "shipped"), ({ fact: { shipmentId, accessories } }) => {
      const own = cardsOf(log, shipmentId).flatMap((card) => card.accessories.map(({ accessoryId }) => accessoryId));
      const foreign = accessories.find(({ accessoryId }) => !own.includes(accessoryId));
      return (
        foreign && `The notification for ${shipmentId} names ${foreign.accessoryId}, which was not ordered with it`
      );
    }),
  "accessories-not-more": ({ log }) =>
    first(
      [...log.ordered.values()].flatMap(({ accessories }) => accessories),
      ({ accessoryId, quantity }) => {
        const shipped = shippedOf(log, accessoryId);
        return shipped > quantity ? `${shipped} of ${accessoryId} were reported, ${quantity} ordered` : undefined;
      },
    ),
  "needless-error": ({ log }) =>
    first(all(log, "refused"), (error) => {
      const about = answered(error);
      if (about === undefined || log.refusable.has(about) || log.unanswerable.has(about)) return undefined;
      return "An Error Notification answers a valid message";
    }),
  "never-answers-error": ({ log }) =>
    first(all(log, "refused"), (error) =>
      log.unanswerable.has(answered(error) ?? "") ? "An Error Notification answers an answer of NGOC" : undefined,
    ),
  "one-error": ({ log }) => {
    const answers = all(log, "refused").map(answered);
    const twice = answers.find((id, at) => id !== undefined && answers.indexOf(id) !== at);
    return twice && "Two Error Notifications answer the same message";
  },
  "error-details": ({ log }) =>
    first(all(log, "refused"), ({ heard }) =>
      typeof heard.details === "string"
        ? undefined
        : `The details are ${heard.details === undefined ? "missing" : "no text"}`,
    ),
  "uuid-id": ({ log }) =>
    first(log.heard, ({ messageId, subject }) =>
      uuid.test(messageId) ? undefined : `The messageId of ${subject ?? "a message"} is no UUID`,
    ),
  "content-type": ({ log }) =>
    first(log.heard, ({ contentType }) =>
      contentType?.startsWith("application/json") ? undefined : `The content type is ${contentType ?? "missing"}`,
    ),
  correlation: ({ log }) =>
    first(all(log, "refused"), ({ heard }) =>
      heard.correlationId === undefined ? "An Error Notification has no correlationId" : undefined,
    ),
  consumes: ({ log }) => {
    if (log.deadLettered > 0) return `${log.deadLettered} of the messages were dead-lettered`;
    // Once may be an accident, such as a store that was away for a moment.
    const often = [...log.putBack.values()].find((times) => times > 1);
    if (often !== undefined) return `An invalid message was put back into the queue ${often} times`;
    return log.unconsumed > 0 ? `${log.unconsumed} of the messages were still in the queue` : undefined;
  },
  "no-personal-output": ({ log }) =>
    log.canaries.some((canary) => log.output.includes(canary))
      ? "The output contains a name of an order's address"
      : undefined,
  prefetch: ({ log, profile }) =>
    log.mostInHand > profile.maxInHand ? `${log.mostInHand} messages were held at a time` : undefined,
  "own-rights": ({ log }) =>
    log.refusedLinks > 0 ? `${log.refusedLinks} links were refused, for want of a right` : undefined,
  alive: ({ log }) => (log.hasEnded ? "The application had ended" : undefined),
};

function shippedOf(log: CaseLog, accessoryId: string): number {
  const items = accepted(all(log, "shipped")).flatMap(({ fact }) => fact.accessories);
  return items.reduce((sum, item) => (item.accessoryId === accessoryId ? sum + item.quantity : sum), 0);
}

/** An accessory is missed once every card of its shipment is reported as shipped. */
function missingAccessory(log: CaseLog, { shipmentId, accessories }: Ordered): string | undefined {
  const named = new Set(accepted(all(log, "shipped")).flatMap(({ fact }) => fact.cardIds));
  if (!cardsOf(log, shipmentId).every(({ cardId }) => named.has(cardId))) return undefined;
  return first(accessories, ({ accessoryId, quantity }) => {
    const shipped = shippedOf(log, accessoryId);
    return shipped < quantity
      ? `${shipped} of ${accessoryId} were reported with its cards, ${quantity} ordered`
      : undefined;
  });
}
