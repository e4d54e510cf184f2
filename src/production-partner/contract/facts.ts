/**
 * What the order rules understand of a message. A binding turns payloads into facts, so that orders, ledger and client
 * know no payload field. Members are `| undefined` rather than optional: a reader that forgets one does not compile.
 */
export type ReceivedFact<Kept = object> =
  | CardRequested<Kept>
  | CardWithdrawn
  | ReportAcknowledged
  | ShipmentAcknowledged
  | Refused
  | NoOrderMatter
  | Unusable;

/** A number of one accessory. */
export interface AccessoryQuantity {
  readonly accessoryId: string;
  readonly quantity: number;
}

/** An accessory as a request orders it. */
export interface OrderedAccessory extends AccessoryQuantity {
  readonly articleId: string | undefined;
}

/** NGOC orders one card, with accessories. */
export interface CardRequested<Kept = object> {
  readonly kind: "card-requested";
  readonly cardId: string;
  readonly shipmentId: string;
  /** Empty in a contract without organisations. */
  readonly organisationId: string;
  /** The names of the fields that the report of the card must hold. */
  readonly expectedReportDataFields: readonly string[];
  readonly accessories: readonly OrderedAccessory[];
  /** What the ledger keeps for `findRequest`: a JSON object, treated as personal data. */
  readonly kept: Kept;
}

/** NGOC takes back the request of a card: it is not to be produced any more. */
export interface CardWithdrawn {
  readonly kind: "card-withdrawn";
  readonly cardId: string;
}

/** NGOC accepts the report of a card. */
export interface ReportAcknowledged {
  readonly kind: "report-acknowledged";
  readonly cardId: string;
  /** Checked against the card's own where the message names one. */
  readonly shipmentId: string | undefined;
}

/** NGOC accepts a notice of shipment. */
export interface ShipmentAcknowledged {
  readonly kind: "shipment-acknowledged";
  readonly shipmentId: string;
  /** The cards that the message names; `undefined` when it names none. */
  readonly cardIds: readonly string[] | undefined;
}

/** NGOC refuses one of our messages, or reports an error of its own. */
export interface Refused {
  readonly kind: "refused";
  readonly errorCode: string;
  readonly cardId: string | undefined;
  readonly shipmentId: string | undefined;
  /** The message that is refused, where the payload names it. */
  readonly messageId: string | undefined;
}

/** A message that changes no order; the ids are those it is about, for the history and for an answer. */
export interface NoOrderMatter {
  readonly kind: "no-order-matter";
  readonly cardId: string | undefined;
  readonly shipmentId: string | undefined;
}

/** A message without something that its fact needs: it is answered as invalid, and kept in the quarantine. */
export interface Unusable {
  readonly kind: "unusable";
  /** JSON pointer of what is missing. */
  readonly missing: string;
}

/** What one of our own messages says to the order rules. It is made from the report, never read back from a payload. */
export type SentFact = CardProducedFact | ShippedFact | ErrorSentFact;

/** We report a produced card. */
export interface CardProducedFact {
  readonly kind: "card-produced";
  readonly cardId: string;
  readonly shipmentId: string;
  /** The names of the reported fields. */
  readonly reportedFields: readonly string[];
  /** What the report says, so that one which repeats an earlier one is known again. */
  readonly digest: string;
}

/** We report a shipment, or a part of it. */
export interface ShippedFact {
  readonly kind: "shipped";
  readonly shipmentId: string;
  readonly cardIds: readonly string[];
  readonly accessories: readonly AccessoryQuantity[];
  /** Whether the contract cannot tell how many of an accessory are shipped, so that it must be all that are open. */
  readonly isWholeLines: boolean;
  /** `undefined` for accessories alone, which may be shipped in equal parts. */
  readonly digest: string | undefined;
}

/** We refuse a message. */
export interface ErrorSentFact {
  readonly kind: "error-sent";
  readonly errorCode: string;
  /** The `messageId` of the message that is refused. */
  readonly answers: string | undefined;
  /** The card and the shipment that it is about, where they are known: for the history and the order of sending. */
  readonly cardId: string | undefined;
  readonly shipmentId: string | undefined;
}
