import type {
  Draft,
  FinishOptions,
  MessageToSend,
  Receipt,
  ReceivedOrderMessage,
  ReceiveOptions,
  StagedMessage,
} from "../order-ledger.ts";
import type { QuarantineOutcome, Unhandled } from "../quarantine.ts";

/** What each kind of call returns. */
export interface LedgerResults {
  readonly receive: Receipt;
  readonly "receive-invalid":
    | { readonly kind: "new"; readonly quarantine: QuarantineOutcome }
    | { readonly kind: "handled" };
  readonly finish: { readonly quarantine?: QuarantineOutcome };
  readonly stage: readonly StagedMessage[];
  readonly "mark-sent": undefined;
  readonly "take-unsent": readonly MessageToSend[];
}

/** A call of the ledger that runs in one transaction with others. */
export type LedgerCall =
  | { readonly kind: "receive"; readonly message: ReceivedOrderMessage; readonly options: ReceiveOptions }
  | {
      readonly kind: "receive-invalid";
      /** The key of the message in the inbox. */
      readonly key: string;
      readonly unhandled: Unhandled;
      readonly answer: StagedMessage | undefined;
    }
  | { readonly kind: "finish"; readonly message: ReceivedOrderMessage; readonly options: FinishOptions }
  | { readonly kind: "stage"; readonly draft: Draft; readonly take: boolean }
  | { readonly kind: "mark-sent"; readonly messageIds: readonly string[] }
  | { readonly kind: "take-unsent"; readonly limit: number; readonly inHand: ReadonlySet<string> };

/** How a call has ended; `again` when it has to run after those that it ran with. */
export type Settled =
  | { readonly kind: "done"; readonly result: LedgerResults[LedgerCall["kind"]] }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "again" };
