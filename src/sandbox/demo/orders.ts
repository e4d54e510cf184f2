import { randomUUID } from "node:crypto";
import type { StrictPayloads } from "../../production-partner/messages/index.ts";
import type { RawMessage } from "../ngoc/ngoc.ts";
import { examplesOf } from "./examples.ts";
import type { Random } from "./random.ts";

type Request = StrictPayloads["EXTERNAL_PRODUCTION_REQUEST_SENT"];

/** The article that the demo's bureau no longer makes. */
export const discontinuedArticle = "KSK-K11686X-DISCONTINUED";

/**
 * The orders of the demo: those of `spec/examples` first, filled up with generated ones to the number of cards asked for.
 * About five cards share a shipment, three orders in ten come with accessories, and a few are for a discontinued article.
 */
export function planOrders(cards: number, random: Random): readonly Request[] {
  const examples = examplesOf("EXTERNAL_PRODUCTION_REQUEST_SENT").good as readonly Request[];
  const orders = examples.slice(0, cards);
  const exampleShipments = new Set(orders.map(({ shipmentId }) => shipmentId)).size;
  const shipments = Math.max(1, Math.round(cards / 5) - exampleShipments);
  const generated = Array.from({ length: cards - orders.length }, (_, index) =>
    generateOrder(index, shipments, random),
  );
  return [...orders, ...generated];
}

/** Messages that the partner must consume and answer, or, for an Error Notification, must not answer. */
export function planInvalidMessages(): {
  readonly answered: readonly RawMessage[];
  readonly unanswered: readonly RawMessage[];
} {
  const bad = examplesOf("EXTERNAL_PRODUCTION_REQUEST_SENT").bad;
  const request = { subject: "EXTERNAL_PRODUCTION_REQUEST_SENT" };
  const messages: readonly Omit<RawMessage, "messageId">[] = [
    ...bad.map((body) => ({ ...request, body })),
    { ...request, body: Buffer.from('{"organisationId": "ORG-1", ') },
    { ...request, body: Buffer.alloc(0) },
    { subject: "EXTERNAL_PRODUCTION_RECALLED", body: {} },
    { body: { organisationId: "ORG-1" } },
    {
      subject: "EXTERNAL_PRODUCTION_SHIPPED",
      body: { organisationId: "ORG-1", shipmentId: "SHIP-1", cardIds: ["CA-1"] },
    },
    {
      subject: "EXTERNAL_PRODUCTION_REPORT_OK",
      body: { organisationId: "ORG-1", shipmentId: "SHIP-1", cardId: "CA-NEVER" },
    },
  ];
  return {
    answered: messages.map((message) => ({ ...message, messageId: randomUUID() })),
    unanswered: [{ subject: "EXTERNAL_PRODUCTION_ERROR", messageId: randomUUID(), body: { details: 42 } }],
  };
}

function generateOrder(index: number, shipments: number, random: Random): Request {
  const shipment = 1 + (index % shipments);
  const number = String(index + 1).padStart(6, "0");
  const who = random.pick(["recipient", "companyName", "both"]);
  const recipient = { recipient: `Recipient ${number}` };
  const companyName = { companyName: `Company ${shipment}` };
  return {
    organisationId: `ORG-${1 + (shipment % 3)}`,
    shipmentId: `SHIP-${String(shipment).padStart(5, "0")}`,
    ordered: "2026-01-15T09:30:00Z",
    address: {
      addressOne: `Example Street ${shipment}`,
      postalCode: "11122",
      city: "Stockholm",
      countryCode: "SE",
      ...(who === "recipient" ? recipient : who === "companyName" ? companyName : { ...recipient, ...companyName }),
    },
    card: {
      articleId: random.chance(0.02) ? discontinuedArticle : "KSK-K11686X",
      cardId: `CA-${number}-${random.hex(8)}`,
      cardElements: { FIRST_NAME: "Example", EMPLOYEE_NUMBER: number },
      expectedReportDataFields: random.chance(0.5) ? ["MIFARE_UID"] : ["MIFARE_UID", "EM_UID"],
    },
    ...(random.chance(0.3)
      ? { accessories: [{ accessoryId: `ACC-${number}`, articleId: "LANYARD", quantity: random.whole(1, 3) }] }
      : {}),
  };
}
