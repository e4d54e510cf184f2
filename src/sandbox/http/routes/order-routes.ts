import { randomUUID } from "node:crypto";
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
        const messages: { messageId: string; cardId: string }[] = [];
        let shipmentId = "";
        for (let index = 0; index < (given.count ?? 1); index++) {
          if (index % (given.cardsPerShipment ?? 1) === 0) shipmentId = given.shipmentId ?? `SH-${randomUUID()}`;
          const cardId = index === 0 && given.cardId !== undefined ? given.cardId : `CA-${randomUUID()}`;
          const { organisationId, expected, accessories } = given;
          const payload = ngoc.exampleRequest({
            cardId,
            shipmentId,
            ...(organisationId !== undefined && { organisationId }),
            ...(expected !== undefined && { expected }),
            ...(accessories !== undefined && { accessories }),
          });
          const { messageId } = await ngoc.sendRequest(payload as never, index === 0 ? ids : {});
          messages.push({ messageId, cardId });
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
        const { state, offset = 0, limit = 1000, text: wanted, latest } = query as CardQuery;
        const cards = ngoc.book
          .cards()
          .filter((one) => state === undefined || one.state === state)
          .filter((one) => wanted === undefined || `${one.cardId}\n${one.shipmentId}`.includes(wanted));
        const shown = latest === undefined ? cards.slice(offset, offset + limit) : cards.slice(-latest).reverse();
        return { value: { counts: ngoc.book.countCards(), total: cards.length, cards: shown } };
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

interface CardQuery {
  readonly state?: string;
  readonly offset?: number;
  readonly limit?: number;
  readonly text?: string;
  readonly latest?: number;
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
