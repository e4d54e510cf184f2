import { randomUUID } from "node:crypto";
import { ServiceBusClient, type ServiceBusReceivedMessage } from "@azure/service-bus";
import type { FaultRule, QueuedMessage, QueueView } from "../../broker/index.ts";
import type { SandboxParts } from "../../process/sandbox-parts.ts";
import { HttpError, notFound } from "../http-error.ts";
import { integer, list, object, text } from "../json-schema.ts";
import type { Route } from "../route.ts";

const which = object({
  sequenceNumbers: { ...list(integer("The number of a message", 0, Number.MAX_SAFE_INTEGER)), maxItems: 10_000 },
});

/** Queues, dead letters and faults of the Service Bus. */
export function queueRoutes({ sandbox, faults, feed }: SandboxParts): readonly Route[] {
  const { broker } = sandbox;
  const queueOf = (name = ""): QueueView => {
    const queue = broker.queues().find((one) => one.name === name.toLowerCase());
    if (queue === undefined) throw notFound("queue");
    return queue;
  };
  return [
    {
      method: "GET",
      path: "/api/v1/queues",
      operationId: "listQueues",
      tag: "Queues",
      summary: "List the queues with the number of messages in each state.",
      handle: () => ({
        value: {
          queues: broker.queues().map((queue) => ({ name: queue.name, ...queue.counts(), totals: queue.totals() })),
        },
      }),
    },
    {
      method: "GET",
      path: "/api/v1/queues/{name}/messages",
      operationId: "listQueuedMessages",
      tag: "Queues",
      summary: "List the messages in a queue, oldest first.",
      query: { limit: integer("Default 1000", 1, 10_000), text: text("Only messages that contain this text") },
      handle: ({ params, query }) => ({ value: { messages: shown(queueOf(params["name"]), query) } }),
    },
    {
      method: "GET",
      path: "/api/v1/queues/{name}/dead-letters",
      operationId: "listDeadLetters",
      tag: "Queues",
      summary: "List the dead letters of a queue with their reasons.",
      query: { limit: integer("Default 1000", 1, 10_000), text: text("Only messages that contain this text") },
      handle: ({ params, query }) => ({ value: { messages: shown(queueOf(params["name"]).deadLetterQueue, query) } }),
    },
    {
      method: "POST",
      path: "/api/v1/queues/{name}/dead-letters/resend",
      operationId: "resendDeadLetters",
      tag: "Queues",
      summary: "Send dead letters to their queue again and remove them: those named, or all. One may be edited.",
      body: object({
        ...which.properties,
        body: text("Another body, for exactly one message"),
        keepMessageId: { type: "boolean", description: "Default false: a queue that detects duplicates would drop it" },
      }),
      handle: async ({ params, body }) => {
        const given = body as { sequenceNumbers?: readonly number[]; body?: string; keepMessageId?: boolean };
        if (given.body !== undefined && given.sequenceNumbers?.length !== 1)
          throw new HttpError(400, "INVALID_BODY", "An edited body is for exactly one message", "Name its number.");
        const name = queueOf(params["name"]).name;
        const sent = await takeDeadLetters(name, given.sequenceNumbers, (message) => ({
          ...(message.subject !== undefined && { subject: message.subject }),
          ...(message.correlationId !== undefined && { correlationId: message.correlationId }),
          ...(message.contentType !== undefined && { contentType: message.contentType }),
          messageId: given.keepMessageId === true ? (message.messageId ?? randomUUID()) : randomUUID(),
          body: given.body === undefined ? message.body : Buffer.from(given.body),
        }));
        return { value: { resent: sent } };
      },
    },
    {
      method: "POST",
      path: "/api/v1/queues/{name}/dead-letters/remove",
      operationId: "removeDeadLetters",
      tag: "Queues",
      summary: "Remove dead letters: those named, or all.",
      body: which,
      handle: async ({ params, body }) => {
        const { sequenceNumbers } = body as { sequenceNumbers?: readonly number[] };
        return { value: { removed: await takeDeadLetters(queueOf(params["name"]).name, sequenceNumbers) } };
      },
    },
    {
      method: "POST",
      path: "/api/v1/queues/{name}/purge",
      operationId: "purgeQueue",
      tag: "Queues",
      summary: "Remove all messages that nobody has locked, dead letters included.",
      body: object({}),
      handle: ({ params }) => ({ value: { removed: queueOf(params["name"]).purge() } }),
    },
    {
      method: "POST",
      path: "/api/v1/queues/{name}/expire-locks",
      operationId: "expireLocks",
      tag: "Queues",
      summary: "End all locks now, so that the messages are delivered again.",
      body: object({}),
      handle: ({ params }) => ({ value: { expired: queueOf(params["name"]).expireLocks() } }),
    },
    {
      method: "GET",
      path: "/api/v1/faults",
      operationId: "listFaults",
      tag: "Faults",
      summary: "List the faults with their hit counts.",
      handle: () => ({ value: { faults: faults.list(), connections: broker.connectionCount } }),
    },
    {
      method: "POST",
      path: "/api/v1/faults",
      operationId: "addFault",
      tag: "Faults",
      summary: "Inject a fault into the Service Bus.",
      body: object(
        {
          on: text("The step", { enum: ["authorize", "attach", "send", "deliver", "settle", "manage"] }),
          queue: text("Only this queue"),
          times: integer("How many steps. Default 1", 1, 1_000_000_000),
          skip: integer("How many steps to leave alone first. Default 0", 0, 1_000_000_000),
          effect: object(
            {
              kind: text("What happens", {
                enum: ["refuse", "delay", "lose", "lose-answer", "drop-connection", "close-link", "twice", "reorder"],
              }),
              ms: integer("The length of a delay", 0, 3_600_000),
              when: text("Before or after the step", { enum: ["before", "after"] }),
              condition: text("The AMQP condition of a refusal"),
              description: text("The text of a refusal"),
            },
            ["kind"],
          ),
        },
        ["on", "effect"],
      ),
      handle: ({ body }) => {
        const added = faults.add(body as FaultRule);
        feed.emit("fault", added);
        return { status: 201, value: added };
      },
    },
    {
      method: "DELETE",
      path: "/api/v1/faults/{id}",
      operationId: "removeFault",
      tag: "Faults",
      summary: "Remove a fault.",
      handle: ({ params }) => {
        if (!faults.remove(Number(params["id"]))) throw notFound("fault");
        return {};
      },
    },
    {
      method: "POST",
      path: "/api/v1/connections/drop",
      operationId: "dropConnections",
      tag: "Faults",
      summary: "Drop all connections to the Service Bus, as a network that fails does.",
      body: object({}),
      handle: () => ({ value: { dropped: broker.dropConnections() } }),
    },
  ];

  /** Removes dead letters as an operator's client does; `copyOf` makes what is sent first. Returns how many. */
  async function takeDeadLetters(
    queue: string,
    numbers: readonly number[] | undefined,
    copyOf?: (message: ServiceBusReceivedMessage) => { readonly body: unknown },
  ): Promise<number> {
    const wanted = numbers === undefined ? undefined : new Set(numbers);
    const client = new ServiceBusClient(broker.connectionString());
    try {
      const sender = client.createSender(queue);
      const receiver = client.createReceiver(queue, { subQueueType: "deadLetter", skipParsingBodyAsJson: true });
      const waiting = broker.queue(queue).deadLetterQueue.counts().active;
      let taken = 0;
      const others: ServiceBusReceivedMessage[] = [];
      for (let seen = 0; seen < waiting; ) {
        const batch = await receiver.receiveMessages(Math.min(100, waiting - seen), { maxWaitTimeInMs: 1000 });
        if (batch.length === 0) break;
        seen += batch.length;
        for (const message of batch) {
          if (wanted !== undefined && !wanted.has(Number(message.sequenceNumber))) {
            others.push(message);
            continue;
          }
          if (copyOf !== undefined) await sender.sendMessages(copyOf(message));
          await receiver.completeMessage(message);
          taken++;
        }
      }
      for (const message of others) await receiver.abandonMessage(message);
      return taken;
    } finally {
      await client.close();
    }
  }
}

function shown(queue: QueueView, query: { readonly [name: string]: string | number }): readonly object[] {
  const { limit = 1000, text: wanted } = query as { limit?: number; text?: string };
  const messages = queue.messages().map(readable);
  const found =
    wanted === undefined ? messages : messages.filter((message) => JSON.stringify(message).includes(wanted));
  return found.slice(0, limit);
}

function readable({ lockToken: _, ...message }: QueuedMessage): object {
  const { body } = message;
  return { ...message, body: body instanceof Uint8Array ? Buffer.from(body).toString("utf8") : JSON.stringify(body) };
}
