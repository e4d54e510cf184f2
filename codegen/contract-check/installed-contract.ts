import type { MessageDefinition } from "../../src/validation/index.ts";

/** What a binding made of a payload. */
type Fact =
  | { readonly kind: "unusable"; readonly missing: string }
  | {
      readonly kind: "card-requested";
      readonly cardId: string;
      readonly shipmentId: string;
      readonly organisationId: string;
    }
  | { readonly kind: string };

/** A contract in use, as far as the check needs it: its message table, and the functions of its binding. */
export interface InstalledContract {
  readonly messages: object;
  readonly requestType: string;
  readonly errorCodes: { readonly [reason: string]: string | undefined };
  definitionOf(type: string | undefined): MessageDefinition | undefined;
  factOf(type: string, payload: unknown): Fact;
  writeCardProduced(card: Card, report: object): Written;
  writeShipped(part: ShippedPart, report: object): Written;
  writeError(error: ErrorToTell): Written;
}

export interface Card {
  readonly cardId: string;
  readonly shipmentId: string;
  readonly organisationId: string;
}

interface ShippedPart {
  readonly shipmentId: string;
  readonly organisationId: string;
  readonly cardIds: readonly string[];
  readonly accessories: readonly { readonly accessoryId: string; readonly quantity: number }[];
}

interface ErrorToTell {
  readonly errorCode: string;
  readonly details: string;
  readonly organisationId: string | undefined;
  readonly shipmentId: string | undefined;
  readonly cardId: string | undefined;
  readonly messageId: string | undefined;
}

/** A payload that a binding wrote, with its message type. */
export interface Written {
  readonly type: string;
  readonly payload: unknown;
}
