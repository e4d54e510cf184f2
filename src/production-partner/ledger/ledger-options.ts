import { ConfigurationError } from "../../errors/configuration-error.ts";
import type { Clock } from "../../timing/clock.ts";
import { PersonalData, type PersonalDataPolicy } from "./personal-data.ts";
import type { QuarantineLimits } from "./quarantine.ts";

/** Options of a durable ledger, on any database. */
export interface LedgerOptions {
  /** How names, addresses and card elements are stored. Default `"keep"`. */
  readonly personalData?: PersonalDataPolicy;
  /**
   * How long a silent process keeps its claims before another worker may take them over, in milliseconds. Default 30
   * 000. Must be longer than the process may ever be blocked.
   */
  readonly leaseMs?: number;
  /**
   * How long the queue to NGOC recognizes duplicates, in milliseconds. Default 5 days, as the Production Partner guide
   * says.
   */
  readonly duplicateWindowMs?: number;
  /** How much the quarantine keeps, and for how long. Default: 10 000 messages for 90 days. */
  readonly quarantine?: Partial<QuarantineLimits>;
  /**
   * Opens the ledger to look only: nothing is migrated or written, and a user who may only read is enough. Whatever would
   * change something fails with `DATABASE`. Default false.
   */
  readonly readOnly?: boolean;
  /** The clock, for tests. Default: the time of the database, which all its processes share. */
  readonly clock?: Clock;
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Fills in the defaults and checks every value.
 *
 * @throws ConfigurationError `LEDGER_OPTION`; `help` says how to fix it
 */
export function resolveLedgerOptions(options: LedgerOptions): {
  readonly personalData: PersonalData;
  readonly leaseMs: number;
  readonly duplicateWindowMs: number;
  readonly quarantine: QuarantineLimits;
} {
  const { personalData = "keep", leaseMs = 30_000, duplicateWindowMs = 5 * dayMs } = options;
  assertDuration("leaseMs", leaseMs, 1);
  assertDuration("duplicateWindowMs", duplicateWindowMs, 0);
  assertPolicy(personalData);
  const quarantine = resolveQuarantineLimits({ maxEntries: 10_000, ...options.quarantine });
  return { personalData: new PersonalData(personalData), leaseMs, duplicateWindowMs, quarantine };
}

/**
 * Checks the limits of a quarantine.
 *
 * @throws ConfigurationError `LEDGER_OPTION`
 */
export function resolveQuarantineLimits(limits: Partial<QuarantineLimits> & { maxEntries: number }): QuarantineLimits {
  const { maxEntries, maxAgeMs = 90 * dayMs } = limits;
  if (!Number.isInteger(maxEntries) || maxEntries < 1) {
    throw invalidOption("quarantine.maxEntries", "Set it to a positive integer.");
  }
  assertDuration("quarantine.maxAgeMs", maxAgeMs, 1);
  return { maxEntries, maxAgeMs };
}

/** @throws ConfigurationError `LEDGER_OPTION` */
export function assertDuration(name: string, value: number, min: number): void {
  if (Number.isFinite(value) && value >= min) return;
  throw invalidOption(name, `Set it to a number of milliseconds, at least ${min}.`);
}

/** Makes the error about an option. */
export function invalidOption(name: string, help: string): ConfigurationError {
  return new ConfigurationError(`Invalid value for ledger option "${name}"`, { code: "LEDGER_OPTION", help });
}

/** A misspelt policy must not leave unwanted names and addresses in the database. */
function assertPolicy(policy: PersonalDataPolicy): void {
  if (policy === "keep" || policy === "leave-out") return;
  const { current, key } = typeof policy === "object" && policy !== null ? policy : {};
  if (typeof current !== "string" || !/^[\w.-]+$/.test(current) || typeof key !== "function") {
    throw invalidOption(
      "personalData",
      'Set it to "keep", "leave-out", or { current, key }: a key id of letters, digits, ".", "_" and "-", and a function.',
    );
  }
  const bytes = key(current);
  if (!(bytes instanceof Uint8Array && bytes.byteLength === 32)) {
    throw invalidOption("personalData", `Let key(${JSON.stringify(current)}) return 32 bytes.`);
  }
}
