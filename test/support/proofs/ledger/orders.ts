import type { StrictPayloads } from "../../../../src/production-partner/messages/index.ts";
import { exampleRequest } from "../../../../src/sandbox/index.ts";

/** An article that the bureau rejects. */
export const discontinuedArticle = "DISCONTINUED";

/** Plans orders: cards in shipments, some with accessories that the shipment shares, a few to be rejected. */
export function planOrders(
  cards: number,
  shipments: number,
  random: () => number,
): readonly StrictPayloads["EXTERNAL_PRODUCTION_REQUEST_SENT"][] {
  return Array.from({ length: cards }, (_, index) => {
    const isDiscontinued = random() < 0.03;
    const request = exampleRequest({
      cardId: `CA-${index}`,
      shipmentId: `SHIP-${index % shipments}`,
      organisationId: `ORG-${(index % shipments) % 3}`,
      expected: random() < 0.5 ? ["MIFARE_UID"] : [],
      ...(isDiscontinued || random() < 0.6
        ? {}
        : { accessories: [{ accessoryId: "LANYARD", quantity: 1 + Math.floor(random() * 3) }] }),
    });
    return { ...request, card: { ...request.card, articleId: isDiscontinued ? discontinuedArticle : "ARTICLE" } };
  });
}
