import { builtInContract } from "../production-partner/contract/built-in.ts";
import type { Contract } from "../production-partner/contract/index.ts";
import { createMessageId } from "../production-partner/messages/index.ts";
import { type BrokerOptions, ServiceBusBroker } from "../sandbox/index.ts";
import { builtInCounterpart } from "../sandbox/ngoc/built-in-counterpart.ts";
import { type NgocSide, ngocSideOf } from "../sandbox/ngoc/counterpart.ts";
import { type Application, AttachedApplication, CommandApplication } from "./application.ts";
import { Attendance, type Instruction, NobodyActed } from "./attendance.ts";
import { caseRandom } from "./case-random.ts";
import { ConformanceCounterpart } from "./counterpart.ts";
import { canDo, defaultProfile, type Profile } from "./profile.ts";
import { makeReport } from "./report/make-report.ts";
import type { CaseResult, ConformanceReport } from "./result.ts";
import { allStatements } from "./rules.ts";
import { runCase } from "./run-case.ts";
import type { RunSetup } from "./run-setup.ts";
import type { Scenario } from "./scenario.ts";
import { scenarios } from "./scenarios/index.ts";
import { verdictOf } from "./verdict.ts";

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
  /** Where the queues listen, and with which certificate for clients over TLS. Default: a free port of this machine. */
  readonly listen?: Pick<BrokerOptions, "host" | "port" | "tls">;
  /** What comes before the options in the command that repeats a case. */
  readonly repeatWith?: (id: string, seed: number) => string;
  /** Told what a person has to do, when a case waits for it. */
  readonly onWaiting?: (instruction: Instruction) => void;
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
    ...options.listen,
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
  const { command, onWaiting = () => {} } = options;
  const attendance = new Attendance({ tell: onWaiting, attendSeconds: profile.attendSeconds, signal });
  const application: Application =
    command === undefined ? new AttachedApplication(broker, attendance) : new CommandApplication(command, environment);
  if (command === undefined) options.onAttach?.(environment);
  const sandbox = { broker, toPartner: broker.queue(toPartner), fromPartner: broker.queue(fromPartner) };
  let refused = 0;
  broker.events.on(({ type }) => {
    if (type === "link-refused") refused++;
  });
  const refusedLinks = (): number => refused;
  const shared = { application, counterpart, sandbox, contract, side, profile, signal };
  const setup: RunSetup = { ...shared, attendance, refusedLinks };
  const cases: CaseResult[] = [];
  let isConnected = true;
  try {
    for (const [at, scenario] of choose(options.only).entries()) {
      signal.throwIfAborted();
      attendance.id = scenario.id;
      const key = `${runKey}${at.toString(36).toUpperCase().padStart(2, "0")}`;
      const left = leftOut(scenario, setup, isConnected);
      const repeat = options.repeatWith?.(scenario.id, seed) ?? `--only ${scenario.id} --seed ${seed}`;
      const result: CaseResult = {
        ...{ id: scenario.id, title: scenario.title, group: scenario.group, repeat },
        ...(left ?? (await play(scenario, { ...setup, key, random: caseRandom(seed, scenario.id) }))),
        ...(expectedFailures.includes(scenario.id) && { isExpectedToFail: true }),
      };
      if (scenario.id === "CONN-1") isConnected = hasConnected(result);
      cases.push(result);
      onCase?.(result);
    }
  } finally {
    if (application.isManaged) await application.stop("stop");
  }
  return makeReport({ cases, startedAt, seed, strict, about: "partner", statements: allStatements });
}

type Outcome = Pick<CaseResult, "verdict" | "reason" | "seconds" | "checks" | "wire">;

/** Plays one scenario; what goes wrong with the kit is its verdict, too. */
async function play(scenario: Scenario, setup: Parameters<typeof runCase>[1]): Promise<Outcome> {
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  try {
    await setup.application.start();
    const { checks, log } = await runCase(scenario, setup);
    return { verdict: verdictOf(checks), seconds: seconds(), checks, wire: log.entries };
  } catch (error) {
    setup.signal.throwIfAborted();
    if (error instanceof Error && "code" in error && error.code === "CONFORM_COMMAND") throw error;
    const verdict = error instanceof NobodyActed ? "waiting" : "error";
    const reason = error instanceof Error ? error.message : String(error);
    return { verdict, reason, seconds: seconds(), checks: [], wire: [] };
  }
}

function hasConnected({ verdict, checks }: CaseResult): boolean {
  return verdict !== "waiting" && !checks.some(({ rule, passed }) => rule === "connects" && !passed);
}

function choose(only: readonly string[] | undefined): readonly Scenario[] {
  if (only === undefined || only.length === 0) return scenarios;
  const wanted = new Set(only.map((name) => name.toLowerCase()));
  return scenarios.filter(({ id, group }) => wanted.has(id.toLowerCase()) || wanted.has(group));
}

function leftOut({ needs = [] }: Scenario, { profile }: RunSetup, isConnected: boolean): Outcome | undefined {
  const nothing = { seconds: 0, checks: [], wire: [] };
  const missing = needs.find((capability) => !canDo(profile, capability));
  if (missing !== undefined) return { ...nothing, verdict: "omit", reason: `The profile says ${missing}: false` };
  return isConnected ? undefined : { ...nothing, verdict: "skip", reason: "The application did not connect (CONN-1)" };
}
