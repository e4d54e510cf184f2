import type { IncomingMessage } from "../messages/message.ts";
import { change, type Decision, type OrderFacts, refuse } from "./facts.ts";
import { type AccessoryOrder, accessoryKey } from "./order.ts";

/**
 * Decides about a Production Request: one card, and only one, with optional accessories; several requests may share a
 * shipmentId (S1, "Production Request").
 *
 * Assumed, as S1 is silent: a cardId is unique over all requests, but a card whose request we rejected may be ordered again;
 * a shipment belongs to one organisation; and requests that name the same accessory of a shipment add up.
 */
export function decideRequest(
  facts: OrderFacts,
  message: IncomingMessage<"EXTERNAL_PRODUCTION_REQUEST_SENT">,
): Decision {
  const { organisationId, shipmentId, card, accessories = [] } = message.payload;
  const { cardId, expectedReportDataFields = [] } = card;
  const known = facts.cards.get(cardId);
  if (known !== undefined && known.state !== "rejected")
    return refuse({ reason: "DUPLICATE_CARD", cardId, shipmentId });
  const shipment = facts.shipments.get(shipmentId);
  if (shipment !== undefined && shipment.organisationId !== organisationId) {
    return refuse({ reason: "ORGANISATION_MISMATCH", cardId, shipmentId });
  }

  const changed = new Map<string, AccessoryOrder>();
  for (const { accessoryId, articleId, quantity } of accessories) {
    const key = accessoryKey({ shipmentId, accessoryId });
    const before = changed.get(key) ??
      facts.accessories.get(key) ?? { shipmentId, accessoryId, ordered: 0, announced: 0 };
    changed.set(key, {
      ...before,
      ...(articleId === undefined ? {} : { articleId }),
      ordered: before.ordered + quantity,
    });
  }
  return change({
    cards: [
      {
        cardId,
        shipmentId,
        organisationId,
        state: "requested",
        requestId: message.messageId,
        expectedReportDataFields,
        accessories: accessories.map(({ accessoryId, quantity }) => ({ accessoryId, quantity })),
      },
    ],
    accessories: [...changed.values()],
  });
}
