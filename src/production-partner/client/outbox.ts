import { isCardwrightError } from "../../errors/cardwright-error.ts";
import type { QueueProducer } from "../../service-bus/producer.ts";
import { untilAborted } from "../../timing/abort.ts";
import type { Clock } from "../../timing/clock.ts";
import { Timer } from "../../timing/timer.ts";
import type { Draft, MessageToSend, OrderLedger, StagedMessage } from "../ledger/order-ledger.ts";
import { boundedDraft } from "./bounded-draft.ts";
import type { LedgerWatch } from "./ledger-watch.ts";
import type { TracedListener } from "./problem.ts";
import { queueMessage } from "./staged-message.ts";

/** A staged message, and whether the queue has accepted it. */
export interface Attempt {
  readonly message: StagedMessage;
  readonly sent: boolean;
}

interface Dependencies {
  readonly ledger: OrderLedger;
  readonly outbound: Pick<QueueProducer, "send" | "messageLimit">;
  readonly onProblem: TracedListener;
  readonly watch: LedgerWatch;
  readonly clock: Clock;
  readonly resendIntervalMs: number;
  /** Whether messages carry the trace that they belong to. Default: no. */
  readonly propagates?: boolean;
  /** Calls a function that works for many calls, and so belongs to the trace of none. */
  readonly quietly?: (<T>(work: () => T) => T) | undefined;
}

const maxMessagesPerPass = 200;
// How soon a message is found that another process, or a transaction of the application, has staged.
const pollMs = 1_000;
// Another worker may be sending an earlier message that blocks the one a call here waits for.
const otherWorkerPollMs = 50;

/**
 * Sends messages to NGOC. They are recorded in the ledger first, so that a message that cannot be sent now is sent
 * later with the same `messageId`, by this process or another. One that waits for no other is recorded as being sent by this
 * process already, and goes on its way at once.
 */
export class Outbox {
  readonly #deps: Dependencies;
  readonly #waiting = new Map<string, PromiseWithResolvers<void>>();
  /** Messages on their way, and those that are not yet recorded as sent. */
  readonly #inHand = new Set<string>();
  readonly #deliveries = new Set<Promise<void>>();
  /** Messages that the queue has accepted, to be recorded. */
  #sent: string[] = [];
  #running: Promise<void> | undefined;
  #isWanted = false;
  #nextCheck = 0;
  #isResending = false;
  readonly #timer: Timer;
  #stopped = false;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
    this.#timer = new Timer(dependencies.clock, () => this.wake(), "background");
  }

  /**
   * Stages all messages of a draft or none, then sends them. Resolves when each was attempted once, with whether the
   * queue accepted it: staged messages are sent eventually, so a failed attempt is a problem and not a failure of the
   * call.
   */
  async send(draft: Draft, signal?: AbortSignal): Promise<readonly Attempt[]> {
    signal?.throwIfAborted();
    const limit = await this.#deps.outbound.messageLimit();
    signal?.throwIfAborted();
    const bounded = limit === undefined ? draft : boundedDraft(draft, limit);
    const messages = await this.#deps.ledger.stage(bounded, { take: !this.#stopped });
    const sent = messages.map(({ messageId }) => {
      const waiting = this.#waiting.get(messageId) ?? Promise.withResolvers<void>();
      this.#waiting.set(messageId, waiting);
      return waiting.promise;
    });
    const taken = messages.filter(({ isTaken }) => isTaken === true && !this.#stopped);
    for (const message of taken) this.#start(message);
    if (taken.length < messages.length) this.wake();
    const outcomes = await untilAborted(Promise.allSettled(sent), signal);
    return messages.map((message, index) => ({ message, sent: outcomes[index]?.status === "fulfilled" }));
  }

  /** Looks for staged messages and sends them, now. */
  wake(): void {
    this.#isWanted = true;
    if (this.#stopped || this.#running !== undefined) return;
    this.#timer.clear();
    const run = () => this.#run();
    this.#running = (this.#deps.quietly?.(run) ?? run()).finally(() => {
      this.#running = undefined;
      if (this.#isWanted) this.wake();
      else this.#plan();
    });
  }

  /** Sends all due messages. Resolves when each of them was sent, or failed and was postponed. */
  async flush(): Promise<void> {
    this.wake();
    while (this.#running !== undefined || this.#deliveries.size > 0) {
      await Promise.all([this.#running, ...this.#deliveries]);
    }
  }

  /** Starts to send, now and repeatedly, what earlier calls or another process could not send. */
  startResending(): void {
    this.#isResending = true;
    this.wake();
  }

  /** Stops sending; messages in flight are still recorded as sent. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer.clear();
    await this.#running;
    await Promise.all(this.#deliveries);
    this.#giveUp(new Error("Client closed before the message was sent"));
  }

  #plan(): void {
    if (this.#stopped) return;
    const idleMs = this.#isResending ? Math.min(pollMs, this.#deps.resendIntervalMs) : undefined;
    const afterMs = this.#othersWaitedFor().length > 0 ? otherWorkerPollMs : idleMs;
    if (afterMs !== undefined) this.#timer.set(afterMs);
  }

  /** The messages that calls wait for, and that this process is not sending. */
  #othersWaitedFor(): readonly string[] {
    return [...this.#waiting.keys()].filter((messageId) => !this.#inHand.has(messageId));
  }

  /** Sends a message that was staged as taken. */
  #start(message: MessageToSend): void {
    this.#inHand.add(message.messageId);
    const delivery = this.#deliverTaken(message).finally(() => this.#deliveries.delete(delivery));
    this.#deliveries.add(delivery);
  }

  async #deliverTaken(message: MessageToSend): Promise<void> {
    const { watch } = this.#deps;
    const { messageId } = message;
    try {
      const isSent = await this.#deliver(message);
      if (!isSent) {
        this.#inHand.delete(messageId);
        // The time of its next try has to be kept.
        this.wake();
        return;
      }
      // Before it is recorded as sent, so that the call goes on and its next write shares that transaction.
      this.#take(messageId)?.resolve();
      this.#sent.push(messageId);
      // Once for all that the queue has accepted in this moment.
      await Promise.resolve();
      await this.#recordSent();
      if (this.#othersWaitedFor().length > 0) this.wake();
    } catch (error) {
      watch.failed("sending", error);
      if (!this.#sent.includes(messageId)) this.#inHand.delete(messageId);
      this.#take(messageId)?.reject(error);
      this.#plan();
    }
  }

  /** Records what the queue has accepted. If this fails, the next look into the outbox does it. */
  async #recordSent(): Promise<void> {
    const sent = this.#sent;
    this.#sent = [];
    if (sent.length === 0) return;
    try {
      const mark = () => this.#deps.ledger.markSent(sent);
      await (this.#deps.quietly?.(mark) ?? mark());
    } catch (error) {
      this.#sent.push(...sent);
      throw error;
    }
    for (const messageId of sent) this.#inHand.delete(messageId);
  }

  async #run(): Promise<void> {
    while (this.#isWanted && !this.#stopped) {
      this.#isWanted = false;
      try {
        if ((await this.#sendDue()) > 0) this.#isWanted = true;
        this.#deps.watch.succeeded("sending");
      } catch (error) {
        // The messages are in the ledger, and are sent when it can be used again.
        this.#deps.watch.failed("sending", error);
        this.#giveUp(error);
      }
    }
    if (this.#stopped) await this.#recordSent().catch(() => {});
  }

  async #sendDue(): Promise<number> {
    const { ledger } = this.#deps;
    // Calls that arrive later are looked at in the next pass.
    const waiting = this.#othersWaitedFor();
    const [unsent] = await Promise.all([
      ledger.takeUnsent({ limit: maxMessagesPerPass, inHand: this.#inHand }),
      this.#recordSent(),
    ]);
    // What a call has staged while the ledger looked is on its way already.
    const messages = unsent.filter(({ messageId }) => !this.#inHand.has(messageId));
    if (messages.length > 0) await this.#deliverAll(messages);

    // While there is more to send than one pass holds, the waiting calls are looked at only once per poll interval.
    if (messages.length === maxMessagesPerPass && performance.now() < this.#nextCheck) return messages.length;
    this.#nextCheck = performance.now() + pollMs;

    // Awaited messages that were not taken: another worker may have sent them, or they wait for their next attempt.
    const taken = new Set(messages.map(({ messageId }) => messageId));
    const others = waiting.filter((messageId) => !taken.has(messageId) && !this.#inHand.has(messageId));
    if (others.length > 0) {
      const left = new Map((await ledger.listUnsent(others)).map((message) => [message.messageId, message]));
      for (const messageId of others) {
        const message = left.get(messageId);
        if (message === undefined) this.#take(messageId)?.resolve();
        else if (message.isPutOff) this.#take(messageId)?.reject(new Error("Message postponed after a failed send"));
      }
    }
    return messages.length;
  }

  async #deliverAll(messages: readonly MessageToSend[]): Promise<void> {
    for (const { messageId } of messages) this.#inHand.add(messageId);
    const outcomes = await Promise.allSettled(messages.map((message) => this.#deliver(message)));
    for (const [index, { messageId }] of messages.entries()) {
      const outcome = outcomes[index];
      if (outcome?.status === "fulfilled" && outcome.value) {
        // It is recorded with the next look into the outbox; the calls go on before that.
        this.#sent.push(messageId);
        this.#take(messageId)?.resolve();
      } else {
        this.#inHand.delete(messageId);
      }
    }
    const failed = outcomes.find((outcome) => outcome.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }

  async #deliver(message: MessageToSend): Promise<boolean> {
    const { messageId } = message;
    try {
      await this.#deps.outbound.send(queueMessage(message, this.#deps.propagates), message.trace);
      return true;
    } catch (error) {
      if (this.#stopped) return false;
      this.#deps.onProblem({ kind: "send-failed", messageId, error }, message.trace);
      const errorCode = isCardwrightError(error) ? error.code : "UNKNOWN";
      await this.#deps.ledger.postpone(messageId, { errorCode, maxDelayMs: this.#deps.resendIntervalMs });
      this.#take(messageId)?.reject(error);
      return false;
    }
  }

  #take(messageId: string): PromiseWithResolvers<void> | undefined {
    const waiting = this.#waiting.get(messageId);
    this.#waiting.delete(messageId);
    return waiting;
  }

  #giveUp(error: unknown): void {
    for (const messageId of [...this.#waiting.keys()]) this.#take(messageId)?.reject(error);
  }
}
