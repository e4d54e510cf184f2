import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import type { Outcome, SettledOutcome } from "../../service-bus/outcome.ts";
import { untilAborted } from "../../timing/abort.ts";
import { backoffMs } from "../../timing/backoff.ts";
import type { Contract } from "../contract/index.ts";
import type { OrderLedger, Receipt, ReceivedOrderMessage } from "../ledger/order-ledger.ts";
import type { QuarantinedMessage, RawMessage, Unhandled } from "../ledger/quarantine.ts";
import { discreet } from "../messages/discreet.ts";
import { messageIdText } from "../messages/index.ts";
import type { AccessoryWatch } from "./accessory-watch.ts";
import type { DeviationCounter } from "./deviation-counter.ts";
import {
  answerFailure,
  answerInvalid,
  answerRefusal,
  answerRejection,
  type ErrorAnswer,
  isErrorType,
} from "./error-answer.ts";
import { HandlerContext } from "./handler-context.ts";
import type { HandlerTable } from "./handlers.ts";
import {
  type DeadLetterOutcome,
  finishOptions,
  type HandlerOutcome,
  type HandlingEnd,
  type Origin,
} from "./handling.ts";
import { isUnstorable, LedgerTrouble } from "./ledger-trouble.ts";
import type { ProblemListener } from "./problem.ts";
import type { QuarantineWatch } from "./quarantine-watch.ts";
import { type Reading, readMessage, unstorable } from "./reading.ts";
import { isRejectMessageError } from "./reject-message-error.ts";
import type { ReplayOutcome } from "./replay-outcome.ts";

const complete: SettledOutcome = { settlement: "complete", afterMs: 0 };

interface Dependencies {
  readonly contract: Contract;
  readonly ledger: OrderLedger;
  readonly handlers: HandlerTable;
  readonly deviations: DeviationCounter;
  readonly accessories: AccessoryWatch;
  readonly quarantine: QuarantineWatch;
  /** Makes the outbox send the answers that the ledger has staged. */
  readonly wakeOutbox: () => void;
  readonly onProblem: ProblemListener;
  readonly redeliveryDelayMs: number;
  /** The delivery after whose failure NGOC is told; `undefined` when it never is. */
  readonly maxDeliveries: number | undefined;
  /** Aborts when the client closes. */
  readonly signal: AbortSignal;
  /** Told how the handling of a message has ended. */
  readonly ended?: ((raw: RawMessage, end: DeadLetterOutcome) => void) | undefined;
}

/** A message that can be handled. */
type Handleable = Reading & { readonly ok: true };

const maxRedeliveryDelayMs = 30_000;
const handled: HandlerOutcome = { kind: "handled" };
const toldDeadLetter: SettledOutcome = {
  settlement: {
    deadLetterReason: "HandlerFailed",
    deadLetterErrorDescription: "Its handler failed on every delivery. NGOC was told with an Error Notification.",
  },
  afterMs: 0,
};
/**
 * Takes one message from its arrival to its outcome (the Production Partner guide, "Error handling"): an invalid
 * message is consumed and answered with one Error Notification; an Error Notification is never answered; a handler that
 * fails receives the message again. What is consumed without having been handled is kept in the quarantine.
 *
 * A failure of the ledger costs no delivery: receiving pauses until it is back, and what was left to be written is written
 * then.
 */
export class MessageProcessor {
  readonly #deps: Dependencies;
  /** Messages being processed, by id. */
  readonly #inProgress = new Map<string, Promise<unknown>>();
  readonly #trouble: LedgerTrouble;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
    this.#trouble = new LedgerTrouble(dependencies.ledger);
  }

  /** Never rejects: a failure is reported, and the message is given back. */
  process(raw: ServiceBusReceivedMessage, run: Origin["run"]): Promise<Outcome> {
    // The sequence number is the same on every delivery, so even a message without an id is answered only once.
    const key = keyOf(raw);
    // A handler that took too long still runs, or a replay does.
    if (this.#inProgress.has(key)) return Promise.resolve({ kind: "busy" });
    const running = this.#decideOutcome(raw, key, run);
    this.#inProgress.set(key, running);
    return running;
  }

  /** Handles a message of the quarantine under the contract in use. It is not answered again. */
  replay({ id, messageId, raw }: QuarantinedMessage): Promise<ReplayOutcome> {
    return this.#alone(messageId, () => this.#replay(id, raw));
  }

  /**
   * Handles a message of the dead-letter queue as if it had come from the queue, but NGOC is told of no further failure.
   *
   * @throws what the ledger throws
   */
  async processDeadLetter(raw: ServiceBusReceivedMessage): Promise<DeadLetterOutcome> {
    const key = keyOf(raw);
    const origin = { raw, deliveryCount: raw.deliveryCount ?? 0, run: this.#deps, isLast: false };
    return this.#alone(key, () => this.#consume(raw, key, origin));
  }

  /** Gives up the claims on messages that were given back while the ledger was away. */
  release(): Promise<void> {
    return this.#trouble.releaseAll((messageId) => this.#inProgress.has(messageId));
  }

  #alone<T>(key: string, work: () => Promise<T>): Promise<T> {
    const earlier = this.#inProgress.get(key);
    if (earlier !== undefined) {
      const again = () => this.#alone(key, work);
      return earlier.then(again, again);
    }
    const running = work().finally(() => this.#inProgress.delete(key));
    this.#inProgress.set(key, running);
    return running;
  }

  async #decideOutcome(raw: ServiceBusReceivedMessage, key: string, run: Origin["run"]): Promise<Outcome> {
    const { maxDeliveries } = this.#deps;
    const deliveryCount = raw.deliveryCount ?? 0;
    const isLast = maxDeliveries !== undefined && deliveryCount + 1 >= maxDeliveries;
    try {
      const rest = this.#trouble.restOf(key) as (() => Promise<HandlerOutcome>) | undefined;
      const ended = await (rest?.() ?? this.#consume(raw, key, { raw, deliveryCount, run, isLast, keepAs: key }));
      this.#trouble.ended(key, ended.kind !== "busy" && ended.kind !== "was-handled");
      this.#deps.ended?.(raw, ended);
      return this.#settlementOf(ended, raw);
    } catch (error) {
      return await this.#failed(raw, key, error);
    } finally {
      this.#inProgress.delete(key);
    }
  }

  #settlementOf(ended: DeadLetterOutcome, raw: ServiceBusReceivedMessage): Outcome {
    switch (ended.kind) {
      case "busy":
        return { kind: "busy" };
      case "failed":
        return ended.isTold ? toldDeadLetter : this.#abandon(raw);
      case "handled":
      case "rejected":
      case "refused":
      case "invalid":
      case "was-handled":
        return complete;
      default:
        return ended satisfies never;
    }
  }

  /** What to do when the ledger failed. */
  async #failed(raw: ServiceBusReceivedMessage, key: string, error: unknown): Promise<Outcome> {
    const { onProblem } = this.#deps;
    try {
      if (isUnstorable(error)) {
        onProblem({ kind: "processing-failed", messageId: key, error });
        await this.#consumeInvalid(unstorable, raw, key);
        return complete;
      }
    } catch (again) {
      return this.#awayOr(raw, key, again);
    }
    return this.#awayOr(raw, key, error);
  }

  /** Waits for the ledger, unless it is this message that it cannot take. */
  #awayOr(raw: ServiceBusReceivedMessage, key: string, error: unknown): Outcome {
    if (this.#trouble.isWorthWaiting(key, error)) return { kind: "away", error };
    this.#deps.onProblem({ kind: "processing-failed", messageId: key, error });
    return this.#abandon(raw);
  }

  async #consume(raw: ServiceBusReceivedMessage, key: string, origin: Origin): Promise<DeadLetterOutcome> {
    const { deviations } = this.#deps;
    const reading = this.#read(raw);
    if (!reading.ok) {
      await this.#consumeInvalid(reading, raw, key);
      return { kind: "invalid" };
    }
    const receipt = await this.#receive(reading.order, origin);
    switch (receipt.kind) {
      case "handled":
        return { kind: "was-handled" };
      case "refused":
      case "busy":
        return { kind: receipt.kind };
      case "new":
        deviations.count(reading.order.type, this.#discreet(reading));
        this.#deps.accessories.look(reading.order.fact);
        break;
      case "unhandled":
        break;
      default:
        return receipt satisfies never;
    }
    return this.#handle(reading, origin);
  }

  async #replay(id: string, raw: RawMessage): Promise<ReplayOutcome> {
    const { ledger, deviations } = this.#deps;
    const reading = this.#read(raw);
    if (!reading.ok) {
      await ledger.quarantine.keep(id, reading.cause);
      return { kind: "invalid", issues: reading.invalid.issues };
    }
    const origin = { raw, deliveryCount: 0, run: this.#deps, isLast: false, replayOf: id };
    const receipt = await this.#receive(reading.order, origin);
    switch (receipt.kind) {
      case "handled":
      case "busy":
        return { kind: receipt.kind };
      case "refused":
        return { kind: "refused", refusal: receipt.refusal };
      case "new":
        deviations.count(reading.order.type, this.#discreet(reading));
        break;
      case "unhandled":
        break;
      default:
        return receipt satisfies never;
    }
    return this.#handle(reading, origin);
  }

  #discreet({ order, deviations }: Handleable): Handleable["deviations"] {
    const definition = deviations.length === 0 ? undefined : this.#deps.contract.definitionOf(order.type);
    return definition === undefined ? [] : discreet(deviations, definition);
  }

  #read(raw: RawMessage): Reading {
    const { contract, handlers } = this.#deps;
    return readMessage(raw, { contract, takesUnknown: handlers.takesUnknown });
  }

  async #consumeInvalid(reading: Reading & { readonly ok: false }, raw: RawMessage, key: string): Promise<void> {
    const { contract, ledger, onProblem, quarantine, wakeOutbox } = this.#deps;
    const { invalid, cause } = reading;
    const isAnswered = !isErrorType(contract, raw.subject);
    const answer = isAnswered ? answerInvalid(contract, invalid, key) : undefined;
    const message = answer?.message;
    const receipt = await ledger.receiveInvalid(key, { raw, cause, ...(message !== undefined && { answer: message }) });
    if (receipt.kind === "handled") return;
    wakeOutbox();
    this.#reportAnswer(answer, key);
    if (reading.error !== undefined) {
      onProblem({ kind: "processing-failed", messageId: key, error: reading.error });
    }
    onProblem(
      isAnswered
        ? { kind: "invalid-message", invalid }
        : { kind: "invalid-error-notification", messageId: key, issues: invalid.issues },
    );
    quarantine.note(receipt.quarantine, { messageId: key, ...(raw.subject !== undefined && { type: raw.subject }) });
  }

  async #receive(order: ReceivedOrderMessage, { raw, replayOf }: Origin): Promise<Receipt> {
    const { contract, ledger, onProblem, quarantine, wakeOutbox } = this.#deps;
    const { type, messageId } = order;
    let answer: ErrorAnswer | undefined;
    const options = {
      raw,
      ...(replayOf !== undefined && { replayOf }),
      answerRefusal: (refusal: (Receipt & { readonly kind: "refused" })["refusal"]) => {
        answer = isErrorType(contract, type) ? undefined : answerRefusal(contract, order, refusal);
        return answer?.message;
      },
    };
    const receipt = await ledger.receive(order, options);
    if (receipt.kind === "new" || receipt.kind === "unhandled") this.#trouble.claimed(messageId);
    if (receipt.kind === "refused") {
      wakeOutbox();
      this.#reportAnswer(answer, messageId);
      onProblem({ kind: "refused-message", type, messageId, refusal: receipt.refusal });
      quarantine.note(receipt.quarantine, { messageId, type });
    }
    return receipt;
  }

  async #handle({ message, order }: Handleable, origin: Origin): Promise<HandlerOutcome> {
    const { contract, handlers, onProblem } = this.#deps;
    const { type, messageId, fact } = order;
    const { raw, deliveryCount, run, isLast } = origin;
    const handler = handlers.handlerOf(type);
    try {
      // A handler is stored under the type of its messages, which the type of the table cannot express.
      const running = handler?.(message as never, new HandlerContext(origin, fact) as never);
      // After the last delivery nobody waits for a handler that does not end.
      await (isLast ? untilAborted(Promise.resolve(running), run.signal) : running);
      run.handlerEnded?.();
    } catch (error) {
      run.handlerEnded?.();
      if (!isRejectMessageError(error)) {
        onProblem({ kind: "handler-failed", type, messageId, deliveryCount, error });
        return this.#fail(order, origin, error);
      }
      const { errorCode } = error;
      const answer = isErrorType(contract, type) ? undefined : answerRejection(contract, order, error);
      onProblem({ kind: "rejected-message", type, messageId, errorCode });
      const end = { answer, unhandled: { raw, cause: { reason: "rejected" as const, errorCode } } };
      return this.#finish(order, origin, end, { kind: "rejected", errorCode });
    }
    let unhandled: Unhandled | undefined;
    if (handler === undefined && fact.kind === "no-order-matter") {
      unhandled = { raw, cause: { reason: "no-handler" } };
      onProblem({ kind: "unhandled-message", type, messageId });
    }
    return this.#finish(order, origin, { answer: undefined, unhandled }, handled);
  }

  /** Gives up the claim on a message whose handler failed; after its last delivery, tells NGOC. */
  async #fail(order: ReceivedOrderMessage, origin: Origin, error: unknown): Promise<HandlerOutcome> {
    const { contract, ledger } = this.#deps;
    const { type, messageId } = order;
    if (!origin.isLast || this.#deps.signal.aborted || isErrorType(contract, type)) {
      try {
        await ledger.release(messageId);
      } catch (failure) {
        this.#keep(origin, () => this.#fail(order, origin, error));
        throw failure;
      }
      this.#trouble.released(messageId);
      return { kind: "failed", error, isTold: false };
    }
    const answer = answerFailure(contract, order);
    const cause = { reason: "handler-failed" as const, errorCode: answer.errorCode };
    const end = { answer, unhandled: { raw: origin.raw, cause } };
    return this.#finish(order, origin, end, { kind: "failed", error, isTold: true });
  }

  /** What the ledger cannot take now is kept, and done first the next time. */
  #keep({ keepAs }: Origin, write: () => Promise<HandlerOutcome>): void {
    if (keepAs !== undefined) this.#trouble.keep(keepAs, write);
  }

  async #finish(
    order: ReceivedOrderMessage,
    origin: Origin,
    end: HandlingEnd,
    outcome: HandlerOutcome,
  ): Promise<HandlerOutcome> {
    const { ledger, quarantine, wakeOutbox, onProblem } = this.#deps;
    const { type, messageId } = order;
    const { answer } = end;
    let finished: Awaited<ReturnType<OrderLedger["finish"]>>;
    try {
      finished = await ledger.finish(order, finishOptions(end, origin));
    } catch (failure) {
      this.#keep(origin, () => this.#finish(order, origin, end, outcome));
      throw failure;
    }
    this.#trouble.released(messageId);
    if (answer !== undefined) {
      wakeOutbox();
      this.#reportAnswer(answer, messageId);
    }
    quarantine.note(finished.quarantine, { messageId, type });
    if (outcome.kind === "failed" && answer !== undefined) {
      onProblem({ kind: "given-up-message", type, messageId, errorCode: answer.errorCode });
    }
    return outcome;
  }

  #reportAnswer(answer: ErrorAnswer | undefined, messageId: string): void {
    if (answer?.replacedBecause === undefined) return;
    const { errorCode, message, replacedBecause } = answer;
    const { fact } = message ?? {};
    const sentAs = fact?.kind === "error-sent" ? fact.errorCode : undefined;
    this.#deps.onProblem({
      kind: "answer-replaced",
      messageId,
      errorCode,
      ...(sentAs !== undefined && { sentAs }),
      error: replacedBecause,
    });
  }

  /** With a delay that grows, so that a lasting failure does not use up all deliveries of a message. */
  #abandon(raw: ServiceBusReceivedMessage): SettledOutcome {
    const backoff = { initialMs: this.#deps.redeliveryDelayMs, maxMs: maxRedeliveryDelayMs };
    return { settlement: "abandon", afterMs: backoffMs(backoff, (raw.deliveryCount ?? 0) + 1) };
  }
}

function keyOf({ messageId, sequenceNumber }: ServiceBusReceivedMessage): string {
  return messageIdText(messageId) ?? `sequence-number:${sequenceNumber?.toString()}`;
}
