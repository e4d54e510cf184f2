import type { NewMessage } from "./arrival.ts";
import { BrokerError } from "./broker-error.ts";
import { forwardedDeadLetter } from "./dead-letter.ts";
import type { QueueSettings } from "./queue-options.ts";
import type { ForwardTarget, QueueHost } from "./queue-ports.ts";

const maxHops = 4;

/** What a queue tells about messages that arrive. */
interface ForwardOptions {
  /** How often they have been forwarded before. */
  readonly hops: number;
  readonly nowMs: number;
  /** Takes messages into the queue itself. */
  readonly keep: (arrivals: readonly NewMessage[]) => readonly (number | undefined)[];
}

/** Forwards the messages and the dead letters of a queue. */
export class Forwarding {
  readonly #settings: QueueSettings;
  readonly #find: QueueHost["find"];

  constructor(settings: QueueSettings, find: QueueHost["find"]) {
    this.#settings = settings;
    this.#find = find;
  }

  /**
   * Forwards messages as they arrive. Those that are scheduled are kept until they are due, so that they can be seen and
   * cancelled. Returns the sequence numbers of all; `undefined` when the queue does not forward.
   *
   * @throws BrokerError when the messages have been forwarded too often, or where they go refuses them
   */
  enqueue(arrivals: readonly NewMessage[], options: ForwardOptions): readonly (number | undefined)[] | undefined {
    const { hops, nowMs, keep } = options;
    const target = this.#target(hops);
    if (target === undefined) return undefined;
    const isDue = ({ scheduledForMs = 0 }: NewMessage): boolean => scheduledForMs <= nowMs;
    const due = arrivals.filter(isDue);
    if (due.length === arrivals.length) return target.enqueue(arrivals, hops + 1);
    const kept = [...keep(arrivals.filter((arrival) => !isDue(arrival)))];
    const forwarded = due.length === 0 ? [] : [...target.enqueue(due, hops + 1)];
    return arrivals.map((arrival) => (isDue(arrival) ? forwarded : kept).shift());
  }

  /** Forwards a message that was scheduled and is due; a refusal is returned. `undefined` when the queue does not. */
  activate(arrival: NewMessage): "forwarded" | BrokerError | undefined {
    try {
      const target = this.#target(0);
      if (target === undefined) return undefined;
      target.enqueue([arrival], 1);
      return "forwarded";
    } catch (error) {
      if (error instanceof BrokerError) return error;
      throw error;
    }
  }

  #target(hops: number): ForwardTarget | undefined {
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
