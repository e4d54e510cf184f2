import type { NewMessage } from "./arrival.ts";
import { BrokerError } from "./broker-error.ts";
import { forwardedDeadLetter } from "./dead-letter.ts";
import type { QueueSettings } from "./queue-options.ts";
import type { ForwardTarget, QueueHost } from "./queue-ports.ts";

const maxHops = 4;

/** Where a queue passes its messages and its dead letters on to. */
export class Forwarding {
  readonly #settings: QueueSettings;
  readonly #find: QueueHost["find"];

  constructor(settings: QueueSettings, find: QueueHost["find"]) {
    this.#settings = settings;
    this.#find = find;
  }

  /**
   * The queue that gets every message instead of this one; `undefined` when they stay.
   *
   * @param hops How often the messages have been forwarded before.
   * @throws BrokerError when that is too often.
   */
  target(hops: number): ForwardTarget | undefined {
    const target = this.#queue(this.#settings.forwardTo);
    if (target !== undefined && hops >= maxHops) {
      const text = `'${this.#settings.name}' would forward a message more than ${maxHops} times.`;
      throw new BrokerError("amqp:not-allowed", text);
    }
    return target;
  }

  /** Passes a dead letter on and says whether it went. */
  passOn(dead: NewMessage): boolean {
    const target = this.#queue(this.#settings.forwardDeadLetteredTo);
    if (target === undefined) return false;
    try {
      target.enqueue([forwardedDeadLetter(dead, this.#settings.name)]);
      return true;
    } catch (error) {
      // A target that is full or wants sessions must not lose the message: it stays in this queue's dead letters.
      if (error instanceof BrokerError) return false;
      throw error;
    }
  }

  #queue(name: string | undefined): ForwardTarget | undefined {
    return name === undefined ? undefined : this.#find(name);
  }
}
