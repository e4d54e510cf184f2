import { randomUUID } from "node:crypto";
import { builtInContract as contract } from "../../production-partner/contract/built-in.ts";
import type { BuiltInContract, RequestOf } from "../../production-partner/contract/index.ts";
import { decodeMessage } from "../../production-partner/messages/index.ts";
import { exampleRequest } from "../example-request.ts";
import { builtInCounterpart } from "../ngoc/built-in-counterpart.ts";
import { ngocSideOf } from "../ngoc/counterpart.ts";
import type { RawMessage } from "../ngoc/ngoc-options.ts";
import { examplesOf } from "./examples.ts";
import type { Random } from "./random.ts";

/** An order of the demo. */
export interface PlannedOrder {
  readonly payload: RequestOf<BuiltInContract>;
  readonly cardId: string;
  readonly shipmentId: string;
  /** Whether the bureau no longer makes such cards. */
  readonly isDiscontinued: boolean;
}

/**
 * The orders of the demo: those of `spec/examples` first, then generated ones, up to the requested number of cards.
 * About five cards share a shipment, three orders in ten come with accessories, and a few are for a discontinued
 * article.
 */
export function planOrders(cards: number, random: Random): readonly PlannedOrder[] {
  const examples = examplesOf(contract.requestType).good as readonly RequestOf<BuiltInContract>[];
  const orders = examples.slice(0, cards).map((payload) => planned(payload));
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
  const subject = contract.requestType;
  const sentType = Object.keys(contract.messages).find((type) => contract.definitionOf(type)?.direction === "send");
  const unreadable = Buffer.from('{"organisationId": "ORG-1", ');
  const acknowledgement = ngocSideOf(builtInCounterpart).writeReportOk({
    organisationId: "ORG-1",
    shipmentId: "SHIP-1",
    cardId: "CA-NEVER",
  });
  const messages: readonly Omit<RawMessage, "messageId">[] = [
    ...examplesOf(subject)
      .bad.map((body) => ({ subject, body }))
      .filter(isRefused),
    { subject, body: unreadable },
    { subject, body: Buffer.alloc(0) },
    { subject: "NO_TYPE_OF_THE_CONTRACT", body: {} },
    { body: {} },
    ...(sentType === undefined ? [] : [{ subject: sentType, body: {} }]),
    // Fits the contract, but acknowledges a card that nobody has ordered.
    { subject: acknowledgement.type, body: acknowledgement.payload },
  ];
  return {
    answered: messages.map((message) => ({ ...message, messageId: randomUUID() })),
    unanswered: [{ subject: contract.receivedErrorType, messageId: randomUUID(), body: unreadable }],
  };
}

/** Some samples are wrong only for the sender. */
function isRefused(message: Omit<RawMessage, "messageId">): boolean {
  return !decodeMessage({ ...message, messageId: "example" }).ok;
}

function generateOrder(index: number, shipments: number, random: Random): PlannedOrder {
  const shipment = 1 + (index % shipments);
  const number = String(index + 1).padStart(6, "0");
  const isDiscontinued = random.chance(0.02);
  const payload = exampleRequest({
    organisationId: `ORG-${1 + (shipment % 3)}`,
    shipmentId: `SHIP-${String(shipment).padStart(5, "0")}`,
    cardId: `CA-${number}-${random.hex(8)}`,
    expected: random.chance(0.5) ? ["MIFARE_UID"] : ["MIFARE_UID", "EM_UID"],
    ...(random.chance(0.3) && {
      accessories: [{ accessoryId: `ACC-${number}`, articleId: "LANYARD", quantity: random.integer(1, 3) }],
    }),
  });
  return { ...planned(payload), isDiscontinued };
}

function planned(payload: RequestOf<BuiltInContract>): PlannedOrder {
  const fact = contract.factOf(contract.requestType, payload);
  if (fact.kind !== "card-requested") throw new Error(`A ${contract.requestType} of the demo orders no card`);
  const { cardId, shipmentId } = fact;
  return { payload, cardId, shipmentId, isDiscontinued: false };
}
