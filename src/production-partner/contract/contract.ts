import type { MessageDefinition } from "../../validation/index.ts";
import type { Binding, ErrorCodes, ErrorToTell, KnownCard, ShippedPart, Terms } from "./binding.ts";
import type { ReceivedFact } from "./facts.ts";
import type { Messages, ReceivedType, SentPayload } from "./messages.ts";
import { make } from "./payload.ts";
import type { CardProducedReport, ShippedReport } from "./reports.ts";

/** A payload that a binding wrote, and the type of its message. It is not checked yet. */
export interface Written {
  readonly type: string;
  readonly payload: unknown;
}

/**
 * A contract as client, ledger and sandbox use it: functions that know the payloads, so that nothing else has to. Made by
 * {@link defineContract}.
 */
export interface Contract {
  /** The message table, by type. */
  readonly messages: object;
  readonly requestType: string;
  /** The message type of the Error Notifications that we send. */
  readonly errorType: string;
  /** The message type of the Error Notifications that arrive: mostly the same. Never answered. */
  readonly receivedErrorType: string;
  readonly errorCodes: ErrorCodes<string>;
  readonly accessories: "by-quantity" | "whole-lines";
  /** What the contract says about a message type; `undefined` for one that it does not have. */
  definitionOf(type: string | undefined): MessageDefinition | undefined;
  /** Reads a received payload as a fact. */
  factOf(type: string, payload: unknown): ReceivedFact;
  writeCardProduced(card: KnownCard, report: CardProducedReport): Written;
  writeShipped(part: ShippedPart, report: ShippedReport): Written;
  writeError(error: ErrorToTell<string>): Written;
  /** Never there: carries the types of the contract. */
  readonly terms?: Terms;
}

/** A contract with its types. */
export interface ContractOf<T, W extends Terms> extends Contract {
  readonly messages: T & object;
  readonly requestType: ReceivedType<T> & NonNullable<W["requestType"]>;
  readonly errorCodes: ErrorCodes<W["errorCode"]>;
  readonly terms?: W;
}

/** The terms of a contract. */
export type TermsOf<C extends Contract> = C extends { readonly terms?: infer W }
  ? W extends Terms
    ? W
    : never
  : never;

/** The error codes that may be sent under a contract. */
export type ErrorCodeOf<C extends Contract> = TermsOf<C>["errorCode"];

/** The message type that orders a card; any that arrives, where the contract's terms do not name it. */
export type RequestTypeOf<C extends Contract> = ReceivedType<C["messages"]> & NonNullable<TermsOf<C>["requestType"]>;

/** The payload by which NGOC orders a card. */
export type RequestOf<C extends Contract> = SentPayload<C["messages"], RequestTypeOf<C>>;

/**
 * Makes a contract of a compiled message table and a binding: what `ProductionPartnerClient` and
 * `ProductionPartnerSandbox` take as their option `contract`.
 *
 * @example
 * export const contract = defineContract(messageTable, binding); // of the files that contract adopt writes
 * const client = new ProductionPartnerClient({ contract });
 */
export function defineContract<T extends Messages<T>, W extends Terms>(
  messages: T,
  binding: Binding<T, W>,
): ContractOf<T, W> {
  const { received, requestType, cardProduced, shipped, error, errorCodes, accessories = "by-quantity" } = binding;
  const { receivedErrorType = error.type } = binding;
  // From here on types are erased: client and ledger only pass on what the binding's own functions made or understand.
  const definitions = new Map(Object.entries(messages) as [string, MessageDefinition][]);
  const readers = new Map(Object.entries(received) as [string, (payload: unknown) => ReceivedFact][]);
  const written = (writer: ErasedWriter, ...said: unknown[]): Written => ({
    type: writer.type,
    payload: writer.write(...said, make),
  });
  return {
    messages,
    requestType,
    errorType: error.type,
    receivedErrorType,
    errorCodes,
    accessories,
    definitionOf: (type) => (type === undefined ? undefined : definitions.get(type)),
    factOf(type, payload) {
      const read = readers.get(type);
      return read === undefined ? { kind: "no-order-matter", cardId: undefined, shipmentId: undefined } : read(payload);
    },
    writeCardProduced: (card, report) => written(cardProduced as ErasedWriter, card, report),
    writeShipped: (part, report) => written(shipped as ErasedWriter, part, report),
    writeError: (told) => written(error as ErasedWriter, told),
  };
}

interface ErasedWriter {
  readonly type: string;
  write(...said: unknown[]): unknown;
}
