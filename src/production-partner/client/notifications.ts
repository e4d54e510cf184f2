import { UsageError } from "../../errors/usage-error.ts";
import type { BuiltInContract } from "../contract/built-in.ts";
import type {
  CardProducedReport,
  Contract,
  ErrorCodeOf,
  ReceivedType,
  ShippedPart,
  ShippedReport,
  TermsOf,
} from "../contract/index.ts";
import type { Draft, KnownOrders, StagedMessage } from "../ledger/order-ledger.ts";
import { answerIdOf, createMessageId, type IncomingMessage } from "../messages/index.ts";
import { digestOfCardProduced, digestOfShipped, OrderRefusedError, type OrderRules } from "../orders/index.ts";
import { aboutFact, isErrorType } from "./error-answer.ts";
import { plainCopy } from "./plain-copy.ts";
import { stagedMessage } from "./staged-message.ts";

/** Input of `sendError`. */
export interface ErrorReport<C extends Contract = BuiltInContract> {
  /** The faulty message; must not be an Error Notification. Default: none, for an error that no message caused. */
  readonly message?: Exclude<
    IncomingMessage<ReceivedType<C["messages"]>, C>,
    { readonly type: TermsOf<C>["errorType"] }
  >;
  readonly errorCode: ErrorCodeOf<C>;
  /** Sent to NGOC unchanged. */
  readonly details: string;
}

/** How notifications are drafted. */
export interface DraftingOptions {
  readonly contract: Contract;
  readonly rules: OrderRules;
}

/** Drafts the Card Produced Notification of a card. */
export function cardProducedDraft(given: CardProducedReport, { contract, rules }: DraftingOptions): Draft {
  // Copied before the first await: the caller may reuse its object.
  const report = plainCopy(checkedReport(given));
  const { cardId } = report;
  const messageId = createMessageId();
  return {
    cardIds: [cardId],
    shipmentIds: [],
    rules,
    compose: (known) => {
      const card = { cardId, ...knownCard(known, cardId) };
      const written = contract.writeCardProduced(card, report);
      const fact = () =>
        ({
          kind: "card-produced",
          cardId,
          shipmentId: card.shipmentId,
          reportedFields: Object.keys(report.reportData),
          digest: digestOfCardProduced(written.type, card, report),
        }) as const;
      return [stagedMessage(contract, written, { messageId, fact })];
    },
  };
}

/** Drafts one Shipped Notification per shipment of the items (the Production Partner guide, "Shipped Notification"). */
export function shippedDraft(given: ShippedReport, { contract, rules }: DraftingOptions): Draft {
  const report = plainCopy(checkedReport(given));
  const { cardIds = [], accessories = [] } = report;
  if (cardIds.length + accessories.length === 0) {
    throw new UsageError("No cards or accessories to report as shipped", {
      code: "NOTHING_TO_SHIP",
      help: "Pass at least one card id or accessory.",
    });
  }
  const accessoriesByShipment = Map.groupBy(accessories, ({ shipmentId }) => shipmentId);
  const messageIds = new Map<string, string>();
  return {
    cardIds,
    shipmentIds: [...accessoriesByShipment.keys()],
    rules,
    compose: (known) => {
      const cards = cardIds.map((cardId) => ({ cardId, ...knownCard(known, cardId) }));
      const cardsByShipment = Map.groupBy(cards, ({ shipmentId }) => shipmentId);
      const shipmentIds = new Set([...cardsByShipment.keys(), ...accessoriesByShipment.keys()]);
      return [...shipmentIds].map((shipmentId) => {
        const inShipment = cardsByShipment.get(shipmentId) ?? [];
        const { organisationId } = inShipment[0] ?? knownShipment(known, shipmentId);
        const messageId = messageIds.get(shipmentId) ?? shippedId(report, shipmentId, inShipment.length);
        messageIds.set(shipmentId, messageId);
        const part: ShippedPart = {
          shipmentId,
          organisationId,
          cardIds: inShipment.map(({ cardId }) => cardId),
          accessories: (accessoriesByShipment.get(shipmentId) ?? []).map(({ accessoryId, quantity }) => ({
            accessoryId,
            quantity,
          })),
        };
        return shippedMessage(contract, { part, report, messageId });
      });
    },
  };
}

/** Creates an Error Notification. */
export function errorMessage(
  report: {
    readonly message?: { readonly type: string; readonly messageId: string; readonly payload: unknown };
    readonly errorCode: string;
    readonly details: string;
  },
  contract: Contract,
): StagedMessage {
  const { errorCode, details, message } = report;
  // The type forbids an Error Notification; JavaScript does not.
  if (message !== undefined && isErrorType(contract, message.type)) {
    throw new UsageError("Cannot answer an Error Notification", {
      code: "ERROR_ANSWERED",
      help: "Do not answer messages of this type: two systems that answer each other's errors would never stop.",
    });
  }
  const about = aboutFact(message && contract.factOf(message.type, message.payload));
  const answers = message?.messageId;
  const written = contract.writeError({ errorCode, details, ...about, messageId: answers });
  const { cardId, shipmentId } = about;
  return stagedMessage(contract, written, {
    messageId: createMessageId(),
    ...(answers !== undefined && { correlationId: answers }),
    fact: () => ({ kind: "error-sent", errorCode, answers, cardId, shipmentId }),
  });
}

/** The id of a Shipped Notification: derived from the caller's key, when it names accessories alone. */
function shippedId({ key }: ShippedReport, shipmentId: string, cards: number): string {
  return key === undefined || cards > 0 ? createMessageId() : answerIdOf(JSON.stringify(["shipped", shipmentId, key]));
}

function shippedMessage(
  contract: Contract,
  of: { readonly part: ShippedPart; readonly report: ShippedReport; readonly messageId: string },
): StagedMessage {
  const { part, report, messageId } = of;
  const written = contract.writeShipped(part, report);
  return stagedMessage(contract, written, {
    messageId,
    fact: () => ({
      kind: "shipped",
      shipmentId: part.shipmentId,
      cardIds: part.cardIds,
      accessories: part.accessories,
      isWholeLines: contract.accessories === "whole-lines",
      digest: digestOfShipped(written.type, part, report),
    }),
  });
}

function checkedReport<R>(report: R): R {
  if (typeof report === "object" && report !== null) return report;
  throw new UsageError("Invalid report: expected an object", {
    code: "REPORT",
    help: "Call reportCardProduced({ cardId, reportData }) or reportShipped({ cardIds }).",
  });
}

function knownCard({ cards }: KnownOrders, cardId: string) {
  const card = cards.get(cardId);
  if (card === undefined) throw new OrderRefusedError({ reason: "UNKNOWN_CARD", cardId });
  return card;
}

function knownShipment({ shipments }: KnownOrders, shipmentId: string) {
  const shipment = shipments.get(shipmentId);
  if (shipment === undefined) throw new OrderRefusedError({ reason: "UNKNOWN_SHIPMENT", shipmentId });
  return shipment;
}
