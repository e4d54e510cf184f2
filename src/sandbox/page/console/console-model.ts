import { type Signal, signal } from "@preact/signals";

/** What the console's interface answers, as far as the page shows it. */

/** Whether the console was started with `--allow-changes`. */
export const mayChange: Signal<boolean> = signal(false);

export interface Overview {
  readonly cards: { readonly [state: string]: number };
  readonly outbox: { readonly unsent: number; readonly oldest?: string };
  readonly quarantine: { readonly kept: number };
  readonly may: { readonly change: boolean; readonly seeDeadLetters: boolean };
}

export interface LedgerCard {
  readonly cardId: string;
  readonly shipmentId: string;
  readonly organisationId: string;
  readonly state: string;
  readonly errorCode?: string;
  readonly stateSince: string;
}

export interface LedgerEvent {
  readonly at: string;
  readonly direction: "in" | "out" | "operator";
  readonly type: string;
  readonly messageId?: string;
  readonly state?: string;
  readonly reason?: string;
  readonly sentAt?: string;
}

export interface Stuck {
  readonly kind: string;
  readonly since: string;
  readonly messageId?: string;
  readonly cardId?: string;
  readonly shipmentId?: string;
  readonly reason?: string;
}

export interface Quarantined {
  readonly id: string;
  readonly state: string;
  readonly receivedAt: string;
  readonly type?: string;
  readonly messageId: string;
  readonly cause: { readonly reason: string; readonly issues?: readonly { readonly message: string }[] };
  readonly answer?: { readonly errorCode: string };
  readonly isReplayRequested: boolean;
  readonly hasBody: boolean;
}

export interface Letter {
  readonly sequenceNumber: string;
  readonly type?: string;
  readonly messageId?: string;
  readonly enqueuedAt?: string;
  readonly deliveryCount?: number;
  readonly reason?: string;
  readonly description?: string;
}

export interface List<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
}
