import { decideErrorReceived, decideErrorSent } from "./error-notification.ts";
import { change, type Decision, type OrderFacts } from "./facts.ts";
import type { FactReceived, FactSent } from "./order-message.ts";
import { defaultOrderRules, type OrderRules } from "./order-rules.ts";
import { decideReport, decideReportOk } from "./report.ts";
import { decideRequest, decideWithdrawal } from "./request.ts";
import { decideShipped } from "./shipment.ts";
import { decideShippedOk } from "./shipped-ok.ts";

/** Decides what a message from NGOC does to the orders, or why it cannot be right. */
export function decideReceived(facts: OrderFacts, message: FactReceived): Decision {
  const { fact, messageId, correlationId } = message;
  switch (fact.kind) {
    case "card-requested":
      return decideRequest(facts, fact, messageId);
    case "card-withdrawn":
      return decideWithdrawal(facts, fact);
    case "report-acknowledged":
      return decideReportOk(facts, fact);
    case "shipment-acknowledged":
      return decideShippedOk(facts, fact, correlationId);
    case "refused":
      return decideErrorReceived(facts, fact, correlationId);
    case "no-order-matter":
    case "unusable":
      return change({});
    default:
      return fact satisfies never;
  }
}

/** Decides what a message to NGOC does to the orders, or why it must not be sent. */
export function decideSent(facts: OrderFacts, message: FactSent, rules: OrderRules = defaultOrderRules): Decision {
  const { fact, messageId } = message;
  switch (fact.kind) {
    case "card-produced":
      return decideReport(facts, fact, messageId);
    case "shipped":
      return decideShipped(facts, fact, messageId, rules);
    case "error-sent":
      return decideErrorSent(facts, fact);
    default:
      return fact satisfies never;
  }
}
