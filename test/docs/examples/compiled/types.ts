import type { OutgoingMessage, ShippedAccessoryReport } from "cardwright";
import type {
  BatchBinding,
  CardRequest,
  FieldBinding,
  Incomplete,
  RequestField,
  RequestPart,
  ValuePath,
} from "cardwright/card-series";
import { builtInBatchContract } from "cardwright/card-series";
import type {
  BuiltInContract,
  CardProducedFact,
  ErrorCodeOf,
  ErrorSentFact,
  RequestOf,
  RequestTypeOf,
  SentFact,
  ShippedFact,
  TermsOf,
} from "cardwright/contract";
import type { ValidationIssue } from "cardwright/errors";
import type {
  JsonValue,
  MessageType,
  ReceivedMessageType,
  ReceivedPayloads,
  SentMessageType,
  StrictPayloads,
  TypeSentBy,
} from "cardwright/messages";
import type { Series } from "cardwright/numbering";
import type { Condition, FaultRule } from "cardwright/sandbox";

// example: OutgoingMessage, ShippedAccessoryReport
// For functions of your own that take what the client and `encodeMessage` take.
export const shipmentOf = (message: OutgoingMessage<"EXTERNAL_PRODUCTION_SHIPPED">): string =>
  message.payload.shipmentId;
export const oneLanyard: ShippedAccessoryReport = { shipmentId: "SHIP-1", accessoryId: "LANYARD", quantity: 1 };

// example: ErrorCodeOf, RequestOf, RequestTypeOf, TermsOf
// What a contract says of itself; with your own contract in the place of the built-in one.
export const code: ErrorCodeOf<BuiltInContract> = "ARTICLE_NOT_AVAILABLE";
export const cardOf = (request: RequestOf<BuiltInContract>): string => request.card.cardId;
export const type: RequestTypeOf<BuiltInContract> = "EXTERNAL_PRODUCTION_REQUEST_SENT";
export const told = (report: TermsOf<BuiltInContract>["cardProduced"]): unknown => report;

// example: BatchBinding, FieldBinding, ValuePath, Incomplete, RequestField
// A block of a schema of yours: `cardwright generate --xsd` writes this type.
interface GiftCard {
  readonly kind: string;
  readonly run: string;
  readonly owner?: { readonly number: string };
}
export const ownerPath: ValuePath<GiftCard> = "/owner/number";
export const owner: FieldBinding<GiftCard> = {
  path: ownerPath,
  read: (card: Incomplete<GiftCard>) => card.owner?.number,
};
export const bound: readonly RequestField[] = ["CardPrefix", "CardSeriesSequence", "CustomerID"];
export const binding: BatchBinding<GiftCard> = {
  fields: { CardPrefix: "/kind", CardSeriesSequence: "/run", CustomerID: owner },
};

// example: builtInBatchContract, CardRequest, RequestPart
// What a block asks for, and where it says so.
const part: RequestPart = "CustomerID";
export const request: CardRequest = builtInBatchContract.requestOf({ CardPrefix: "12345" });
export const path: string = builtInBatchContract.pathOf(part);

// example: SentFact, CardProducedFact, ShippedFact, ErrorSentFact
export const describe = (fact: SentFact): string => {
  if (fact.kind === "card-produced") return (fact satisfies CardProducedFact).cardId;
  if (fact.kind === "error-sent") return (fact satisfies ErrorSentFact).errorCode;
  return (fact satisfies ShippedFact).shipmentId;
};

// example: MessageType, SentMessageType, ReceivedMessageType, TypeSentBy
export const isSent = (message: MessageType, sent: readonly SentMessageType[]): boolean =>
  (sent as readonly MessageType[]).includes(message);
export const received: ReceivedMessageType = "EXTERNAL_PRODUCTION_REPORT_OK";
export const fromPartner: TypeSentBy<"partner"> = "EXTERNAL_PRODUCTION_SHIPPED";

// example: StrictPayloads, ReceivedPayloads, JsonValue
// Sent payloads are strict; received ones may hold more than the contract names.
export const strict = (payload: StrictPayloads["EXTERNAL_PRODUCTION_REPORT_OK"]): string => payload.cardId;
export const open = (payload: ReceivedPayloads["EXTERNAL_PRODUCTION_REPORT_OK"]): string => payload.cardId;
export const details: JsonValue = { attempts: 3 };

// example: ValidationIssue
export const lineOf = ({ path, expected }: ValidationIssue): string => `${path}: ${expected}`;

// example: Series
export const nameOf = (series: Series): string => series.name;

// example: Condition
const busy: Condition = "com.microsoft:server-busy";
export const rule: FaultRule = { on: "send", effect: { kind: "refuse", condition: busy } };
