import { createMessage, type OutgoingMessage } from "../../../src/production-partner/messages/index.ts";
import { exampleRequest } from "../../../src/sandbox/index.ts";

/** The card of the request with this number. */
export function cardIdOf(index: number): string {
  return `CARD-${index}`;
}

/** A valid Production Request about as large as the payload; eight cards share a shipment. */
export function productionRequest(
  index: number,
  payload: Uint8Array,
): OutgoingMessage<"EXTERNAL_PRODUCTION_REQUEST_SENT"> {
  const request = exampleRequest({ cardId: cardIdOf(index), shipmentId: `SHIP-${index >> 3}` });
  const filler = "0".repeat(Math.max(0, payload.length - 250));
  const card = { ...request.card, cardElements: { FILLER: filler } };
  return createMessage("EXTERNAL_PRODUCTION_REQUEST_SENT", { ...request, card }, { messageId: `r${index}` });
}
