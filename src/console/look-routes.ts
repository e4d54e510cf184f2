import { type CardState, cardStates } from "../production-partner/orders/index.ts";
import { HttpError, notFound } from "../sandbox/http/http-error.ts";
import { integer, text } from "../sandbox/http/json-schema.ts";
import type { Route } from "../sandbox/http/route.ts";
import type { ConsoleOptions } from "./console-options.ts";

const page = {
  limit: integer("Default 100", 1, 1000),
  after: text("The `next` of the page before"),
};

/** What can be looked at in a ledger. Personal data has addresses of its own. */
export function lookRoutes({ ledger, allowChanges, deadLetters }: ConsoleOptions): readonly Route[] {
  return [
    {
      method: "GET",
      path: "/api/v1/overview",
      operationId: "overview",
      tag: "Look",
      summary: "Count the cards by state, the outbox and the quarantine, and say what this console may do.",
      handle: async () => {
        const [cards, outbox, quarantine] = await Promise.all([
          ledger.countCards(),
          ledger.outbox(),
          ledger.quarantine.fill(),
        ]);
        const may = { change: allowChanges, seeDeadLetters: deadLetters !== undefined };
        return { value: { cards, outbox, quarantine, may, nowMs: ledger.now() } };
      },
    },
    {
      method: "GET",
      path: "/api/v1/cards",
      operationId: "listCards",
      tag: "Look",
      summary: "List cards: of one state, those longest in it first; else by card id.",
      query: {
        ...page,
        state: text("Only cards in this state", { enum: Object.keys(cardStates) }),
        shipmentId: text("Only cards of this shipment"),
      },
      handle: async ({ query }) => ({
        value: await ledger.listCards(query as { state?: CardState; shipmentId?: string; limit?: number }),
      }),
    },
    {
      method: "GET",
      path: "/api/v1/cards/{cardId}",
      operationId: "getCard",
      tag: "Look",
      summary: "Show the life of one card, without personal data.",
      handle: async ({ params: { cardId = "" } }) => {
        const card = await ledger.findCard(cardId);
        if (card === undefined) throw notFound("card");
        const history = await ledger.cardHistory(cardId, { limit: 1000 });
        return { value: { card, history: history.items, isCut: history.next !== undefined } };
      },
    },
    {
      method: "GET",
      path: "/api/v1/cards/{cardId}/personal-data",
      operationId: "getPersonalData",
      tag: "Personal data",
      summary: "Show what is kept of a card's request: names, addresses, card elements.",
      handle: async ({ params: { cardId = "" } }) => {
        const request = await ledger.findRequest(cardId);
        if (request === undefined)
          throw new HttpError(404, "NOT_FOUND", "No personal data is kept of this card", "It was left out or purged.");
        return { value: request };
      },
    },
    {
      method: "GET",
      path: "/api/v1/stuck",
      operationId: "listStuck",
      tag: "Look",
      summary: "List orders and messages that are stuck.",
      query: { minutes: integer("How long they have been stuck. Default 60", 0, 1_000_000) },
      handle: async ({ query }) => {
        const { minutes = 60 } = query as { minutes?: number };
        return { value: { items: await ledger.listStuck({ olderThanMs: minutes * 60_000, limit: 1000 }) } };
      },
    },
    {
      method: "GET",
      path: "/api/v1/outbox",
      operationId: "getOutbox",
      tag: "Look",
      summary: "Say how many messages are not sent, which of them are in trouble, and which wait for NGOC's answer.",
      handle: async () => {
        const [fill, stuck, waiting] = await Promise.all([
          ledger.outbox(),
          ledger.listStuck({ olderThanMs: 0, limit: 1000 }),
          ledger.listWaiting({ limit: 100 }),
        ]);
        const unsent = stuck.filter(({ kind }) => kind === "not-sent" || kind === "uncertain");
        return { value: { ...fill, items: unsent, waiting: waiting.items } };
      },
    },
    {
      method: "GET",
      path: "/api/v1/quarantine",
      operationId: "listQuarantine",
      tag: "Look",
      summary: "List quarantined messages, the oldest first, without their content.",
      query: { ...page, state: text("Only in this state", { enum: ["kept", "replayed", "dismissed"] }) },
      handle: async ({ query }) => ({
        value: await ledger.quarantine.list(query as { state?: "kept"; limit?: number; after?: string }),
      }),
    },
    {
      method: "GET",
      path: "/api/v1/quarantine/{id}/content",
      operationId: "getQuarantinedContent",
      tag: "Personal data",
      summary: "Show the content of a quarantined message.",
      handle: async ({ params: { id = "" } }) => {
        const message = await ledger.quarantine.show(id);
        if (message === undefined) throw notFound("message");
        return { value: { body: bodyText(message.raw.body) } };
      },
    },
  ];
}

/** A body as text: base64 where it is none. */
export function bodyText(body: unknown): string | undefined {
  if (body === undefined || typeof body === "string") return body;
  if (!(body instanceof Uint8Array)) return JSON.stringify(body);
  const bytes = Buffer.from(body);
  const asText = bytes.toString("utf8");
  return Buffer.from(asText).equals(bytes) ? asText : `base64: ${bytes.toString("base64")}`;
}
