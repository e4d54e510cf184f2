import { builtInContract } from "../production-partner/contract/built-in.ts";
import type { Contract } from "../production-partner/contract/index.ts";
import { createMessageId } from "../production-partner/messages/index.ts";
import { ServiceBusBroker } from "../sandbox/index.ts";
import { builtInCounterpart } from "../sandbox/ngoc/built-in-counterpart.ts";
import { type NgocSide, ngocSideOf } from "../sandbox/ngoc/counterpart.ts";
import { type Application, AttachedApplication, CommandApplication } from "./application.ts";
import { caseRandom } from "./case-random.ts";
import { ConformanceCounterpart } from "./counterpart.ts";
import { canDo, defaultProfile, type Profile } from "./profile.ts";
import { makeReport } from "./report/make-report.ts";
import type { CaseResult, CheckResult, ConformanceReport, Verdict } from "./result.ts";
import { runCase } from "./run-case.ts";
import type { RunSetup } from "./run-setup.ts";
import type { Scenario } from "./scenario.ts";
import { scenarios } from "./scenarios/index.ts";

/** Options of {@link runConformance}. */
export interface ConformanceOptions {
  /** The command of the application. Default: it is started by somebody else, see `onAttach`. */
  readonly command?: readonly [string, ...string[]];
  /** Gets the connection strings for an application that is started by somebody else. */
  readonly onAttach?: (environment: { readonly [name: string]: string }) => void;
  readonly profile?: Profile;
  /** Ids of scenarios or names of groups. Default: all. */
  readonly only?: readonly string[];
  /** What is random follows from it. Default: a random one. */
  readonly seed?: number;
  /** Whether warnings fail. Default `false`. */
  readonly strict?: boolean;
  /** Ids of scenarios that are expected to fail. */
  readonly expectedFailures?: readonly string[];
  /** The contract in use, with NGOC's half of it. Default: the built-in one. */
  readonly contract?: { readonly contract: Contract; readonly side: NgocSide };
  /** What comes before the options in the command that repeats a case. */
  readonly repeatWith?: (id: string, seed: number) => string;
  readonly onCase?: (result: CaseResult) => void;
  readonly signal?: AbortSignal;
}

const toPartner = "ngoc-to-partner";
const fromPartner = "partner-to-ngoc";
const dayMs = 24 * 60 * 60 * 1000;

/** Plays the scenarios against an application and reports what it did. */
export async function runConformance(options: ConformanceOptions): Promise<ConformanceReport> {
  const { profile = defaultProfile, seed = Math.floor(Math.random() * 1e9), expectedFailures = [] } = options;
  const { signal = new AbortController().signal, strict = false, onCase } = options;
  const { contract, side } = options.contract ?? { contract: builtInContract, side: ngocSideOf(builtInCounterpart) };
  const startedAt = new Date();
  // An id of the run is in all ids, so that an application may keep its orders from one run to the next.
  const runKey = createMessageId().slice(0, 8).toUpperCase();
  // Short, so that what an application lost with its connection comes again within the time of an order.
  const lockDurationMs = Math.min(30_000, Math.max(2000, profile.secondsPerOrder * 250));
  const queue = { lockDurationMs, maxDeliveryCount: 10, duplicateDetectionWindowMs: 5 * dayMs };
  await using broker = await ServiceBusBroker.start({
    queues: [
      { name: toPartner, ...queue },
      { name: fromPartner, ...queue },
    ],
  });
  await using counterpart = await ConformanceCounterpart.start({
    contract,
    side,
    runKey,
    toPartner: { queue: toPartner, connectionString: broker.connectionString({ queue: toPartner, rights: ["Send"] }) },
    fromPartner: {
      queue: fromPartner,
      connectionString: broker.connectionString({ queue: fromPartner, rights: ["Listen"] }),
    },
  });
  const environment = {
    CARDWRIGHT_INBOUND_CONNECTION_STRING: broker.connectionString({ queue: toPartner, rights: ["Listen"] }),
    CARDWRIGHT_INBOUND_QUEUE: toPartner,
    CARDWRIGHT_OUTBOUND_CONNECTION_STRING: broker.connectionString({ queue: fromPartner, rights: ["Send"] }),
    CARDWRIGHT_OUTBOUND_QUEUE: fromPartner,
  };
  const { command } = options;
  const application: Application =
    command === undefined ? new AttachedApplication() : new CommandApplication(command, environment);
  if (command === undefined) options.onAttach?.(environment);
  const sandbox = { broker, toPartner: broker.queue(toPartner), fromPartner: broker.queue(fromPartner) };
  const setup: RunSetup = { application, counterpart, sandbox, contract, side, profile, signal };
  const cases: CaseResult[] = [];
  const chosen = choose(options.only);
  let isConnected = true;
  try {
    for (const [at, scenario] of chosen.entries()) {
      signal.throwIfAborted();
      const left = leftOut(scenario, setup, isConnected);
      const began = performance.now();
      const repeat = options.repeatWith?.(scenario.id, seed) ?? `--only ${scenario.id} --seed ${seed}`;
      const base = { id: scenario.id, title: scenario.title, group: scenario.group, repeat };
      let result: CaseResult;
      if (left !== undefined) result = { ...base, ...left, seconds: 0, checks: [], wire: [] };
      else {
        try {
          await application.start();
          const key = `${runKey}${at.toString(36).toUpperCase().padStart(2, "0")}`;
          const { checks, log } = await runCase(scenario, { ...setup, key, random: caseRandom(seed, scenario.id) });
          const seconds = (performance.now() - began) / 1000;
          result = { ...base, verdict: verdictOf(checks), seconds, checks, wire: log.entries };
        } catch (error) {
          signal.throwIfAborted();
          if (error instanceof Error && "code" in error && error.code === "CONFORM_COMMAND") throw error;
          const reason = error instanceof Error ? error.message : String(error);
          result = {
            ...base,
            verdict: "error",
            reason,
            seconds: (performance.now() - began) / 1000,
            checks: [],
            wire: [],
          };
        }
        if (scenario.id === "CONN-1" && result.verdict === "fail") isConnected = false;
      }
      if (expectedFailures.includes(scenario.id)) result = { ...result, isExpectedToFail: true };
      cases.push(result);
      onCase?.(result);
    }
  } finally {
    await application.stop("stop");
  }
  return makeReport({ cases, startedAt, seed, strict });
}

function choose(only: readonly string[] | undefined): readonly Scenario[] {
  if (only === undefined || only.length === 0) return scenarios;
  const wanted = new Set(only.map((name) => name.toLowerCase()));
  return scenarios.filter(({ id, group }) => wanted.has(id.toLowerCase()) || wanted.has(group));
}

function leftOut(
  { needs = [], steps }: Scenario,
  { profile, application }: RunSetup,
  isConnected: boolean,
): { readonly verdict: "skip" | "omit"; readonly reason: string } | undefined {
  const missing = needs.find((capability) => !canDo(profile, capability));
  if (missing !== undefined) return { verdict: "omit", reason: `The profile says ${missing}: false` };
  const starts = steps.some((step) => step.do === "restart" || step.do === "stop");
  if (starts && !application.isManaged) return { verdict: "omit", reason: "The kit did not start the application" };
  return isConnected ? undefined : { verdict: "skip", reason: "The application did not connect (CONN-1)" };
}

function verdictOf(checks: readonly CheckResult[]): Verdict {
  const broken = checks.filter(({ passed }) => !passed);
  if (broken.some(({ level, provenance }) => level === "MUST" && provenance !== "assumed")) return "fail";
  return broken.some(({ level }) => level !== "MAY") ? "warn" : "pass";
}
