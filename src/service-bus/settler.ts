import type { ServiceBusReceivedMessage, ServiceBusReceiver } from "@azure/service-bus";
import { backoffMs } from "../timing/backoff.ts";
import type { Clock } from "../timing/clock.ts";
import { sleep } from "../timing/timer.ts";
import type { Delivery } from "./line.ts";
import type { LineKeeper } from "./line-keeper.ts";
import { classifyFailure } from "./queue-error.ts";
import { kindOf, type Settlement, SettlementGate } from "./settlement-gate.ts";

// With the waits between them, about half a minute, as long as a lock may last that nobody renews.
const maxAttempts = 10;
const backoff = { initialMs: 250, maxMs: 5_000 };

/**
 * Settles messages: on the line that they came on, and over the management link of the current one when that line is
 * gone or did not answer. The broker knows a message by its lock, whoever settles it.
 */
export class Settler {
  readonly #lines: LineKeeper;
  readonly #clock: Clock;
  readonly #gate = new SettlementGate();

  constructor(lines: LineKeeper, clock: Clock) {
    this.#lines = lines;
    this.#clock = clock;
  }

  /**
   * Settles a message. `"lock-lost"` means that its lock ended before: it is delivered again. After an answer that never
   * came, a lost lock means that the message was settled then.
   *
   * @throws what the last attempt threw
   */
  async settle(delivery: Delivery, settlement: Settlement): Promise<"settled" | "lock-lost"> {
    let isUncertain = false;
    for (let attempt = 1; ; attempt++) {
      try {
        if (attempt === 1 && delivery.line.isOpen) {
          if (await this.#onLine(delivery, settlement)) return "settled";
          isUncertain = true;
        }
        const { connection, receiver } = await this.#lines.current();
        await connection.request(settle(receiver, lockOf(delivery.message), settlement));
        return "settled";
      } catch (error) {
        const { code } = classifyFailure(error);
        if (code === "LOCK_LOST") return isUncertain ? "settled" : "lock-lost";
        if (attempt >= maxAttempts || this.#lines.isClosing) throw error;
        if (code === "TIMEOUT") isUncertain = true;
        if (attempt > 1 || code !== "TIMEOUT") {
          await sleep(this.#clock, backoffMs(backoff, attempt), this.#lines.closing);
        }
      }
    }
  }

  /** Frees the place of a delivery on its line. Its lock is lost: the message was delivered again. Never rejects. */
  async dismiss(delivery: Delivery): Promise<void> {
    if (delivery.line.isOpen) await this.#onLine(delivery, "abandon").catch(() => {});
  }

  /** Returns `false` when the line failed before the answer came. */
  async #onLine(delivery: Delivery, settlement: Settlement): Promise<boolean> {
    const { line, message } = delivery;
    try {
      const answer = this.#gate.run(kindOf(settlement), () => settle(line.receiver, message, settlement));
      if (!(await line.whileOpen(answer))) return false;
    } catch (error) {
      if (classifyFailure(error).code === "TIMEOUT") {
        // Its place on the line is never freed, and nothing else on the line can be relied upon.
        line.leave(delivery);
        this.#lines.replace("settlement", line);
      } else {
        line.settled(delivery);
      }
      throw error;
    }
    line.settled(delivery);
    return true;
  }
}

function settle(
  receiver: ServiceBusReceiver,
  message: ServiceBusReceivedMessage,
  settlement: Settlement,
): Promise<void> {
  if (settlement === "complete") return receiver.completeMessage(message);
  if (settlement === "abandon") return receiver.abandonMessage(message);
  return receiver.deadLetterMessage(message, { ...settlement });
}

/**
 * The message without its link. The Azure client would settle over the link if it finds one of that name open, and
 * refuses when the link's answer was an error; without a link it uses the lock token alone.
 */
function lockOf({ lockToken, messageId }: ServiceBusReceivedMessage): ServiceBusReceivedMessage {
  return { lockToken, messageId, delivery: {} } as unknown as ServiceBusReceivedMessage;
}
