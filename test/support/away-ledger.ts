import { DatabaseError } from "../../src/database/database-error.ts";
import type { OrderLedger } from "../../src/production-partner/ledger/index.ts";

/** A ledger whose database can be away. */
export interface AwayLedger {
  readonly ledger: OrderLedger;
  /** Which calls fail: all of them, those of one name, or those that a function picks. Default: none. */
  fails: "all" | "none" | keyof OrderLedger | ((name: string, parameters: readonly unknown[]) => boolean);
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
        const { fails } = away;
        const isPicked = typeof fails === "function" ? fails(called, parameters) : fails === "all" || fails === name;
        if (called !== "close" && isPicked) {
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
