import { performance } from "node:perf_hooks";
import type { Problem } from "../../index.ts";
import { builtInContract as contract } from "../../production-partner/contract/built-in.ts";
import { openSqliteLedger } from "../../production-partner/ledger/index.ts";
import type { PartnerFact } from "../ngoc/counterpart.ts";
import type { Fault, PartnerMessage } from "../ngoc/ngoc-options.ts";
import { ProductionPartnerSandbox } from "../production-partner-sandbox.ts";
import { Bureau } from "./bureau.ts";
import { askLedger, type LedgerAnswers } from "./ledger-answers.ts";
import { planInvalidMessages, planOrders } from "./orders.ts";
import { Random } from "./random.ts";
import { type Direction, Tally } from "./tally.ts";

/** Options of {@link playStory}. */
export interface StoryOptions {
  readonly cards: number;
  readonly seed: number;
  /** Called after every message with the number of cards that have ended, shipped or refused. */
  readonly onProgress: (done: number, note: string) => void;
  /** Stops waiting when it aborts. */
  readonly signal: AbortSignal;
}

/** The outcome of the demo. */
export interface StoryOutcome {
  readonly cards: { readonly ordered: number; readonly shipped: number; readonly refused: number };
  readonly shipments: number;
  readonly furtherParcels: number;
  readonly messages: readonly { readonly type: string; readonly direction: Direction; readonly count: number }[];
  readonly errors: {
    /** Invalid messages of NGOC that the partner consumed and answered with one Error Notification each. */
    readonly invalidAnswered: number;
    /** Invalid Error Notifications, consumed and not answered. */
    readonly invalidNotAnswered: number;
    /** Requests that the partner rejected. */
    readonly rejectedByPartner: number;
    /** Notifications that NGOC refused, and the partner corrected. */
    readonly refusedByNgoc: number;
  };
  /** Messages left in both queues and their dead-letter queues. */
  readonly leftInQueues: number;
  readonly leftInDeadLetterQueues: number;
  readonly ledger: LedgerAnswers;
  readonly elapsedMs: number;
  /** The errors found; empty when everything ended correctly. */
  readonly faults: readonly string[];
}

/** Plays all kinds of messages: orders, reports, acknowledgements, partial shipments, and errors both ways. */
export async function playStory(options: StoryOptions): Promise<StoryOutcome> {
  const started = performance.now();
  const random = new Random(options.seed);
  const orders = planOrders(options.cards, random);
  const invalid = planInvalidMessages();
  const picky = pickyNgoc(new Random(options.seed + 1));

  await using sandbox = await ProductionPartnerSandbox.start({ refuse: picky.refuse });
  const { ngoc } = sandbox;
  const tally = new Tally(ngoc);
  const problems: Problem[] = [];
  await using ledger = await openSqliteLedger({ path: ":memory:" });
  const bureau = new Bureau({
    client: { ...sandbox.partner, ledger },
    random: new Random(options.seed + 2),
    discontinued: new Set(orders.filter(({ isDiscontinued }) => isDiscontinued).map(({ cardId }) => cardId)),
    onProblem: (problem) => problems.push(problem),
  });
  await using _ = bureau;
  await bureau.start();

  const ended = () => ngoc.book.countCards().shipped + ngoc.book.countCards().refused;
  ngoc.events.on((event) => {
    if (event.type !== "message") return;
    options.onProgress(ended(), `last: ${contract.definitionOf(event.message.type)?.title}`);
  });

  // The invalid messages are spread among the orders.
  const raw = [...invalid.answered, ...invalid.unanswered];
  const every = Math.max(1, Math.floor(orders.length / (raw.length + 1)));
  const discontinued: string[] = [];
  for (const [index, order] of orders.entries()) {
    const { messageId } = await ngoc.sendRequest(order.payload);
    if (order.isDiscontinued) discontinued.push(messageId);
    const next = index % every === 0 ? raw.shift() : undefined;
    if (next !== undefined) await ngoc.sendRaw(next);
  }
  for (const message of raw) await ngoc.sendRaw(message);

  const count = (kind: Problem["kind"]) => problems.filter((problem) => problem.kind === kind).length;
  const answered = () => count("invalid-message") + count("refused-message");
  const isOver = () =>
    ended() === orders.length &&
    ngoc.book.countOpenAccessories() === 0 &&
    answered() === invalid.answered.length &&
    count("invalid-error-notification") === invalid.unanswered.length &&
    sandbox.toPartner.isEmpty() &&
    sandbox.fromPartner.isEmpty();
  // After a timeout, the checks below report what is missing.
  const { signal } = options;
  while (!isOver() && !signal.aborted) await sandbox.broker.events.once(() => true, { signal }).catch(() => {});

  const answers = await askLedger(ledger, picky.firstReport() ?? orders[0]?.cardId ?? "");
  const { shipped, refused } = ngoc.book.countCards();
  const mustBeAnswered = [...invalid.answered.map(({ messageId = "" }) => messageId), ...discontinued];
  const answeredOnce = mustBeAnswered.filter((messageId) => tally.errorsAbout(messageId) === 1).length;
  const answeredWrongly = invalid.unanswered.filter(({ messageId = "" }) => tally.errorsAbout(messageId) > 0).length;
  const left = [sandbox.toPartner.counts(), sandbox.fromPartner.counts()];
  const leftInQueues = sum(
    left.map(({ active, locked, deferred, scheduled }) => active + locked + deferred + scheduled),
  );
  const leftInDeadLetterQueues = sum(left.map(({ deadLettered }) => deadLettered));

  const faults: string[] = [];
  const must = (holds: boolean, fault: string) => void (holds || faults.push(fault));
  const toShip = orders.length - discontinued.length;
  must(shipped === toShip, `${toShip - shipped} cards were not shipped`);
  must(refused === discontinued.length, `${refused} cards were refused, ${discontinued.length} are discontinued`);
  must(
    answeredOnce === mustBeAnswered.length,
    `${mustBeAnswered.length - answeredOnce} faulty messages were not answered exactly once`,
  );
  must(answeredWrongly === 0, `${answeredWrongly} Error Notifications were answered`);
  must(ngoc.book.countOpenAccessories() === 0, `${ngoc.book.countOpenAccessories()} accessories were not shipped`);
  must(
    answered() === invalid.answered.length,
    `${answered()} of ${invalid.answered.length} invalid messages were answered`,
  );
  must(
    tally.faultsFound === picky.count(),
    `NGOC refused ${tally.faultsFound - picky.count()} notifications unexpectedly`,
  );
  must(
    leftInQueues + leftInDeadLetterQueues === 0,
    `${leftInQueues + leftInDeadLetterQueues} messages were left in the queues`,
  );
  const { cards, waiting, stuck } = answers;
  must(waiting + stuck === 0, `the ledger lists ${waiting} waiting and ${stuck} stuck orders`);
  const agrees = (cards.shipped ?? 0) === shipped && (cards.rejected ?? 0) === refused;
  must(agrees, `the ledger counts ${cards.shipped} cards shipped and ${cards.rejected} rejected`);
  must(bureau.failures.length === 0, `the courier failed ${bureau.failures.length} times`);
  for (const kind of [
    "handler-failed",
    "processing-failed",
    "settlement-failed",
    "send-failed",
    "connection",
  ] as const) {
    must(count(kind) === 0, `${count(kind)} problems "${kind}"`);
  }

  return {
    cards: { ordered: orders.length, shipped, refused },
    shipments: new Set(orders.map(({ shipmentId }) => shipmentId)).size,
    furtherParcels: tally.furtherParcels,
    messages: tally.rows(),
    errors: {
      invalidAnswered: answered(),
      invalidNotAnswered: count("invalid-error-notification"),
      rejectedByPartner: count("rejected-message"),
      refusedByNgoc: picky.count(),
    },
    leftInQueues,
    leftInDeadLetterQueues,
    ledger: answers,
    elapsedMs: Math.round(performance.now() - started),
    faults,
  };
}

/** An NGOC that refuses a few correct notifications, so that both error paths are exercised. */
function pickyNgoc(random: Random): {
  readonly refuse: (message: PartnerMessage, fact: PartnerFact) => Fault | undefined;
  readonly count: () => number;
  /** The card whose report was refused first. */
  readonly firstReport: () => string | undefined;
} {
  const seen = new Set<string>();
  let refused = 0;
  let firstReport: string | undefined;
  const refuse = (_: PartnerMessage, fact: PartnerFact): Fault | undefined => {
    if (fact.kind !== "card-produced" && fact.kind !== "shipped") return undefined;
    const isReport = fact.kind === "card-produced";
    const about = `${fact.kind} ${isReport ? fact.cardId : fact.shipmentId}`;
    // Each card and shipment at most once, so that the demo ends.
    if (seen.has(about)) return undefined;
    seen.add(about);
    if (!random.chance(0.05)) return undefined;
    refused++;
    if (isReport) firstReport ??= fact.cardId;
    const details = isReport ? "The chip id is not readable" : "The shipment could not be booked";
    return { errorCode: contract.errorCodes.default, details };
  };
  return { refuse, count: () => refused, firstReport: () => firstReport };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
