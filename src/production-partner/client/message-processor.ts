import { setTimeout as delay } from "node:timers/promises";
import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import type { Outcome } from "../../service-bus/consumer.ts";
import { backoffMs } from "../../timing/backoff.ts";
import type { OrderLedger, Receipt, ReceivedMessage } from "../ledger/order-ledger.ts";
import { decodeMessage, type InvalidMessage, messageIdText } from "../messages/index.ts";
import { answerInvalid, answerRefusal, answerRejection, type ErrorAnswer } from "./error-answer.ts";
import type { HandlerTable } from "./handlers.ts";
import type { ProblemListener } from "./problem.ts";
import { isRejectMessageError } from "./reject-message-error.ts";

const complete: Outcome = { settlement: "complete", afterMs: 0 };

interface Dependencies {
  readonly ledger: OrderLedger;
  readonly handlers: HandlerTable;
  /** Has the answers sent that the ledger has staged. */
  readonly wakeOutbox: () => void;
  readonly onProblem: ProblemListener;
  readonly redeliveryDelayMs: number;
  readonly signal: AbortSignal;
}

const maxRedeliveryDelayMs = 30_000;
const busyMs = 250;

/**
 * Takes one message from its arrival to its outcome (S1, "Error handling"): a message that is invalid is consumed and
 * answered with one Error Notification; an Error Notification is never answered; a handler that fails gets the message
 * again.
 */
export class MessageProcessor {
  readonly #with: Dependencies;
  /** Messages under way by id: one that is delivered again meanwhile, after its lock was lost, waits for the first. */
  readonly #underWay = new Map<string, Promise<Outcome>>();

  constructor(dependencies: Dependencies) {
    this.#with = dependencies;
  }

  /** Never rejects: whatever fails is reported and gives the message back. */
  process(raw: ServiceBusReceivedMessage): Promise<Outcome> {
    // The sequence number is the same on every delivery, so a message without an id still gets one answer only.
    const key = messageIdText(raw.messageId) ?? `sequence-number:${raw.sequenceNumber?.toString()}`;
    const earlier = this.#underWay.get(key);
    if (earlier !== undefined) return earlier.then(() => this.process(raw));
    const work = this.#decideOutcome(raw, key);
    this.#underWay.set(key, work);
    return work;
  }

  async #decideOutcome(raw: ServiceBusReceivedMessage, key: string): Promise<Outcome> {
    try {
      return await this.#consume(raw, key);
    } catch (error) {
      this.#with.onProblem({ kind: "processing-failed", messageId: key, error });
      return this.#giveBack(raw);
    } finally {
      this.#underWay.delete(key);
    }
  }

  async #consume(raw: ServiceBusReceivedMessage, key: string): Promise<Outcome> {
    const { onProblem } = this.#with;
    const decoded = decodeMessage(raw);
    if (!decoded.ok) return this.#consumeInvalid(decoded.invalid, key);

    const { message } = decoded;
    const receipt = await this.#receive(message);
    switch (receipt.kind) {
      case "handled":
        return complete;
      case "refused":
        this.#with.wakeOutbox();
        onProblem({ kind: "refused-message", type: message.type, messageId: key, refusal: receipt.refusal });
        return complete;
      case "new":
      case "unhandled":
        return await this.#handle(message, raw);
      case "busy":
        return { settlement: "abandon", afterMs: 0 };
      default:
        return receipt satisfies never;
    }
  }

  async #consumeInvalid(invalid: InvalidMessage, key: string): Promise<Outcome> {
    const { ledger, onProblem, wakeOutbox } = this.#with;
    const isAnswered = invalid.type !== "EXTERNAL_PRODUCTION_ERROR";
    const receipt = await ledger.receiveInvalid(key, isAnswered ? answerInvalid(invalid, key) : undefined);
    if (receipt.kind === "handled") return complete;
    wakeOutbox();
    onProblem(
      isAnswered
        ? { kind: "invalid-message", invalid }
        : { kind: "invalid-error-notification", messageId: key, issues: invalid.issues },
    );
    return complete;
  }

  /** While another worker has the message in hand, after its lock was lost, this one waits what becomes of it. */
  async #receive(message: ReceivedMessage): Promise<Receipt> {
    const { ledger, signal } = this.#with;
    for (;;) {
      const receipt = await ledger.receive(message, (refusal) => answerRefusal(message, refusal));
      if (receipt.kind !== "busy" || signal.aborted) return receipt;
      await delay(busyMs, undefined, { signal }).catch(() => {});
    }
  }

  async #handle(message: ReceivedMessage, raw: ServiceBusReceivedMessage): Promise<Outcome> {
    const { ledger, handlers, onProblem, signal, wakeOutbox } = this.#with;
    const { type, messageId } = message;
    const deliveryCount = raw.deliveryCount ?? 0;
    let answer: ErrorAnswer | undefined;
    try {
      await handlers.handlerOf(message)?.(message, { signal, deliveryCount });
    } catch (error) {
      if (!isRejectMessageError(error)) {
        onProblem({ kind: "handler-failed", type, messageId, deliveryCount, error });
        await ledger.release(messageId);
        return this.#giveBack(raw);
      }
      if (type !== "EXTERNAL_PRODUCTION_ERROR") answer = answerRejection(message, error);
      onProblem({ kind: "rejected-message", type, messageId, errorCode: error.errorCode });
    }
    await ledger.finish(messageId, answer);
    if (answer !== undefined) wakeOutbox();
    return complete;
  }

  /** Later each time, so that a failure that takes a while does not use up all deliveries of a message. */
  #giveBack(raw: ServiceBusReceivedMessage): Outcome {
    const backoff = { initialMs: this.#with.redeliveryDelayMs, maxMs: maxRedeliveryDelayMs };
    return { settlement: "abandon", afterMs: backoffMs(backoff, (raw.deliveryCount ?? 0) + 1) };
  }
}
