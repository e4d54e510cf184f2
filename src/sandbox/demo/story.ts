import { performance } from "node:perf_hooks";
import type { Problem } from "../../index.ts";
import { openSqliteLedger } from "../../production-partner/ledger/index.ts";
import { type MessageType, messageTable } from "../../production-partner/messages/index.ts";
import type { PartnerMessage } from "../ngoc/ngoc.ts";
import type { Fault } from "../ngoc/order-book.ts";
import { ProductionPartnerSandbox } from "../production-partner-sandbox.ts";
import { Bureau } from "./bureau.ts";
import { askLedger, type LedgerAnswers } from "./ledger-answers.ts";
import { discontinuedArticle, planInvalidMessages, planOrders } from "./orders.ts";
import { Random } from "./random.ts";
import { type Direction, Tally } from "./tally.ts";

/** What is asked of the demo. */
export interface StoryOptions {
  readonly cards: number;
  readonly seed: number;
  /** Told after every message how many cards have ended, shipped or refused. */
  readonly onProgress: (done: number, note: string) => void;
  /** Gives up when it aborts. */
  readonly signal: AbortSignal;
}

/** How the demo ended. */
export interface StoryOutcome {
  readonly cards: { readonly ordered: number; readonly shipped: number; readonly refused: number };
  readonly shipments: number;
  readonly furtherParcels: number;
  readonly messages: readonly { readonly type: MessageType; readonly direction: Direction; readonly count: number }[];
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
  /** What did not end as it must; empty when all is well. */
  readonly faults: readonly string[];
}

/** Plays the whole story: orders, reports, acknowledgements, partial shipments, and errors both ways. */
export async function playStory(options: StoryOptions): Promise<StoryOutcome> {
  const started = performance.now();
  const random = new Random(options.seed);
  const orders = planOrders(options.cards, random);
  const invalid = planInvalidMessages();
  const fussy = fussyNgoc(new Random(options.seed + 1));

  await using sandbox = await ProductionPartnerSandbox.start({ refuse: fussy.refuse });
  const { ngoc } = sandbox;
  const tally = new Tally(ngoc);
  const problems: Problem[] = [];
  await using ledger = await openSqliteLedger({ path: ":memory:" });
  const bureau = new Bureau({ ...sandbox.partner, ledger }, new Random(options.seed + 2), (problem) =>
    problems.push(problem),
  );
  await using _ = bureau;
  await bureau.start();

  const ended = () => ngoc.book.countCards().shipped + ngoc.book.countCards().refused;
  ngoc.on("message", (message) => options.onProgress(ended(), `last: ${messageTable[message.type].title}`));

  // The invalid messages are spread among the orders.
  const raw = [...invalid.answered, ...invalid.unanswered];
  const every = Math.max(1, Math.floor(orders.length / (raw.length + 1)));
  const discontinued: string[] = [];
  for (const [index, order] of orders.entries()) {
    const { messageId } = await ngoc.sendRequest(order);
    if (order.card.articleId === discontinuedArticle) discontinued.push(messageId);
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
  // Out of time, the checks below say what is missing.
  const { signal } = options;
  while (!isOver() && !signal.aborted) await sandbox.broker.events.once(() => true, { signal }).catch(() => {});

  const answers = await askLedger(ledger, fussy.firstReport() ?? orders[0]?.card.cardId ?? "");
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
    `${mustBeAnswered.length - answeredOnce} messages at fault were not answered exactly once`,
  );
  must(answeredWrongly === 0, `${answeredWrongly} Error Notifications were answered`);
  must(ngoc.book.countOpenAccessories() === 0, `${ngoc.book.countOpenAccessories()} accessories were not shipped`);
  must(
    answered() === invalid.answered.length,
    `${answered()} of ${invalid.answered.length} invalid messages were answered`,
  );
  must(tally.faultsFound === fussy.count(), `NGOC found ${tally.faultsFound - fussy.count()} notifications wrong`);
  must(
    leftInQueues + leftInDeadLetterQueues === 0,
    `${leftInQueues + leftInDeadLetterQueues} messages were left in the queues`,
  );
  const { cards, waiting, stuck } = answers;
  must(waiting + stuck === 0, `the ledger knows of ${waiting} that wait and ${stuck} that are stuck`);
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
      refusedByNgoc: fussy.count(),
    },
    leftInQueues,
    leftInDeadLetterQueues,
    ledger: answers,
    elapsedMs: Math.round(performance.now() - started),
    faults,
  };
}

/** An NGOC that refuses a few notifications that are right, so that both error paths are walked. */
function fussyNgoc(random: Random): {
  readonly refuse: (message: PartnerMessage) => Fault | undefined;
  readonly count: () => number;
  /** The card whose report was the first to be refused. */
  readonly firstReport: () => string | undefined;
} {
  const seen = new Set<string>();
  let refused = 0;
  let firstReport: string | undefined;
  const refuse = (message: PartnerMessage): Fault | undefined => {
    if (message.type === "EXTERNAL_PRODUCTION_ERROR") return undefined;
    const produced = message.type === "EXTERNAL_PRODUCTION_CARD_PRODUCED";
    const about = `${message.type} ${produced ? message.payload.cardId : message.payload.shipmentId}`;
    // Each card and shipment at most once, so that the story ends.
    if (seen.has(about)) return undefined;
    seen.add(about);
    if (!random.chance(0.05)) return undefined;
    refused++;
    if (produced) firstReport ??= message.payload.cardId;
    return produced
      ? { errorCode: "REPORT_DATA_INVALID", details: "The chip id is not readable" }
      : { errorCode: "INTERNAL_ERROR", details: "The shipment could not be booked" };
  };
  return { refuse, count: () => refused, firstReport: () => firstReport };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
