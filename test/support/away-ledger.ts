import { DatabaseError } from "../../src/database/database-error.ts";
import type { OrderLedger } from "../../src/production-partner/ledger/index.ts";

/** A ledger whose database can be away. */
export interface AwayLedger {
  readonly ledger: OrderLedger;
  /** Which calls fail: all of them, or those of one name. Default: none. */
  fails: "all" | "none" | keyof OrderLedger;
  /** How often each call was made. */
  readonly calls: { [name: string]: number };
}

/** Lets the calls of a real ledger fail as they do when its database cannot be reached. */
export function awayLedger(ledger: OrderLedger): AwayLedger {
  const away: AwayLedger = { ledger: undefined as never, fails: "none", calls: {} };
  const proxy = new Proxy(ledger, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...parameters: unknown[]) => {
        const called = String(name);
        away.calls[called] = (away.calls[called] ?? 0) + 1;
        if (called !== "close" && (away.fails === "all" || away.fails === name)) {
          return Promise.reject(
            new DatabaseError("Database unavailable: no server answers at that address", {
              code: "DATABASE",
              retryable: true,
            }),
          );
        }
        return Reflect.apply(value, target, parameters);
      };
    },
  });
  return Object.assign(away, { ledger: proxy });
}
