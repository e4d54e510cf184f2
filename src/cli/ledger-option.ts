import { existsSync } from "node:fs";
import { InvalidArgumentError, Option } from "commander";
import { ConfigurationError } from "../errors/configuration-error.ts";
import type { SqlLedger } from "../production-partner/ledger/index.ts";

/** The options of a command that reads a ledger. */
export interface LedgerOption {
  readonly ledger?: string;
}

/** Makes the option that says where the ledger is. */
export function ledgerOption(): Option {
  return new Option("--ledger <where>", "an SQLite file, or the URL of a PostgreSQL database").env("CARDWRIGHT_LEDGER");
}

/** What a ledger is opened for. Only `migrate` changes its tables: older workers could not open it afterwards. */
type Purpose = "look" | "write" | "migrate";

/** Opens the ledger that the options name, and closes it afterwards. */
export async function withLedger(
  options: LedgerOption,
  purpose: "look" | "write",
  use: (ledger: SqlLedger) => Promise<void>,
): Promise<void> {
  await using ledger = await openLedger(options.ledger, purpose);
  await use(ledger);
}

/** Opens a ledger. */
export async function openLedger(where: string | undefined, purpose: Purpose): Promise<SqlLedger> {
  if (purpose !== "write") return open(where, purpose === "look");
  // Refuses tables of an older version.
  await (await open(where, true)).close();
  return open(where, false);
}

async function open(where: string | undefined, readOnly: boolean): Promise<SqlLedger> {
  if (where === undefined) {
    throw new ConfigurationError("No ledger given", {
      code: "LEDGER_MISSING",
      help: "Set --ledger or CARDWRIGHT_LEDGER to an SQLite file or the URL of a PostgreSQL database.",
    });
  }
  // Loaded here only: the query builder would double the start time of the other commands.
  const { openPostgresLedger, openSqliteLedger } = await import("../production-partner/ledger/index.ts");
  if (/^postgres(ql)?:\/\//.test(where)) return openPostgresLedger({ connectionString: where, readOnly });
  // Opening a missing file would create an empty ledger.
  if (existsSync(where)) return openSqliteLedger({ path: where, readOnly });
  throw new ConfigurationError(`Ledger file not found: ${where}`, {
    code: "LEDGER_MISSING",
    help: "Set --ledger to the SQLite file of the client's ledger.",
  });
}

/** Reads a number of up to 6 digits. */
export function wholeNumber(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected an integer of up to 6 digits.");
}
