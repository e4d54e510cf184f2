import type { NewMessage } from "./arrival.ts";
import { BrokerError } from "./broker-error.ts";
import { forwardedDeadLetter } from "./dead-letter.ts";
import type { QueueSettings } from "./queue-options.ts";
import type { ForwardTarget, QueueHost } from "./queue-ports.ts";

const maxHops = 4;

/** Forwards the messages and the dead letters of a queue. */
export class Forwarding {
  readonly #settings: QueueSettings;
  readonly #find: QueueHost["find"];

  constructor(settings: QueueSettings, find: QueueHost["find"]) {
    this.#settings = settings;
    this.#find = find;
  }

  /**
   * Returns the queue to which all messages are forwarded; `undefined` when they are not.
   *
   * @param hops how often the messages have been forwarded before
   * @throws BrokerError when that is more than allowed
   */
  target(hops: number): ForwardTarget | undefined {
    const target = this.#queue(this.#settings.forwardTo);
    if (target !== undefined && hops >= maxHops) {
      const text = `'${this.#settings.name}' would forward a message more than ${maxHops} times.`;
      throw new BrokerError("amqp:not-allowed", text);
    }
    return target;
  }

  /** Forwards a dead letter. Returns whether it was forwarded. */
  forward(dead: NewMessage): boolean {
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
