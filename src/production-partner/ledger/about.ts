import type { ReceivedFact, SentFact } from "../contract/facts.ts";

/** Returns the card and the shipment that a message is about, and the code that an Error Notification gives. */
export function aboutOf(fact: ReceivedFact | SentFact): {
  readonly cardId: string | undefined;
  readonly shipmentId: string | undefined;
  readonly errorCode: string | undefined;
} {
  return {
    cardId: "cardId" in fact ? fact.cardId : undefined,
    shipmentId: "shipmentId" in fact ? fact.shipmentId : undefined,
    errorCode: "errorCode" in fact ? fact.errorCode : undefined,
  };
}
