import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import { HttpError, notFound } from "../sandbox/http/http-error.ts";
import { integer } from "../sandbox/http/json-schema.ts";
import type { Route } from "../sandbox/http/route.ts";
import type { ConsoleOptions } from "./console-options.ts";
import { bodyText } from "./look-routes.ts";

/** The dead-letter queue of the queue from NGOC, where its connection string was given. */
export function deadLetterRoutes({ deadLetters }: ConsoleOptions): readonly Route[] {
  if (deadLetters === undefined) return [];
  return [
    {
      method: "GET",
      path: "/api/v1/dead-letters",
      operationId: "listDeadLetters",
      tag: "Look",
      summary: "List dead letters, the oldest first, without their content.",
      query: { limit: integer("Default 100", 1, 1000) },
      handle: async ({ query }) => {
        const { limit = 100 } = query as { limit?: number };
        return { value: { items: (await deadLetters.list({ limit })).map(letterOf) } };
      },
    },
    {
      method: "GET",
      path: "/api/v1/dead-letters/{number}/content",
      operationId: "getDeadLetterContent",
      tag: "Personal data",
      summary: "Show the content of a dead letter.",
      handle: async ({ params }) => {
        const number = sequenceNumber(params["number"]);
        const [message] = await deadLetters.list({ limit: 1, after: number - 1n });
        if (message === undefined || String(message.sequenceNumber) !== String(number)) throw notFound("dead letter");
        return { value: { body: bodyText(message.body) } };
      },
    },
  ];
}

/** Reads the sequence number of an address. */
export function sequenceNumber(given = ""): bigint {
  if (/^\d{1,19}$/.test(given)) return BigInt(given);
  throw new HttpError(400, "ADDRESS", "Expected a sequence number", "Take it from the list.");
}

function letterOf(message: ServiceBusReceivedMessage): object {
  return {
    sequenceNumber: String(message.sequenceNumber),
    type: message.subject,
    messageId: message.messageId === undefined ? undefined : String(message.messageId),
    enqueuedAt: message.enqueuedTimeUtc,
    deliveryCount: message.deliveryCount,
    reason: message.deadLetterReason,
    description: message.deadLetterErrorDescription,
  };
}
