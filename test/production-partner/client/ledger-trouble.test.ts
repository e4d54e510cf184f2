import { describe, expect, test } from "vitest";
import { DatabaseError } from "../../../src/database/database-error.ts";
import { LedgerTrouble } from "../../../src/production-partner/client/ledger-trouble.ts";
import { MemoryLedger } from "../../../src/production-partner/ledger/index.ts";

/** How often a message may fail before it is itself the reason, when something happens before each failure. */
function waitsWhile(happens: (trouble: LedgerTrouble) => void, error: unknown = new Error("never")): number {
  const trouble = new LedgerTrouble(new MemoryLedger());
  let waits = 0;
  while (waits < 100) {
    happens(trouble);
    if (!trouble.isWorthWaiting("message", error)) break;
    waits++;
  }
  return waits;
}

describe("a message at which the ledger fails", () => {
  test("waits without end while the ledger takes no other", () => {
    expect(waitsWhile(() => {})).toBe(100);
  });

  test("is the reason after three waits when the ledger takes others meanwhile", () => {
    expect(waitsWhile((trouble) => trouble.ended("other", true))).toBe(3);
  });

  test.each(["SQLITE_13", "SQLITE_10", "53100"])(
    "waits on when the database says %s: it lacks room, and takes others that are smaller",
    (databaseCode) => {
      const full = new DatabaseError("Database unavailable", { code: "DATABASE", details: { databaseCode } });
      expect(waitsWhile((trouble) => trouble.ended("other", true), full)).toBe(100);
    },
  );

  test("waits on when the ledger only tells of others that it has them already", () => {
    expect(waitsWhile((trouble) => trouble.ended("other", false))).toBe(100);
  });
});
