import { ConfigurationError } from "../../errors/configuration-error.ts";
import { type QueueEndpoint, type ResolvedEndpoint, resolveEndpoint } from "../../service-bus/endpoint.ts";
import { defaultRetryPolicy, type RetryOptions, type RetryPolicy } from "../../service-bus/retry.ts";
import { MemoryLedger } from "../ledger/memory-ledger.ts";
import type { OrderLedger } from "../ledger/order-ledger.ts";
import type { ProblemListener } from "./problem.ts";

/**
 * Options of {@link ProductionPartnerClient}. An option wins over its environment variable, which wins over the default.
 */
export interface ProductionPartnerClientOptions {
  /**
   * The queue from NGOC; its credential needs Listen only. Default: `CARDWRIGHT_INBOUND_CONNECTION_STRING` with
   * `CARDWRIGHT_INBOUND_QUEUE`.
   */
  readonly inbound?: QueueEndpoint;
  /**
   * The queue to NGOC; its credential needs Send only. Default: `CARDWRIGHT_OUTBOUND_CONNECTION_STRING` with
   * `CARDWRIGHT_OUTBOUND_QUEUE`.
   */
  readonly outbound?: QueueEndpoint;
  /**
   * Where orders are kept; who made it closes it. Default: a new `MemoryLedger`, which forgets with the process.
   */
  readonly ledger?: OrderLedger;
  /** How many messages are handled at a time, 1 to 1000. Default: `CARDWRIGHT_CONCURRENCY`, else 16. */
  readonly concurrency?: number;
  /** How sends are repeated. */
  readonly retry?: RetryOptions;
  /** How long the lock of a message is renewed while its handler runs. Default 300 000 (5 minutes). */
  readonly lockRenewalMs?: number;
  /** How long the answer to a settlement is waited for; then the message is delivered again. Default 10 000. */
  readonly settleTimeoutMs?: number;
  /**
   * Wait before a message whose handler failed is given back, doubled with each delivery up to 30 000. Default 1000.
   * It is counted and goes to the dead-letter queue in the end (the queue's max delivery count, 10 by default).
   */
  readonly redeliveryDelayMs?: number;
  /** Longest wait before a message that could not be sent is tried again while the client runs. Default 30 000. */
  readonly resendIntervalMs?: number;
  /** How long `close` waits for handlers that are running. Default 30 000. */
  readonly closeTimeoutMs?: number;
  /** Hears of everything that goes wrong outside a call of yours. What it throws becomes a process warning. Default: nobody. */
  readonly onProblem?: ProblemListener;
}

/** Options with every default filled in and every value checked. */
export interface ResolvedOptions {
  readonly inbound: ResolvedEndpoint;
  readonly outbound: ResolvedEndpoint;
  readonly ledger: OrderLedger;
  readonly concurrency: number;
  readonly retry: RetryPolicy;
  readonly lockRenewalMs: number;
  readonly settleTimeoutMs: number;
  readonly redeliveryDelayMs: number;
  readonly resendIntervalMs: number;
  readonly closeTimeoutMs: number;
  readonly onProblem: ProblemListener;
}

type Environment = { readonly [name: string]: string | undefined };

/**
 * Fills in environment variables and defaults, and checks every value.
 *
 * @throws ConfigurationError with the fix in `help`
 */
export function resolveOptions(options: ProductionPartnerClientOptions, env: Environment): ResolvedOptions {
  assertKnown("option", options, optionNames);
  assertKnown("retry option", options.retry ?? {}, defaultRetryPolicy);
  const retry = withDefaults(defaultRetryPolicy, options.retry ?? {});
  if (options.onProblem !== undefined && typeof options.onProblem !== "function")
    throw invalid("onProblem", "a function");
  return {
    inbound: resolveEndpoint("inbound", options.inbound ?? endpointFrom(env, "inbound")),
    outbound: resolveEndpoint("outbound", options.outbound ?? endpointFrom(env, "outbound")),
    ledger: options.ledger ?? new MemoryLedger(),
    concurrency:
      options.concurrency === undefined
        ? whole("CARDWRIGHT_CONCURRENCY", numberFrom(env, "CARDWRIGHT_CONCURRENCY") ?? 16, 1, 1000)
        : whole("concurrency", options.concurrency, 1, 1000),
    retry: {
      attempts: whole("retry.attempts", retry.attempts, 1, 1000),
      initialDelayMs: duration("retry.initialDelayMs", retry.initialDelayMs),
      maxDelayMs: duration("retry.maxDelayMs", retry.maxDelayMs),
      attemptTimeoutMs: duration("retry.attemptTimeoutMs", retry.attemptTimeoutMs, 1),
    },
    lockRenewalMs: duration("lockRenewalMs", options.lockRenewalMs ?? 300_000),
    settleTimeoutMs: duration("settleTimeoutMs", options.settleTimeoutMs ?? 10_000, 1),
    redeliveryDelayMs: duration("redeliveryDelayMs", options.redeliveryDelayMs ?? 1000),
    resendIntervalMs: duration("resendIntervalMs", options.resendIntervalMs ?? 30_000, 1),
    closeTimeoutMs: duration("closeTimeoutMs", options.closeTimeoutMs ?? 30_000),
    onProblem: guarded(options.onProblem ?? (() => {})),
  };
}

const optionNames: { readonly [name in keyof Required<ProductionPartnerClientOptions>]: true } = {
  inbound: true,
  outbound: true,
  ledger: true,
  concurrency: true,
  retry: true,
  lockRenewalMs: true,
  settleTimeoutMs: true,
  redeliveryDelayMs: true,
  resendIntervalMs: true,
  closeTimeoutMs: true,
  onProblem: true,
};

function assertKnown(kind: string, given: object, names: object): void {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(names, name));
  if (unknown === undefined) return;
  throw new ConfigurationError(`There is no ${kind} "${unknown}"`, {
    code: "OPTION",
    help: `The ${kind}s are ${Object.keys(names).join(", ")}.`,
  });
}

/** A listener that throws, such as a broken logger, must not stop the flow of messages. */
function guarded(listener: ProblemListener): ProblemListener {
  return (problem) => {
    try {
      listener(problem);
    } catch (error) {
      process.emitWarning(`The onProblem listener threw ${error instanceof Error ? error.name : typeof error}`, {
        code: "CARDWRIGHT_ON_PROBLEM",
      });
    }
  };
}

/** An option that is given as `undefined` has its default, too. */
function withDefaults<T extends object>(defaults: T, given: Partial<T>): T {
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(set) };
}

function endpointFrom(env: Environment, name: "inbound" | "outbound"): QueueEndpoint {
  const prefix = `CARDWRIGHT_${name.toUpperCase()}`;
  const connectionString = env[`${prefix}_CONNECTION_STRING`];
  if (!connectionString) {
    throw new ConfigurationError(`The ${name} queue is not configured`, {
      code: "ENDPOINT_MISSING",
      help: `Pass the option "${name}", or set ${prefix}_CONNECTION_STRING.`,
    });
  }
  const queue = env[`${prefix}_QUEUE`];
  return { connectionString, ...(queue ? { queue } : {}) };
}

function numberFrom(env: Environment, name: string): number | undefined {
  const text = env[name];
  return text ? Number(text) : undefined;
}

function whole(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw invalid(name, `a whole number from ${least} to ${most}`);
}

// Node's timers overflow beyond this and would fire at once.
const longestTimerMs = 2 ** 31 - 1;

function duration(name: string, value: number, least = 0): number {
  if (Number.isFinite(value) && value >= least && value <= longestTimerMs) return value;
  throw invalid(name, `milliseconds from ${least} to ${longestTimerMs}`);
}

function invalid(name: string, expected: string): ConfigurationError {
  return new ConfigurationError(`The option "${name}" has a value that cannot work`, {
    code: "OPTION",
    help: `Set it to ${expected}.`,
  });
}
