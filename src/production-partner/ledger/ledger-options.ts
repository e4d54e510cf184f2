import { CardwrightError } from "../../errors/cardwright-error.ts";
import { PersonalData, type PersonalDataPolicy } from "./personal-data.ts";

/** Options of a durable ledger, on whichever database. */
export interface LedgerOptions {
  /** What is stored of names, addresses and card elements. Default `"keep"`. */
  readonly personalData?: PersonalDataPolicy;
  /**
   * How long another worker waits for a process that went silent before it takes over what that one had in hand, in
   * milliseconds. Default 30 000. Longer than the process may ever stand still.
   */
  readonly leaseMs?: number;
  /** How long the queue to NGOC recognizes duplicates, in milliseconds. Default 5 days (S1). */
  readonly duplicateWindowMs?: number;
  /** Tells the time in milliseconds since 1970, for tests. Default: the database's idea of it. */
  readonly now?: () => number;
}

const day = 24 * 60 * 60 * 1000;

/**
 * Fills in the defaults and checks every value.
 *
 * @throws CardwrightError `LEDGER_OPTION` with the fix in `help`
 */
export function resolveLedgerOptions(options: LedgerOptions): {
  readonly personalData: PersonalData;
  readonly leaseMs: number;
  readonly duplicateWindowMs: number;
} {
  const { personalData = "keep", leaseMs = 30_000, duplicateWindowMs = 5 * day } = options;
  assertDuration("leaseMs", leaseMs, 1);
  assertDuration("duplicateWindowMs", duplicateWindowMs, 0);
  assertPolicy(personalData);
  return { personalData: new PersonalData(personalData), leaseMs, duplicateWindowMs };
}

/** @throws CardwrightError `LEDGER_OPTION` */
export function assertDuration(name: string, value: number, least: number): void {
  if (Number.isFinite(value) && value >= least) return;
  throw wrongOption(name, `Set it to a number of milliseconds, at least ${least}.`);
}

/** Makes the error about an option. */
export function wrongOption(name: string, help: string): CardwrightError {
  return new CardwrightError(`The ledger's option "${name}" cannot work`, { code: "LEDGER_OPTION", help });
}

/** A wrong word must not leave names and addresses in the database that nobody wants there. */
function assertPolicy(policy: PersonalDataPolicy): void {
  if (policy === "keep" || policy === "leave-out") return;
  const { current, key } = typeof policy === "object" && policy !== null ? policy : {};
  if (typeof current !== "string" || !/^[\w.-]+$/.test(current) || typeof key !== "function") {
    throw wrongOption(
      "personalData",
      'Set it to "keep", "leave-out", or { current, key }: the id of a key, of letters, digits, ".", "_" and "-", and a function.',
    );
  }
  const bytes = key(current);
  if (!(bytes instanceof Uint8Array && bytes.byteLength === 32)) {
    throw wrongOption("personalData", `Let key(${JSON.stringify(current)}) give 32 bytes.`);
  }
}
