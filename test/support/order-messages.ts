// Messages as the ledger and the order rules know them: facts and encoded bodies, without a contract.
import { randomUUID } from "node:crypto";
import type { OrderedAccessory, ShippedReport } from "../../src/production-partner/contract/index.ts";
import type {
  MessageToSend,
  RawMessage,
  ReceivedOrderMessage,
  StagedMessage,
} from "../../src/production-partner/ledger/index.ts";
import { digestOfCardProduced, digestOfShipped } from "../../src/production-partner/orders/index.ts";

const ids = { organisationId: "ORG-1", shipmentId: "SHIP-1" };

/** What NGOC orders in {@link requestSent}. */
interface Ordered {
  readonly cardId?: string;
  readonly shipmentId?: string;
  readonly organisationId?: string;
  readonly expected?: readonly string[];
  readonly accessories?: readonly (Omit<OrderedAccessory, "articleId"> & { readonly articleId?: string })[];
  readonly kept?: object;
}

function received(
  type: string,
  fact: ReceivedOrderMessage["fact"],
  correlationId: string | undefined,
): ReceivedOrderMessage {
  return { type, messageId: randomUUID(), ...(correlationId !== undefined && { correlationId }), fact };
}

export function requestSent(about: Ordered = {}): ReceivedOrderMessage {
  const { cardId = "CARD-1", shipmentId = "SHIP-1", organisationId = "ORG-1", expected = [], accessories = [] } = about;
  return received(
    "REQUEST",
    {
      kind: "card-requested",
      cardId,
      shipmentId,
      organisationId,
      expectedReportDataFields: expected,
      accessories: accessories.map((item) => ({ articleId: undefined, ...item })),
      kept: about.kept ?? { address: { recipient: "Example Recipient" } },
    },
    undefined,
  );
}

export function cardWithdrawn(cardId = "CARD-1"): ReceivedOrderMessage {
  return received("WITHDRAWAL", { kind: "card-withdrawn", cardId }, undefined);
}

export function reportOk(
  about: { readonly cardId?: string; readonly shipmentId?: string | undefined } = {},
  correlationId?: string,
): ReceivedOrderMessage {
  const fact = { cardId: "CARD-1", shipmentId: "SHIP-1", ...about };
  return received("REPORT_OK", { kind: "report-acknowledged", ...fact }, correlationId);
}

export function shippedOk(
  about: { readonly shipmentId?: string; readonly cardIds?: readonly string[] } = {},
  correlationId?: string,
): ReceivedOrderMessage {
  const fact = { shipmentId: "SHIP-1", cardIds: undefined, ...about };
  return received("SHIPPED_OK", { kind: "shipment-acknowledged", ...fact }, correlationId);
}

/** An Error Notification from NGOC. */
export function errorReceived(
  about: {
    readonly errorCode?: string;
    readonly cardId?: string;
    readonly shipmentId?: string;
    readonly messageId?: string;
  } = {},
  correlationId?: string,
): ReceivedOrderMessage {
  const { errorCode = "INTERNAL_ERROR", cardId, shipmentId, messageId } = about;
  return received("ERROR", { kind: "refused", errorCode, cardId, shipmentId, messageId }, correlationId);
}

/** A message that is about no order. */
export function otherMessage(): ReceivedOrderMessage {
  return received("NEWS", { kind: "no-order-matter", cardId: undefined, shipmentId: undefined }, undefined);
}

export function cardProduced(
  report: {
    readonly cardId?: string;
    readonly shipmentId?: string;
    readonly reportData?: { readonly [field: string]: string };
    readonly produced?: string;
  } = {},
): StagedMessage {
  const { cardId = "CARD-1", shipmentId = "SHIP-1", reportData = {}, produced } = report;
  const card = { cardId, shipmentId, organisationId: "ORG-1" };
  const said = { cardId, reportData, ...(produced !== undefined && { produced }) };
  return {
    type: "CARD_PRODUCED",
    messageId: randomUUID(),
    fact: {
      kind: "card-produced",
      cardId,
      shipmentId,
      reportedFields: Object.keys(reportData),
      digest: digestOfCardProduced("CARD_PRODUCED", card, said),
    },
    body: JSON.stringify({ ...card, ...said }),
  };
}

export function shipped(
  items: {
    readonly cardIds?: readonly string[];
    readonly accessories?: readonly { accessoryId: string; quantity: number }[];
    /** A field that only some contracts have. */
    readonly trackingId?: string;
    readonly isWholeLines?: boolean;
  },
  shipmentId = "SHIP-1",
): StagedMessage {
  const { cardIds = [], accessories = [], trackingId, isWholeLines = false } = items;
  const part = { ...ids, shipmentId, cardIds, accessories };
  const said: ShippedReport & { readonly trackingId?: string } = { ...(trackingId !== undefined && { trackingId }) };
  const digest = digestOfShipped("SHIPPED", part, said);
  return {
    type: "SHIPPED",
    messageId: randomUUID(),
    fact: { kind: "shipped", shipmentId, cardIds, accessories, isWholeLines, digest },
    body: JSON.stringify({ ...part, ...said }),
  };
}

/** An Error Notification to NGOC. */
export function errorSent(
  about: { readonly errorCode?: string; readonly cardId?: string; readonly shipmentId?: string } = {},
  correlationId?: string,
): StagedMessage {
  const { errorCode = "INTERNAL_ERROR", cardId, shipmentId } = about;
  return {
    type: "ERROR",
    messageId: randomUUID(),
    ...(correlationId !== undefined && { correlationId }),
    fact: { kind: "error-sent", errorCode, answers: correlationId, cardId, shipmentId },
    body: JSON.stringify({ errorCode, details: "Example", cardId, shipmentId, messageId: correlationId }),
  };
}

/** A message as the outbox hands it out. */
export function toSend({ type, messageId, correlationId, body }: StagedMessage): MessageToSend {
  return { type, messageId, ...(correlationId !== undefined && { correlationId }), body };
}

/** A message as it arrives from the queue. */
export function rawOf({ type, messageId, correlationId, fact }: ReceivedOrderMessage): RawMessage {
  return {
    subject: type,
    messageId,
    ...(correlationId !== undefined && { correlationId }),
    contentType: "application/json",
    applicationProperties: { source: "ngoc" },
    body: Buffer.from(JSON.stringify(fact)),
  };
}
