import { setTimeout as delay } from "node:timers/promises";
import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import type { Outcome } from "../../service-bus/consumer.ts";
import { backoffMs } from "../../timing/backoff.ts";
import type { Contract } from "../contract/index.ts";
import type { OrderLedger, Receipt, ReceivedOrderMessage } from "../ledger/order-ledger.ts";
import type { QuarantinedMessage, RawMessage, Unhandled } from "../ledger/quarantine.ts";
import { messageIdText } from "../messages/index.ts";
import type { DeviationCounter } from "./deviation-counter.ts";
import { answerInvalid, answerRefusal, answerRejection, type ErrorAnswer, isErrorType } from "./error-answer.ts";
import type { HandlerTable } from "./handlers.ts";
import type { ProblemListener } from "./problem.ts";
import type { QuarantineWatch } from "./quarantine-watch.ts";
import { type Reading, readMessage } from "./reading.ts";
import { isRejectMessageError, RejectMessageError } from "./reject-message-error.ts";
import type { ReplayOutcome } from "./replay-outcome.ts";

const complete: Outcome = { settlement: "complete", afterMs: 0 };

interface Dependencies {
  readonly contract: Contract;
  readonly ledger: OrderLedger;
  readonly handlers: HandlerTable;
  readonly deviations: DeviationCounter;
  readonly quarantine: QuarantineWatch;
  /** Makes the outbox send the answers that the ledger has staged. */
  readonly wakeOutbox: () => void;
  readonly onProblem: ProblemListener;
  readonly redeliveryDelayMs: number;
  readonly signal: AbortSignal;
}

/** A message that can be handled. */
type Handleable = Reading & { readonly ok: true };

/** Where a message comes from: a delivery of the queue, or the quarantine. */
interface Origin {
  readonly raw: RawMessage;
  readonly deliveryCount: number;
  /** The entry of the quarantine. */
  readonly replayOf?: string;
}

type HandlerOutcome =
  | { readonly kind: "handled" }
  | { readonly kind: "rejected"; readonly errorCode: string }
  | { readonly kind: "failed"; readonly error: unknown };

const maxRedeliveryDelayMs = 30_000;
const busyPollMs = 250;

/**
 * Takes one message from its arrival to its outcome (the Production Partner guide, "Error handling"): an invalid
 * message is consumed and answered with one Error Notification; an Error Notification is never answered; a handler that
 * fails receives the message again. What is consumed without having been handled is kept in the quarantine.
 */
export class MessageProcessor {
  readonly #deps: Dependencies;
  /** Messages being processed, by id: a redelivery, after the lock was lost, waits for the first delivery to end. */
  readonly #inProgress = new Map<string, Promise<unknown>>();

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** Never rejects: a failure is reported, and the message is abandoned. */
  process(raw: ServiceBusReceivedMessage): Promise<Outcome> {
    // The sequence number is the same on every delivery, so even a message without an id is answered only once.
    const key = messageIdText(raw.messageId) ?? `sequence-number:${raw.sequenceNumber?.toString()}`;
    return this.#alone(key, () => this.#decideOutcome(raw, key));
  }

  /** Handles a message of the quarantine under the contract in use. It is not answered again. */
  replay({ id, messageId, raw }: QuarantinedMessage): Promise<ReplayOutcome> {
    return this.#alone(messageId, () => this.#replay(id, raw));
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

  async #decideOutcome(raw: ServiceBusReceivedMessage, key: string): Promise<Outcome> {
    try {
      return await this.#consume(raw, key);
    } catch (error) {
      this.#deps.onProblem({ kind: "processing-failed", messageId: key, error });
      return this.#abandon(raw);
    }
  }

  async #consume(raw: ServiceBusReceivedMessage, key: string): Promise<Outcome> {
    const { deviations } = this.#deps;
    const reading = this.#read(raw);
    if (!reading.ok) return this.#consumeInvalid(reading, raw, key);
    const origin = { raw, deliveryCount: raw.deliveryCount ?? 0 };
    const receipt = await this.#receive(reading.order, origin);
    switch (receipt.kind) {
      case "handled":
      case "refused":
        return complete;
      case "new":
        deviations.count(reading.order.type, reading.deviations);
        break;
      case "unhandled":
        break;
      case "busy":
        return { settlement: "abandon", afterMs: 0 };
      default:
        return receipt satisfies never;
    }
    const outcome = await this.#handle(reading, origin);
    return outcome.kind === "failed" ? this.#abandon(raw) : complete;
  }

  async #replay(id: string, raw: RawMessage): Promise<ReplayOutcome> {
    const { ledger, deviations } = this.#deps;
    const reading = this.#read(raw);
    if (!reading.ok) {
      await ledger.quarantine.keep(id, reading.cause);
      return { kind: "invalid", issues: reading.invalid.issues };
    }
    const origin = { raw, deliveryCount: 0, replayOf: id };
    const receipt = await this.#receive(reading.order, origin);
    switch (receipt.kind) {
      case "handled":
      case "busy":
        return { kind: receipt.kind };
      case "refused":
        return { kind: "refused", refusal: receipt.refusal };
      case "new":
        deviations.count(reading.order.type, reading.deviations);
        break;
      case "unhandled":
        break;
      default:
        return receipt satisfies never;
    }
    return this.#handle(reading, origin);
  }

  #read(raw: RawMessage): Reading {
    const { contract, handlers } = this.#deps;
    return readMessage(raw, { contract, takesUnknown: handlers.takesUnknown });
  }

  async #consumeInvalid(reading: Reading & { readonly ok: false }, raw: RawMessage, key: string): Promise<Outcome> {
    const { contract, ledger, onProblem, quarantine, wakeOutbox } = this.#deps;
    const { invalid, cause } = reading;
    const isAnswered = !isErrorType(contract, raw.subject);
    const answer = isAnswered ? answerInvalid(contract, invalid, key) : undefined;
    const message = answer?.message;
    const receipt = await ledger.receiveInvalid(key, { raw, cause, ...(message !== undefined && { answer: message }) });
    if (receipt.kind === "handled") return complete;
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
    return complete;
  }

  /** Polls while another worker, whose lock was lost, is still processing the message. */
  async #receive(order: ReceivedOrderMessage, { raw, replayOf }: Origin): Promise<Receipt> {
    const { contract, ledger, onProblem, quarantine, signal, wakeOutbox } = this.#deps;
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
    for (;;) {
      const receipt = await ledger.receive(order, options);
      if (receipt.kind === "refused") {
        wakeOutbox();
        this.#reportAnswer(answer, messageId);
        onProblem({ kind: "refused-message", type, messageId, refusal: receipt.refusal });
        quarantine.note(receipt.quarantine, { messageId, type });
      }
      // Whoever asks for a replay can ask again.
      if (receipt.kind !== "busy" || signal.aborted || replayOf !== undefined) return receipt;
      await delay(busyPollMs, undefined, { signal }).catch(() => {});
    }
  }

  async #handle({ message, order }: Handleable, origin: Origin): Promise<HandlerOutcome> {
    const { contract, ledger, handlers, onProblem, quarantine, signal, wakeOutbox } = this.#deps;
    const { type, messageId, fact } = order;
    const { raw, deliveryCount, replayOf } = origin;
    const handler = handlers.handlerOf(type);
    let outcome: HandlerOutcome = { kind: "handled" };
    let unhandled: Unhandled | undefined;
    let answer: ErrorAnswer | undefined;
    try {
      // A handler is stored under the type of its messages, which the type of the table cannot express.
      const context = { signal, deliveryCount, fact, isReplay: replayOf !== undefined, reject } as never;
      await handler?.(message as never, context);
    } catch (error) {
      if (!isRejectMessageError(error)) {
        onProblem({ kind: "handler-failed", type, messageId, deliveryCount, error });
        await ledger.release(messageId);
        return { kind: "failed", error };
      }
      const { errorCode } = error;
      outcome = { kind: "rejected", errorCode };
      unhandled = { raw, cause: { reason: "rejected", errorCode } };
      if (!isErrorType(contract, type)) answer = answerRejection(contract, order, error);
      onProblem({ kind: "rejected-message", type, messageId, errorCode });
    }
    if (handler === undefined && fact.kind === "no-order-matter") {
      unhandled = { raw, cause: { reason: "no-handler" } };
      onProblem({ kind: "unhandled-message", type, messageId });
    }
    const finished = await ledger.finish(order, {
      ...(answer?.message !== undefined && { answer: answer.message }),
      ...(unhandled !== undefined && { unhandled }),
      ...(replayOf !== undefined && { replayOf }),
    });
    if (answer !== undefined) {
      wakeOutbox();
      this.#reportAnswer(answer, messageId);
    }
    quarantine.note(finished.quarantine, { messageId, type });
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
  #abandon(raw: ServiceBusReceivedMessage): Outcome {
    const backoff = { initialMs: this.#deps.redeliveryDelayMs, maxMs: maxRedeliveryDelayMs };
    return { settlement: "abandon", afterMs: backoffMs(backoff, (raw.deliveryCount ?? 0) + 1) };
  }
}

function reject(answer: { readonly errorCode: string; readonly details: string; readonly cause?: unknown }) {
  return new RejectMessageError(answer);
}
