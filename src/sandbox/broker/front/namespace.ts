import { ConfigurationError } from "../../../errors/configuration-error.ts";
import { UsageError } from "../../../errors/usage-error.ts";
import { MessageQueue } from "../engine/message-queue.ts";
import { type QueueOptions, type QueueSettings, queueSettings, wrongOption } from "../engine/queue-options.ts";
import type { QueueHost } from "../engine/queue-ports.ts";
import { Dispatcher } from "./dispatcher.ts";

/** The end of the path of a dead-letter queue. */
export const deadLetterSuffix = "/$deadletterqueue";

/** A queue or dead-letter queue, with the dispatcher that delivers to its receivers. */
export interface Entity {
  /** The address as the broker compares it: lower case. */
  readonly path: string;
  readonly queue: MessageQueue;
  readonly dispatcher: Dispatcher;
}

/** The queues of a broker by address. */
export class Namespace {
  readonly #entities = new Map<string, Entity>();
  readonly #host: QueueHost;

  constructor(host: Omit<QueueHost, "find">) {
    this.#host = { ...host, find: (name) => this.find(name.toLowerCase())?.queue };
  }

  /** Declares queues, which may forward to each other. @throws ConfigurationError `QUEUE_OPTION` or `QUEUE_EXISTS` */
  declare(declared: readonly QueueOptions[]): MessageQueue[] {
    const settings = declared.map(queueSettings);
    const paths = new Set([...this.#entities.keys(), ...settings.map(({ name }) => name.toLowerCase())]);
    for (const options of declared) {
      for (const option of ["forwardTo", "forwardDeadLetteredTo"] as const) {
        const target = options[option]?.toLowerCase().replace(deadLetterSuffix, "");
        if (target && !paths.has(target)) throw wrongOption(options, option, "the name of a declared queue");
      }
    }
    return settings.map((one) => this.#create(one));
  }

  /** The queue at a path in lower case. */
  find(path: string): Entity | undefined {
    return this.#entities.get(path);
  }

  /** All declared queues, without dead-letter queues. */
  *queues(): Iterable<MessageQueue> {
    for (const { queue } of this.#entities.values()) if (queue.deadLetterQueue !== undefined) yield queue;
  }

  /** Removes a queue with its dead-letter queue. @throws UsageError `QUEUE_IN_USE` when another forwards to it */
  remove(queue: MessageQueue): void {
    const path = queue.name.toLowerCase();
    for (const { name, settings } of this.queues()) {
      const targets = [settings.forwardTo, settings.forwardDeadLetteredTo];
      if (
        name !== queue.name &&
        targets.some((target) => target?.toLowerCase().replace(deadLetterSuffix, "") === path)
      ) {
        throw new UsageError(`Queue "${queue.name}" is in use: "${name}" forwards to it`, {
          code: "QUEUE_IN_USE",
          details: { queue: queue.name, forwardedFrom: name },
          help: `Delete "${name}" first.`,
        });
      }
    }
    this.#entities.delete(path);
    this.#entities.delete(path + deadLetterSuffix);
    queue.close();
  }

  /** Stops the timers of all queues. */
  close(): void {
    for (const { queue } of this.#entities.values()) queue.close();
  }

  #create(settings: QueueSettings): MessageQueue {
    const path = settings.name.toLowerCase();
    if (this.#entities.has(path)) {
      throw new ConfigurationError(`Duplicate queue "${settings.name}"`, {
        code: "QUEUE_EXISTS",
        details: { queue: settings.name },
        help: "Give each queue a unique name; names are not case-sensitive.",
      });
    }
    const queue = new MessageQueue(settings, this.#host);
    this.#add(path, queue);
    if (queue.deadLetterQueue !== undefined) this.#add(path + deadLetterSuffix, queue.deadLetterQueue);
    return queue;
  }

  #add(path: string, queue: MessageQueue): void {
    this.#entities.set(path, { path, queue, dispatcher: new Dispatcher(queue) });
  }
}
