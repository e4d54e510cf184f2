import { randomUUID } from "node:crypto";
import type { CardFilter } from "../../ngoc/order-book.ts";
import type { SandboxParts } from "../../process/sandbox-parts.ts";
import { notFound } from "../http-error.ts";
import { integer, list, object, text } from "../json-schema.ts";
import type { Route } from "../route.ts";

const card = object({
  cardId: text("The card"),
  shipmentId: text("Its shipment"),
  organisationId: text("Its organisation"),
  expectedReportDataFields: list(text("A field that the report must have")),
  state: text("Its state in NGOC's record", { enum: ["ordered", "refused", "produced", "shipped"] }),
  isReported: { type: "boolean", description: "Whether a report of it came" },
});

/** Orders: requests to the partner, cards and shipments in NGOC's record. */
export function orderRoutes({ sandbox, log, contract }: SandboxParts): readonly Route[] {
  const { ngoc } = sandbox;
  return [
    {
      method: "POST",
      path: "/api/v1/requests",
      operationId: "sendRequests",
      tag: "Orders",
      summary:
        "Order cards: generated ones by default, or one with the given payload, which is checked by the contract.",
      body: object({
        count: integer("How many cards", 1, 10_000),
        cardsPerShipment: integer("How many of them share a shipment. Default 1", 1, 10_000),
        organisationId: text("Default ORG-1"),
        shipmentId: text("Default: a new one"),
        cardId: text("For one card. Default: a new one"),
        expected: list(text("A field that the report must have")),
        accessories: list(
          object({ accessoryId: text("The accessory"), quantity: integer("Pieces", 1, 1_000_000) }, [
            "accessoryId",
            "quantity",
          ]),
        ),
        payload: { type: "object", description: "The payload of one request, instead of all else" },
        messageId: text("A UUID. Default: a new one"),
      }),
      answer: object({
        messages: list(object({ messageId: text("Its id"), cardId: text("The card") })),
      }),
      handle: async ({ body }) => {
        // What the schema above describes.
        const given = body as GeneratedRequests;
        const ids = given.messageId === undefined ? {} : { messageId: given.messageId };
        if (given.payload !== undefined) {
          const { messageId } = await ngoc.sendRequest(given.payload as never, ids);
          return { status: 201, value: { messages: [{ messageId, cardId: cardIdOf(messageId) }] } };
        }
        const cards = cardsToOrder(given);
        const messages: { messageId: string; cardId: string }[] = [];
        for (let first = 0; first < cards.length; first += sentAtOnce) {
          const sent = cards.slice(first, first + sentAtOnce).map(async (order, index) => {
            const payload = ngoc.exampleRequest(order);
            const { messageId } = await ngoc.sendRequest(payload as never, first + index === 0 ? ids : {});
            return { messageId, cardId: order.cardId };
          });
          messages.push(...(await Promise.all(sent)));
        }
        return { status: 201, value: { messages } };
      },
    },
    {
      method: "POST",
      path: "/api/v1/requests/example",
      operationId: "exampleRequest",
      tag: "Orders",
      summary: "Write the payload of a valid request without sending it: the beginning of a form.",
      body: object({}),
      handle: () => ({
        value: {
          type: contract.requestType,
          payload: ngoc.exampleRequest({ cardId: `CA-${randomUUID()}`, shipmentId: `SH-${randomUUID()}` }),
        },
      }),
    },
    {
      method: "POST",
      path: "/api/v1/messages",
      operationId: "sendRaw",
      tag: "Messages",
      summary: "Send anything to the partner without a check.",
      body: object(
        {
          subject: text("The message type"),
          messageId: text("Default: a new UUID"),
          correlationId: text("The message that it answers"),
          body: text("The body, as text"),
        },
        ["body"],
      ),
      handle: async ({ body }) => {
        const given = body as { subject?: string; messageId?: string; correlationId?: string; body: string };
        const message = { messageId: randomUUID(), ...given, body: Buffer.from(given.body) };
        await ngoc.sendRaw(message);
        return { status: 201, value: { messageId: message.messageId } };
      },
    },
    {
      method: "GET",
      path: "/api/v1/messages",
      operationId: "listMessages",
      tag: "Messages",
      summary: "List the messages that went through, oldest first.",
      query: {
        after: integer("Only messages after this number", 0, Number.MAX_SAFE_INTEGER),
        limit: integer("Default 1000", 1, 10_000),
        shipmentId: text("Only of this shipment"),
        text: text("Only messages that contain this text"),
        latest: integer("Only the last so many, newest first", 1, 10_000),
      },
      handle: ({ query }) => ({ value: { messages: log.list(query) } }),
    },
    {
      method: "GET",
      path: "/api/v1/messages/{number}",
      operationId: "getMessage",
      tag: "Messages",
      summary: "Show one message: headers, body, issues and deviations with JSON pointers.",
      handle: ({ params }) => {
        const message = log.get(Number(params["number"]));
        if (message === undefined) throw notFound("message");
        return { value: message };
      },
    },
    {
      method: "GET",
      path: "/api/v1/cards",
      operationId: "listCards",
      tag: "Orders",
      summary: "List the cards in NGOC's record, oldest first, and count them by state.",
      query: {
        state: text("Only this state", { enum: ["ordered", "refused", "produced", "shipped"] }),
        offset: integer("How many to leave out first", 0, Number.MAX_SAFE_INTEGER),
        limit: integer("Default 1000", 1, 100_000),
        text: text("Only cards whose id or shipment contains this text"),
        latest: integer("Only the last so many, newest first", 1, 10_000),
      },
      answer: object({
        counts: { type: "object" },
        total: integer("How many cards fit", 0, Number.MAX_SAFE_INTEGER),
        cards: list(card),
      }),
      handle: ({ query }) => {
        // What the schema above describes.
        return { value: { counts: ngoc.book.countCards(), ...ngoc.book.find(query as CardFilter) } };
      },
    },
    {
      method: "GET",
      path: "/api/v1/cards/{cardId}",
      operationId: "getCard",
      tag: "Orders",
      summary: "Show the life of one card: its state, and all its messages with bodies, issues and deviations.",
      answer: object({ card, messages: list({ type: "object" }) }),
      handle: ({ params: { cardId = "" } }) => {
        const messages = log.list({ cardId });
        const found = ngoc.book.card(cardId);
        if (found === undefined && messages.length === 0) throw notFound("card");
        return { value: { card: found, messages } };
      },
    },
    {
      method: "GET",
      path: "/api/v1/shipments",
      operationId: "listShipments",
      tag: "Orders",
      summary: "List the shipments with their cards, and the accessories that were not shipped.",
      handle: () => ({ value: { shipments: ngoc.book.shipments() } }),
    },
  ];

  function cardIdOf(messageId: string): string | undefined {
    return log.latest(messageId)?.cardIds[0];
  }
}

/** How many requests are on their way to the queue at once: one after the other would wait for the queue each time. */
const sentAtOnce = 50;

/** The cards of generated requests. */
function cardsToOrder(given: GeneratedRequests) {
  const { count = 1, cardsPerShipment = 1, organisationId, expected, accessories } = given;
  let shipmentId = "";
  return Array.from({ length: count }, (_, index) => {
    if (index % cardsPerShipment === 0) shipmentId = given.shipmentId ?? `SH-${randomUUID()}`;
    return {
      cardId: index === 0 && given.cardId !== undefined ? given.cardId : `CA-${randomUUID()}`,
      shipmentId,
      ...(organisationId !== undefined && { organisationId }),
      ...(expected !== undefined && { expected }),
      ...(accessories !== undefined && { accessories }),
    };
  });
}

interface GeneratedRequests {
  readonly count?: number;
  readonly cardsPerShipment?: number;
  readonly organisationId?: string;
  readonly shipmentId?: string;
  readonly cardId?: string;
  readonly expected?: readonly string[];
  readonly accessories?: readonly { readonly accessoryId: string; readonly quantity: number }[];
  readonly payload?: object;
  readonly messageId?: string;
}
