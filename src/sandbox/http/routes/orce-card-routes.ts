import type { OrceCard } from "../../orce/index.ts";
import type { SandboxParts } from "../../process/sandbox-parts.ts";
import { notFound } from "../http-error.ts";
import { integer, list, object, text } from "../json-schema.ts";
import type { Route } from "../route.ts";

const kind = text("The kind of its program", { enum: ["tender", "award", "loyalty"] });
const account = object({
  kind,
  currency: text("The currency of the request, or the base currency of the program"),
  balance: text("Decimal text"),
  added: text("What the request added"),
  existed: { type: "boolean", description: "Whether it existed before the card was generated" },
  activatedAt: text("When it was activated, in ISO 8601"),
});
const card = object({
  serialNumber: text("Its serial number"),
  cardNumber: text("Its card number, masked"),
  customerId: text("The customer whom it belongs to; absent for none"),
  accounts: list(account),
  ignoredAmounts: list(kind),
  activatedAt: text("When it was activated, in ISO 8601"),
  file: text("The file that requested it"),
  block: integer("The number of its block", 1, Number.MAX_SAFE_INTEGER),
});
const entry = object({
  at: text("When, in ISO 8601"),
  what: text("What happened", {
    enum: [
      "card-generated",
      "account-created",
      "card-activated",
      "account-activated",
      "balance-added",
      "customer-associated",
    ],
  }),
  account: kind,
  amount: text("Decimal text"),
  currency: text("Of amount and balance"),
  balance: text("Decimal text: the balance afterwards"),
});

/** The cards of ORCE: those of a customer, with balances and history. */
export function orceCardRoutes({ orce }: SandboxParts): readonly Route[] {
  return [
    {
      method: "GET",
      path: "/api/v1/orce/cards",
      operationId: "listOrceCards",
      tag: "ORCE",
      summary: "List the last cards, the newest first, with their accounts and balances.",
      query: { limit: integer("How many. Default 100", 1, 1_000) },
      answer: object({ kept: integer("How many cards are kept", 0, Number.MAX_SAFE_INTEGER), cards: list(card) }),
      handle: ({ query: { limit = 100 } }) => ({
        value: { kept: orce.cards.size, cards: orce.cards.recent(Number(limit)).map(shown) },
      }),
    },
    {
      method: "GET",
      path: "/api/v1/orce/customers/{customerId}/cards",
      operationId: "listOrceCardsOfCustomer",
      tag: "ORCE",
      summary: "List the cards of a customer, the oldest first.",
      answer: object({ cards: list(card) }),
      handle: ({ params: { customerId = "" } }) => ({
        value: { cards: orce.cards.ofCustomer(customerId).map(shown) },
      }),
    },
    {
      method: "GET",
      path: "/api/v1/orce/cards/{serialNumber}",
      operationId: "getOrceCard",
      tag: "ORCE",
      summary: "Get a card with its accounts, balances and history.",
      answer: object({ card, history: list(entry) }),
      handle: ({ params: { serialNumber = "" } }) => {
        const found = orce.cards.get(serialNumber);
        if (found === undefined) throw notFound("card");
        return { value: { card: shown(found), history: orce.cards.history(serialNumber) } };
      },
    },
  ];
}

/** The card without what nobody may see, and without what the request said about the customer. */
function shown({ serialNumber, cardNumber, customer, ...rest }: OrceCard): object {
  return { serialNumber: serialNumber.format(), cardNumber: `${cardNumber}`, ...rest };
}
