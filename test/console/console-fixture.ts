import type { SqlLedger } from "../../src/production-partner/ledger/index.ts";
import { draftOf, receiveIn } from "../support/ledger.ts";
import { cardProduced, requestSent } from "../support/order-messages.ts";

/** Fills a ledger with one order that waits for an answer, one that is only requested, and a quarantined message. */
export async function fillLedger(ledger: SqlLedger): Promise<{ readonly reportId: string }> {
  for (const cardId of ["A", "B"]) await receiveIn(ledger, requestSent({ cardId }));
  const report = cardProduced({ cardId: "A" });
  await ledger.stage(draftOf(report));
  const issues = [{ path: "/x", keyword: "required", expected: "a value", message: "<b>/x</b> must have a value" }];
  await ledger.receiveInvalid("M1", {
    raw: { subject: "ORDER", messageId: "M1", body: '{"name":"Hidden Person"}' },
    cause: { reason: "invalid", issues },
  });
  return { reportId: report.messageId };
}
