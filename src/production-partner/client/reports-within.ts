import { UsageError } from "../../errors/usage-error.ts";
import type { BuiltInContract } from "../contract/built-in.ts";
import type { Contract } from "../contract/index.ts";
import type { PostgresHandle, SqliteHandle } from "../ledger/index.ts";
import type { OrderLedger, StagedMessage, StagingWithin, TransactionalLedger } from "../ledger/order-ledger.ts";
import { boundedDraft } from "./bounded-draft.ts";
import { cardProducedDraft, type DraftingOptions, shippedDraft } from "./notifications.ts";
import type { CardProducedReport, ShippedReport } from "./reports.ts";
import { type SentNotification, sentNotification } from "./sent-notification.ts";

/** Reports written synchronously in a SQLite transaction of the application. */
export interface ReportsWithinSqlite<C extends Contract = BuiltInContract> {
  reportCardProduced(report: CardProducedReport<C>): SentNotification;
  reportShipped(report: ShippedReport<C>): readonly SentNotification[];
}

/** Reports written in a PostgreSQL transaction of the application. */
export interface ReportsWithinPostgres<C extends Contract = BuiltInContract> {
  reportCardProduced(report: CardProducedReport<C>): Promise<SentNotification>;
  reportShipped(report: ShippedReport<C>): Promise<readonly SentNotification[]>;
}

/** Returns the report functions that write in the given transaction. */
export function reportsWithin<C extends Contract>(
  ledger: OrderLedger,
  transaction: SqliteHandle | PostgresHandle,
  {
    maxBytes,
    traced = (staging) => staging,
    ...drafting
  }: DraftingOptions & { readonly maxBytes: number; readonly traced?: (staging: StagingWithin) => StagingWithin },
): ReportsWithinSqlite<C> | ReportsWithinPostgres<C> {
  if (!isTransactional(ledger)) {
    throw new UsageError("The ledger does not support transactions", {
      code: "NO_TRANSACTIONS",
      help: "Open a ledger with openSqliteLedger or openPostgresLedger.",
    });
  }
  const staging = traced(ledger.within(transaction));
  const all = (messages: readonly StagedMessage[]) => messages.map((message) => sentNotification(message, false));
  // A report of one card is one message.
  const first = (messages: readonly StagedMessage[]) => all(messages)[0] as SentNotification;
  // Which of the two it is depends on the kind of transaction, as the overloads of `within` say.
  return {
    reportCardProduced: (report: CardProducedReport<Contract>) =>
      mapped(staging.stage(boundedDraft(cardProducedDraft(report, drafting), maxBytes)), first),
    reportShipped: (report: ShippedReport<Contract>) =>
      mapped(staging.stage(boundedDraft(shippedDraft(report, drafting), maxBytes)), all),
  } as ReportsWithinSqlite<C> | ReportsWithinPostgres<C>;
}

function isTransactional(ledger: OrderLedger): ledger is TransactionalLedger {
  return "within" in ledger;
}

function mapped<A, B>(value: A | Promise<A>, map: (value: A) => B): B | Promise<B> {
  return value instanceof Promise ? value.then(map) : map(value);
}
