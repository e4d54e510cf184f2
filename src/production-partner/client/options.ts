import { ConfigurationError } from "../../errors/configuration-error.ts";
import { type QueueEndpoint, type ResolvedEndpoint, resolveEndpoint } from "../../service-bus/endpoint.ts";
import { defaultRetryPolicy, type RetryOptions, type RetryPolicy } from "../../service-bus/retry.ts";
import type { Transport } from "../../service-bus/transport.ts";
import type { Telemetry } from "../../telemetry/telemetry.ts";
import { type Clock, systemClock } from "../../timing/clock.ts";
import { type BuiltInContract, builtInContract } from "../contract/built-in.ts";
import type { Contract } from "../contract/index.ts";
import { MemoryLedger } from "../ledger/memory-ledger.ts";
import type { OrderLedger } from "../ledger/order-ledger.ts";
import { defaultOrderRules, type OrderRules } from "../orders/index.ts";
import { type Logger, type LoggerLevel, logged } from "./logger.ts";
import type { ProblemListener, TracedListener } from "./problem.ts";

/**
 * Options of {@link ProductionPartnerClient}. An option takes precedence over its environment variable, and that over
 * the default.
 */
export interface ProductionPartnerClientOptions<C extends Contract = BuiltInContract> {
  /**
   * The contract between the partner and NGOC: what `defineContract` makes of a compiled message table and a binding.
   * Default: the built-in contract.
   */
  readonly contract?: C;
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
  /** How the queues are reached: over a WebSocket, or through a proxy. Default: AMQP over TCP. */
  readonly transport?: Transport;
  /**
   * Stores the orders. The client does not close it. Default: a new `MemoryLedger`, whose content ends with the
   * process.
   */
  readonly ledger?: OrderLedger;
  /**
   * Which cards must have a Report OK before a Shipped Notification is sent: those that it names, or also every other card
   * of the shipment that was reported as produced. The guide can be read both ways. Default `"named-cards"`.
   */
  readonly reportOkGate?: OrderRules["reportOkGate"];
  /** How many messages are handled concurrently, 1 to 1000. Default: `CARDWRIGHT_CONCURRENCY`, else 16. */
  readonly concurrency?: number;
  /** How failed sends are retried. */
  readonly retry?: RetryOptions;
  /** How long the lock of a message is renewed while its handler runs, in milliseconds. Default 300 000 (5 minutes). */
  readonly lockRenewalMs?: number;
  /**
   * How long a handler may run before its signal aborts and its message is given back, in milliseconds. Default: no limit;
   * slow handlers are reported.
   */
  readonly handlerTimeoutMs?: number;
  /**
   * How many handlers may run beside `concurrency` because they take much longer than usual; such a handler makes room for
   * others. Default: eight times `concurrency`.
   */
  readonly maxSlowHandlers?: number;
  /**
   * The number of deliveries after which the queue dead-letters a message: its max delivery count, which the right to
   * listen cannot read. When a handler fails on the last one, NGOC is told with an Error Notification (the Production Partner
   * guide: "in case of an error at either end") and the message is dead-lettered. `false` leaves that to the queue, and
   * NGOC is not told. Default 10, as in Azure.
   */
  readonly maxDeliveries?: number | false;
  /** Timeout of a settlement, in milliseconds; after it the message is delivered again. Default 10 000. */
  readonly settleTimeoutMs?: number;
  /**
   * Delay before a message whose handler failed is abandoned, in milliseconds; doubled with each delivery up to 30 000.
   * Default 1000. Deliveries are counted: see `maxDeliveries`.
   */
  readonly redeliveryDelayMs?: number;
  /** Longest delay before a failed message is sent again while the client runs, in milliseconds. Default 30 000. */
  readonly resendIntervalMs?: number;
  /** How long `drain` and `close` wait for running handlers, in milliseconds. Default 30 000. */
  readonly closeTimeoutMs?: number;
  /**
   * Called for every failure outside a call of the application. If it throws, a process warning is emitted. Default:
   * none.
   */
  readonly onProblem?: ProblemListener;
  /** Gets every problem as facts and a sentence: `console`, or a logger of `pino`. Default: none. */
  readonly logger?: Logger;
  /** Where spans and metrics go: what `openTelemetry()` of `cardwright/opentelemetry` makes. Default: nowhere. */
  readonly telemetry?: Telemetry;
  /** The clock, for tests. Default: the system clock. */
  readonly clock?: Clock;
}

/** Options with all defaults filled in and all values checked. */
export interface ResolvedOptions {
  readonly contract: Contract;
  readonly rules: OrderRules;
  readonly inbound: ResolvedEndpoint;
  readonly outbound: ResolvedEndpoint;
  readonly ledger: OrderLedger;
  readonly concurrency: number;
  readonly retry: RetryPolicy;
  readonly lockRenewalMs: number;
  readonly handlerTimeoutMs: number | undefined;
  readonly maxSlow: number | undefined;
  readonly maxDeliveries: number | undefined;
  readonly settleTimeoutMs: number;
  readonly redeliveryDelayMs: number;
  readonly resendIntervalMs: number;
  readonly closeTimeoutMs: number;
  readonly onProblem: TracedListener;
  readonly telemetry: Telemetry | undefined;
  readonly clock: Clock;
}

type Environment = { readonly [name: string]: string | undefined };

/**
 * Fills in environment variables and defaults, and checks all values.
 *
 * @throws ConfigurationError `OPTION`, `ENDPOINT_MISSING` or a code of the endpoint
 */
export function resolveOptions(options: ProductionPartnerClientOptions<Contract>, env: Environment): ResolvedOptions {
  assertKnown("option", options, optionNames);
  assertKnown("retry option", options.retry ?? {}, defaultRetryPolicy);
  const retry = withDefaults(defaultRetryPolicy, options.retry ?? {});
  if (options.onProblem !== undefined && typeof options.onProblem !== "function")
    throw invalid("onProblem", "a function");
  const { contract = builtInContract, reportOkGate = defaultOrderRules.reportOkGate, clock = systemClock } = options;
  const { handlerTimeoutMs, maxSlowHandlers, maxDeliveries = 10, logger, telemetry } = options;
  if (logger !== undefined && levels.some((level) => typeof logger[level] !== "function")) {
    throw invalid("logger", `an object with the methods ${levels.join(", ")}`);
  }
  if (telemetry !== undefined && typeof telemetry.startSpan !== "function") {
    throw invalid("telemetry", "what openTelemetry of cardwright/opentelemetry returns");
  }
  if (typeof contract.factOf !== "function") throw invalid("contract", "what defineContract returns");
  if (!reportOkGates.includes(reportOkGate)) throw invalid("reportOkGate", reportOkGates.join(" or "));
  return {
    contract,
    rules: { reportOkGate },
    inbound: resolveEndpoint("inbound", options.inbound ?? endpointFrom(env, "inbound"), options.transport),
    outbound: resolveEndpoint("outbound", options.outbound ?? endpointFrom(env, "outbound"), options.transport),
    ledger: options.ledger ?? new MemoryLedger({ clock }),
    concurrency:
      options.concurrency === undefined
        ? integer("CARDWRIGHT_CONCURRENCY", numberFrom(env, "CARDWRIGHT_CONCURRENCY") ?? 16, 1, 1000)
        : integer("concurrency", options.concurrency, 1, 1000),
    retry: {
      attempts: integer("retry.attempts", retry.attempts, 1, 1000),
      initialDelayMs: duration("retry.initialDelayMs", retry.initialDelayMs),
      maxDelayMs: duration("retry.maxDelayMs", retry.maxDelayMs),
      attemptTimeoutMs: duration("retry.attemptTimeoutMs", retry.attemptTimeoutMs, 1),
    },
    lockRenewalMs: duration("lockRenewalMs", options.lockRenewalMs ?? 300_000),
    handlerTimeoutMs: handlerTimeoutMs === undefined ? undefined : duration("handlerTimeoutMs", handlerTimeoutMs, 1),
    maxSlow: maxSlowHandlers === undefined ? undefined : integer("maxSlowHandlers", maxSlowHandlers, 0, 100_000),
    maxDeliveries: maxDeliveries === false ? undefined : integer("maxDeliveries", maxDeliveries, 1, 2_000),
    settleTimeoutMs: duration("settleTimeoutMs", options.settleTimeoutMs ?? 10_000, 1),
    redeliveryDelayMs: duration("redeliveryDelayMs", options.redeliveryDelayMs ?? 1000),
    resendIntervalMs: duration("resendIntervalMs", options.resendIntervalMs ?? 30_000, 1),
    closeTimeoutMs: duration("closeTimeoutMs", options.closeTimeoutMs ?? 30_000),
    onProblem: guarded(logged(logger, options.onProblem ?? (() => {}), telemetry)),
    telemetry,
    clock,
  };
}

const levels: readonly LoggerLevel[] = ["debug", "info", "warn", "error"];
const reportOkGates: readonly OrderRules["reportOkGate"][] = ["named-cards", "whole-shipment"];

const optionNames: { readonly [name in keyof Required<ProductionPartnerClientOptions>]: true } = {
  contract: true,
  reportOkGate: true,
  inbound: true,
  outbound: true,
  transport: true,
  ledger: true,
  concurrency: true,
  retry: true,
  lockRenewalMs: true,
  handlerTimeoutMs: true,
  maxSlowHandlers: true,
  maxDeliveries: true,
  settleTimeoutMs: true,
  redeliveryDelayMs: true,
  resendIntervalMs: true,
  closeTimeoutMs: true,
  onProblem: true,
  logger: true,
  telemetry: true,
  clock: true,
};

function assertKnown(kind: string, given: object, names: object): void {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(names, name));
  if (unknown === undefined) return;
  throw new ConfigurationError(`Unknown ${kind} "${unknown}"`, {
    code: "OPTION",
    help: `Use one of these ${kind}s: ${Object.keys(names).join(", ")}.`,
  });
}

/** A listener that throws, such as a broken logger, must not stop the flow of messages. */
function guarded(listener: TracedListener): TracedListener {
  return (problem, trace) => {
    try {
      listener(problem, trace);
    } catch (error) {
      process.emitWarning(`The onProblem listener threw ${error instanceof Error ? error.name : typeof error}`, {
        code: "CARDWRIGHT_ON_PROBLEM",
      });
    }
  };
}

/** An option passed as `undefined` gets its default, too. */
function withDefaults<T extends object>(defaults: T, given: Partial<T>): T {
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(set) };
}

function endpointFrom(env: Environment, name: "inbound" | "outbound"): QueueEndpoint {
  const prefix = `CARDWRIGHT_${name.toUpperCase()}`;
  const connectionString = env[`${prefix}_CONNECTION_STRING`];
  if (!connectionString) {
    throw new ConfigurationError(`Missing configuration of the ${name} queue`, {
      code: "ENDPOINT_MISSING",
      help: `Pass the option "${name}", or set ${prefix}_CONNECTION_STRING.`,
    });
  }
  const queue = env[`${prefix}_QUEUE`];
  return { connectionString, ...(queue && { queue }) };
}

function numberFrom(env: Environment, name: string): number | undefined {
  const text = env[name];
  return text ? Number(text) : undefined;
}

function integer(name: string, value: number, min: number, max: number): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw invalid(name, `an integer from ${min} to ${max}`);
}

// Node's timers overflow beyond this and would fire immediately.
const maxTimerMs = 2 ** 31 - 1;

function duration(name: string, value: number, minMs = 0): number {
  if (Number.isFinite(value) && value >= minMs && value <= maxTimerMs) return value;
  throw invalid(name, `a number of milliseconds from ${minMs} to ${maxTimerMs}`);
}

function invalid(name: string, expected: string): ConfigurationError {
  return new ConfigurationError(`Invalid value for option "${name}"`, {
    code: "OPTION",
    help: `Set it to ${expected}.`,
  });
}
