import type { ServiceBusMessage, ServiceBusSender } from "@azure/service-bus";
import { MessageBatch } from "../../service-bus/message-batch.ts";
import type { QueueMessage } from "../../service-bus/queue-message.ts";

interface Waiting {
  readonly message: QueueMessage;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** What every queue of the sandbox accepts in one piece. */
const maxBatchBytes = 250 * 1024;

/** Sends messages in order. Those of one moment share a batch, which costs both ends far less; each has its own result. */
export class GatheredSender {
  readonly #sender: Pick<ServiceBusSender, "sendMessages">;
  #waiting: Waiting[] = [];

  constructor(sender: Pick<ServiceBusSender, "sendMessages">) {
    this.#sender = sender;
  }

  /** Sends one message. Resolves when the queue has accepted it. */
  send(message: QueueMessage): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ message, resolve, reject });
    // When all promises of this moment have gone on.
    if (this.#waiting.length === 1) process.nextTick(() => this.#flush());
    return promise;
  }

  /** Sends a message of any shape, after those that wait. */
  sendAlone(message: ServiceBusMessage): Promise<void> {
    this.#flush();
    return this.#sender.sendMessages(message);
  }

  #flush(): void {
    let batch = new MessageBatch(maxBatchBytes);
    let group: Waiting[] = [];
    for (const one of this.#waiting.splice(0)) {
      if (!batch.tryAddMessage(one.message)) {
        this.#sendGroup(group, batch);
        batch = new MessageBatch(maxBatchBytes);
        group = [];
        if (!batch.tryAddMessage(one.message)) {
          // No batch takes it.
          settle([one], this.#sender.sendMessages(one.message));
          continue;
        }
      }
      group.push(one);
    }
    this.#sendGroup(group, batch);
  }

  #sendGroup(group: readonly Waiting[], batch: MessageBatch): void {
    const [first] = group;
    if (first !== undefined) settle(group, this.#sender.sendMessages(group.length === 1 ? first.message : batch));
  }
}

function settle(group: readonly Waiting[], sent: Promise<void>): void {
  sent.then(
    () => {
      for (const { resolve } of group) resolve();
    },
    (error: unknown) => {
      for (const { reject } of group) reject(error);
    },
  );
}
