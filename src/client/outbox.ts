import type { NotificationMessage, OrderLedger } from "../ledger/index.ts";
import { encodeMessage } from "../messages/index.ts";
import { OrderRefusedError } from "../orders/index.ts";
import type { Outbound } from "./outbound.ts";
import type { ProblemListener } from "./problem.ts";

interface OutboxOptions {
  readonly ledger: OrderLedger;
  readonly outbound: Outbound;
  readonly onProblem: ProblemListener;
  readonly resendIntervalMs: number;
}

/**
 * Messages on their way to NGOC: checked, recorded in the ledger, and only then sent, so that one that cannot be sent now
 * is sent later with the same `messageId`.
 */
export class Outbox {
  readonly #with: OutboxOptions;
  /** Ids that a call is sending at the moment, for the resending to leave alone. */
  readonly #underWay = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: OutboxOptions) {
    this.#with = options;
  }

  /** Stages all messages or none, then sends them; resolves when the queue has taken each. */
  async send(messages: readonly NotificationMessage[], signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    // Checked before they are staged: what cannot be sent must not reach the ledger.
    for (const message of messages) encodeMessage(message);
    for (const { messageId } of messages) this.#underWay.add(messageId);
    try {
      const staging = await this.#with.ledger.stage(messages);
      if (!staging.ok) throw new OrderRefusedError(staging.refusal);
      const sends = await Promise.allSettled(messages.map((message) => this.#deliver(message, signal)));
      for (const send of sends) if (send.status === "rejected") throw send.reason;
    } finally {
      for (const { messageId } of messages) this.#underWay.delete(messageId);
    }
  }

  /** Sends what earlier calls, or an earlier process, could not: now and every `resendIntervalMs`. */
  startResending(): void {
    this.#planResend(0);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #planResend(afterMs: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      void this.#resend()
        .catch((error) => this.#with.onProblem({ kind: "processing-failed", error }))
        .finally(() => this.#planResend(this.#with.resendIntervalMs));
    }, afterMs);
    this.#timer.unref();
  }

  async #resend(): Promise<void> {
    const unsent = await this.#with.ledger.listUnsent();
    const idle = unsent.filter(({ messageId }) => !this.#underWay.has(messageId));
    await Promise.allSettled(idle.map((message) => this.#deliver(message)));
  }

  async #deliver(message: NotificationMessage, signal?: AbortSignal): Promise<void> {
    try {
      await this.#with.outbound.send(encodeMessage(message), signal);
    } catch (error) {
      if (!this.#stopped) this.#with.onProblem({ kind: "send-failed", messageId: message.messageId, error });
      throw error;
    }
    await this.#with.ledger.markSent([message.messageId]);
  }
}
