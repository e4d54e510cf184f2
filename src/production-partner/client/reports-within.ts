import { ConfigurationError } from "../../errors/configuration-error.ts";
import type { PostgresHandle, SqliteHandle } from "../ledger/index.ts";
import type { NotificationMessage, OrderLedger, TransactionalLedger } from "../ledger/order-ledger.ts";
import { type CardProducedReport, cardProducedDraft, type ShippedReport, shippedDraft } from "./notifications.ts";
import { checkedDraft } from "./outbox.ts";
import { type SentNotification, sentNotification } from "./sent-notification.ts";

/** Reports that are written in a transaction of the application on SQLite, at once. */
export interface ReportsWithinSqlite {
  reportCardProduced(report: CardProducedReport): SentNotification;
  reportShipped(report: ShippedReport): readonly SentNotification[];
}

/** Reports that are written in a transaction of the application on PostgreSQL. */
export interface ReportsWithinPostgres {
  reportCardProduced(report: CardProducedReport): Promise<SentNotification>;
  reportShipped(report: ShippedReport): Promise<readonly SentNotification[]>;
}

/** Makes the reports that join a transaction. */
export function reportsWithin(
  ledger: OrderLedger,
  transaction: SqliteHandle | PostgresHandle,
): ReportsWithinSqlite | ReportsWithinPostgres {
  if (!isTransactional(ledger)) {
    throw new ConfigurationError("The ledger has no transactions that an application could join", {
      code: "NO_TRANSACTIONS",
      help: "Open one with openSqliteLedger or openPostgresLedger.",
    });
  }
  const staging = ledger.within(transaction);
  const all = (messages: readonly NotificationMessage[]) => messages.map((message) => sentNotification(message, false));
  // A report of one card is one message.
  const first = (messages: readonly NotificationMessage[]) => all(messages)[0] as SentNotification;
  // Which of the two it is depends on the kind of transaction, as the overloads of `within` say.
  return {
    reportCardProduced: (report: CardProducedReport) =>
      mapped(staging.stage(checkedDraft(cardProducedDraft(report))), first),
    reportShipped: (report: ShippedReport) => mapped(staging.stage(checkedDraft(shippedDraft(report))), all),
  } as ReportsWithinSqlite | ReportsWithinPostgres;
}

function isTransactional(ledger: OrderLedger): ledger is TransactionalLedger {
  return "within" in ledger;
}

function mapped<A, B>(value: A | Promise<A>, map: (value: A) => B): B | Promise<B> {
  return value instanceof Promise ? value.then(map) : map(value);
}
