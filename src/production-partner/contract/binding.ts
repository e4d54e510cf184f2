import type { AccessoryQuantity, ReceivedFact } from "./facts.ts";
import type { Messages, ReceivedPayload, ReceivedType, SentPayload, SentType } from "./messages.ts";
import type { Made, Make } from "./payload.ts";
import type { RefusedBecause } from "./refusal-reason.ts";
import type { CardProducedReport, ShippedReport } from "./reports.ts";

/**
 * The words in which an application and a contract talk: an interface of five lines for each contract, so that editors
 * show its names.
 */
export interface Terms {
  /** What `reportCardProduced` takes: {@link CardProducedReport} and what the contract adds to it. */
  readonly cardProduced: CardProducedReport;
  /** What `reportShipped` takes: {@link ShippedReport} and what the contract adds to it. */
  readonly shipped: ShippedReport;
  /** The error codes that may be sent: a union of literals. */
  readonly errorCode: string;
  /** The message types of Error Notifications, which are never answered: a union where they differ by direction. */
  readonly errorType: string;
  /** What `findRequest` returns: an object that survives JSON. */
  readonly kept: object;
  /** The message type that orders a card, as a literal. Default: any type that arrives. */
  readonly requestType?: string;
}

/** The code that answers each refusal; `default` answers those that are not named. */
export type ErrorCodes<Code extends string> = { readonly [reason in RefusedBecause]?: Code } & {
  readonly default: Code;
};

/** Reads a payload as a fact: one function for each message type that arrives, so one more is a compile error. */
export type Readers<T, W extends Terms> = {
  readonly [K in ReceivedType<T>]: (payload: ReceivedPayload<T, K>) => ReceivedFact<W["kept"]>;
};

/** Writes the payload of a message to NGOC. */
export type Writer<T, Said extends readonly unknown[], Types extends string = SentType<T>> = {
  [K in Types & SentType<T>]: {
    readonly type: K;
    write(...said: [...Said, make: Make<SentPayload<T, K>>]): Made<SentPayload<T, K>>;
  };
}[Types & SentType<T>];

/** A card as the ledger knows it from its request. */
export interface KnownCard {
  readonly cardId: string;
  readonly shipmentId: string;
  readonly organisationId: string;
}

/** What was shipped of one shipment. */
export interface ShippedPart {
  readonly shipmentId: string;
  readonly organisationId: string;
  readonly cardIds: readonly string[];
  readonly accessories: readonly AccessoryQuantity[];
}

/** What an Error Notification says; ids are those of the message at fault, where they are known. */
export interface ErrorToTell<Code extends string> {
  readonly errorCode: Code;
  readonly details: string;
  readonly organisationId: string | undefined;
  readonly shipmentId: string | undefined;
  readonly cardId: string | undefined;
  readonly messageId: string | undefined;
}

/**
 * How the messages of a contract become facts, and reports become messages. The only place that names a payload field.
 *
 * A reader gets a payload and returns a fact. A writer gets what was reported and what the ledger knows, and returns what
 * `make` makes of one literal that names every field.
 */
export interface Binding<T extends Messages<T>, W extends Terms> {
  readonly received: Readers<T, W>;
  /** The message type that orders a card: an application must handle it. */
  readonly requestType: ReceivedType<T> & NonNullable<W["requestType"]>;
  readonly cardProduced: Writer<T, [card: KnownCard, report: W["cardProduced"]]>;
  readonly shipped: Writer<T, [part: ShippedPart, report: W["shipped"]]>;
  readonly error: Writer<T, [error: ErrorToTell<W["errorCode"]>], W["errorType"]>;
  /** The message type of a received Error Notification, where it is not the one that is sent. Default: that of `error`. */
  readonly receivedErrorType?: W["errorType"] & ReceivedType<T>;
  readonly errorCodes: ErrorCodes<W["errorCode"]>;
  /**
   * `whole-lines` when the contract has no quantities of accessories: then a shipment must hold all pieces of an accessory
   * that are still open, as a part of them could not be said. Default: `by-quantity`.
   */
  readonly accessories?: "by-quantity" | "whole-lines";
}
