import type {
  AccessoryQuantity,
  Contract,
  ErrorToTell,
  KnownCard,
  Made,
  Make,
  OrderedAccessory,
  ReceivedPayload,
  ReceivedType,
  SentPayload,
  SentType,
  ShippedPart,
  Terms,
  TermsOf,
  Unusable,
  Written,
} from "../../production-partner/contract/index.ts";
import { make } from "../../production-partner/contract/payload.ts";

/** What the simulated NGOC understands of a message from the partner. */
export type PartnerFact =
  /** The partner reports a produced card. What is `undefined` is not compared with the order. */
  | {
      readonly kind: "card-produced";
      readonly cardId: string;
      readonly shipmentId: string | undefined;
      readonly organisationId: string | undefined;
      /** The names of the reported fields. */
      readonly reportedFields: readonly string[];
      /** The reported values, by name. Without them their content is not checked. */
      readonly reportData?: { readonly [field: string]: unknown };
    }
  /** The partner reports a shipment, or a part of it. */
  | {
      readonly kind: "shipped";
      readonly shipmentId: string;
      readonly organisationId: string | undefined;
      readonly cardIds: readonly string[];
      readonly accessories: readonly AccessoryQuantity[];
    }
  /** The partner refuses a message of NGOC. */
  | { readonly kind: "refused"; readonly messageId: string | undefined }
  /** A message that changes no order. */
  | { readonly kind: "no-order-matter" }
  | Unusable;

/** One card for the simulated NGOC to order. */
export interface CardToOrder {
  readonly cardId: string;
  readonly shipmentId: string;
  readonly organisationId: string;
  readonly expectedReportDataFields: readonly string[];
  readonly accessories: readonly OrderedAccessory[];
}

/** Writes the payload of a message from NGOC. */
export type NgocWriter<T, Said extends readonly unknown[]> = {
  [K in ReceivedType<T>]: {
    readonly type: K;
    write(...said: [...Said, make: Make<SentPayload<T, K>>]): Made<SentPayload<T, K>>;
  };
}[ReceivedType<T>];

/**
 * The other half of a binding: how the simulated NGOC reads what a partner sends, and writes what a partner receives. Only
 * the sandbox needs it, so that a client in production does not load it.
 */
export interface Counterpart<T, W extends Terms> {
  /** One function for each message type that the partner sends. */
  readonly received: { readonly [K in SentType<T>]: (payload: ReceivedPayload<T, K>) => PartnerFact };
  /** Orders one card. What an order does not say, such as an address, gets invented data. */
  readonly request: NgocWriter<T, [order: CardToOrder]>;
  readonly reportOk: NgocWriter<T, [card: KnownCard]>;
  readonly shippedOk: NgocWriter<T, [notice: Omit<ShippedPart, "accessories">]>;
  readonly error: NgocWriter<T, [error: ErrorToTell<W["errorCode"]>]>;
  /** The code for a reported value that is not valid. Default: that of missing report data. */
  readonly invalidReportDataCode?: W["errorCode"];
}

/** The {@link Counterpart} of a contract. */
export type CounterpartOf<C extends Contract> = Counterpart<C["messages"], TermsOf<C>>;

/** A counterpart as the simulation uses it: functions that know the payloads, so that nothing else has to. */
export interface NgocSide {
  factOf(type: string, payload: unknown): PartnerFact;
  writeRequest(order: CardToOrder): Written;
  writeReportOk(card: KnownCard): Written;
  writeShippedOk(notice: Omit<ShippedPart, "accessories">): Written;
  writeError(error: ErrorToTell<string>): Written;
}

/** Makes a counterpart usable without its types. */
export function ngocSideOf<T, W extends Terms>(counterpart: Counterpart<T, W>): NgocSide {
  const { received, request, reportOk, shippedOk, error } = counterpart;
  // From here on types are erased: the simulation only passes on what these functions made or understand.
  const readers = new Map(Object.entries(received) as [string, (payload: unknown) => PartnerFact][]);
  const written = (writer: ErasedWriter, said: unknown): Written => ({
    type: writer.type,
    payload: writer.write(said, make),
  });
  return {
    factOf: (type, payload) => readers.get(type)?.(payload) ?? { kind: "no-order-matter" },
    writeRequest: (order) => written(request as ErasedWriter, order),
    writeReportOk: (card) => written(reportOk as ErasedWriter, card),
    writeShippedOk: (notice) => written(shippedOk as ErasedWriter, notice),
    writeError: (told) => written(error as ErasedWriter, told),
  };
}

interface ErasedWriter {
  readonly type: string;
  write(...said: unknown[]): unknown;
}
