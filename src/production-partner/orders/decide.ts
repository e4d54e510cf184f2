import type { IncomingMessage, OutgoingMessage, TypeReceivedBy, TypeSentBy } from "../messages/message.ts";
import { decideErrorReceived, decideErrorSent } from "./error-notification.ts";
import type { Decision, OrderFacts } from "./facts.ts";
import { decideReport, decideReportOk } from "./report.ts";
import { decideRequest } from "./request.ts";
import { decideShipped, decideShippedOk } from "./shipment.ts";

/** Decides what a message from NGOC does to the orders, or why it cannot be right. */
export function decideReceived(facts: OrderFacts, message: IncomingMessage<TypeReceivedBy<"partner">>): Decision {
  switch (message.type) {
    case "EXTERNAL_PRODUCTION_REQUEST_SENT":
      return decideRequest(facts, message);
    case "EXTERNAL_PRODUCTION_REPORT_OK":
      return decideReportOk(facts, message);
    case "EXTERNAL_PRODUCTION_SHIPPED_OK":
      return decideShippedOk(facts, message);
    case "EXTERNAL_PRODUCTION_ERROR":
      return decideErrorReceived(facts, message);
    default:
      return message satisfies never;
  }
}

/** Decides what a message to NGOC does to the orders, or why it must not be sent. */
export function decideSent(facts: OrderFacts, message: OutgoingMessage<TypeSentBy<"partner">>): Decision {
  switch (message.type) {
    case "EXTERNAL_PRODUCTION_CARD_PRODUCED":
      return decideReport(facts, message);
    case "EXTERNAL_PRODUCTION_SHIPPED":
      return decideShipped(facts, message);
    case "EXTERNAL_PRODUCTION_ERROR":
      return decideErrorSent(facts, message);
    default:
      return message satisfies never;
  }
}
