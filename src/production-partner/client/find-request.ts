import { UsageError } from "../../errors/usage-error.ts";
import type { OrderLedger } from "../ledger/order-ledger.ts";
import type { OrderRecords } from "../ledger/order-records.ts";

/** Finds what a ledger keeps of a card's request, if it keeps any. */
export async function findRequest(ledger: OrderLedger, cardId: string): Promise<object | undefined> {
  if (hasRecords(ledger)) return await ledger.findRequest(cardId);
  throw new UsageError("The ledger keeps no data of requests", {
    code: "NO_RECORDS",
    help: "Open a ledger with openSqliteLedger or openPostgresLedger.",
  });
}

function hasRecords(ledger: OrderLedger): ledger is OrderLedger & Pick<OrderRecords, "findRequest"> {
  return "findRequest" in ledger;
}
