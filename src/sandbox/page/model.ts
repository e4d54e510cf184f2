import type { Schema } from "./schema.ts";

/** What the HTTP interface answers, as far as the page shows it. */

export type CardState = "ordered" | "refused" | "produced" | "shipped";
export const cardStates: readonly CardState[] = ["ordered", "produced", "shipped", "refused"];

interface Card {
  readonly cardId: string;
  readonly shipmentId: string;
  readonly organisationId: string;
  readonly state: CardState;
}

export interface Orders {
  readonly counts: { readonly [state in CardState]: number };
  readonly total: number;
  readonly cards: readonly Card[];
}

export interface Issue {
  readonly path: string;
  readonly message: string;
}

export interface Message {
  readonly number: number;
  readonly atMs: number;
  readonly way: "to-partner" | "from-partner";
  readonly type: string;
  readonly messageId: string;
  readonly correlationId?: string;
  readonly cardIds: readonly string[];
  readonly shipmentId?: string;
  readonly body: string;
  readonly valid: boolean;
  readonly issues: readonly Issue[];
  readonly deviations: readonly Issue[];
  /** What NGOC decided. */
  readonly verdict?: "accepted" | "refused" | "held";
  readonly errorCode?: string;
}

export interface CardLife {
  readonly card?: Card;
  readonly messages: readonly Message[];
}

export interface Queue {
  readonly name: string;
  readonly active: number;
  readonly locked: number;
  readonly deferred: number;
  readonly scheduled: number;
  readonly deadLettered: number;
}

export interface QueuedMessage {
  readonly sequenceNumber: number;
  readonly messageId: string;
  readonly subject?: string;
  readonly state: string;
  readonly deliveryCount: number;
  readonly enqueuedAt: string;
  readonly deadLetterReason?: string;
  readonly deadLetterDescription?: string;
  readonly body: string;
}

export interface State {
  readonly connections: { readonly all: string; readonly inbound: string; readonly outbound: string };
  readonly nowMs: number;
}

export interface ContractInUse {
  readonly requestType: string;
  readonly errorCodes: { readonly [reason: string]: string };
  readonly messages: readonly {
    readonly type: string;
    readonly direction: string;
    /** Missing for a contract that came without schemas. */
    readonly schema?: Schema;
  }[];
}

export interface AnswerRule {
  readonly id: number;
  readonly type?: string;
  readonly cardId?: string;
  readonly times?: number;
  readonly hits: number;
  readonly plan: { readonly kind: string; readonly errorCode?: string; readonly ms?: number };
}

export interface Fault {
  readonly id: number;
  readonly hits: number;
  readonly active: boolean;
  readonly rule: {
    readonly on: string;
    readonly queue?: string;
    readonly times?: number;
    readonly effect: { readonly kind: string };
  };
}

export interface OrceFile {
  readonly file: string;
  readonly atMs: number;
  readonly outcome?: { readonly generated: number; readonly failed: number; readonly unreadable: boolean };
  readonly failures: readonly { readonly block: number; readonly code: string }[];
}
