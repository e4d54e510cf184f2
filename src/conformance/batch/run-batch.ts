import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { env } from "node:process";
import type { CardRequest } from "../../card-series-maintenance/file/index.ts";
import { CardwrightError } from "../../errors/cardwright-error.ts";
import { OrceSandbox } from "../../sandbox/orce/index.ts";
import type { WireEntry } from "../case-log.ts";
import { makeReport } from "../report/make-report.ts";
import type { CaseResult, CheckResult, ConformanceReport } from "../result.ts";
import { verdictOf } from "../verdict.ts";
import { batchCheck, batchStatements } from "./batch-rules.ts";
import { type BatchScenario, batchScenarios, type WantedCard } from "./batch-scenarios.ts";
import { checkCards, checkFiles, checkResubmission, readBlocks, type WrittenBlock } from "./judge-batch.ts";

/** Options of {@link runBatchConformance}. */
export interface BatchConformanceOptions {
  /** The command of the generator; it is started for each step, without a shell. */
  readonly command: readonly [string, ...string[]];
  /** Ids of scenarios or names of groups. Default: all. */
  readonly only?: readonly string[];
  /** Whether warnings fail. Default `false`. */
  readonly strict?: boolean;
  /** Ids of scenarios that are expected to fail. */
  readonly expectedFailures?: readonly string[];
  /** How long the generator may take for one step. Default 60. */
  readonly seconds?: number;
  readonly repeatWith?: (id: string) => string;
  readonly onCase?: (result: CaseResult) => void;
  readonly signal?: AbortSignal;
}

interface BatchCase {
  readonly folder: string;
  readonly options: BatchConformanceOptions;
  readonly checks: CheckResult[];
  readonly wire: WireEntry[];
  readonly beganMs: number;
}

/** Gives customers to a generator of batch files, lets ORCE refuse some, and judges the files by the guide's rules. */
export async function runBatchConformance(options: BatchConformanceOptions): Promise<ConformanceReport> {
  const { only = [], strict = false, expectedFailures = [], onCase, signal } = options;
  const startedAt = new Date();
  const wanted = new Set(only.map((name) => name.toLowerCase()));
  const chosen = batchScenarios.filter(
    ({ id, group }) => wanted.size === 0 || wanted.has(id.toLowerCase()) || wanted.has(group),
  );
  const cases: CaseResult[] = [];
  for (const scenario of chosen) {
    signal?.throwIfAborted();
    const result = {
      ...(await play(scenario, options)),
      ...(expectedFailures.includes(scenario.id) && { isExpectedToFail: true }),
    };
    cases.push(result);
    onCase?.(result);
  }
  return makeReport({ cases, startedAt, seed: 0, strict, about: "batch", statements: batchStatements });
}

async function play(scenario: BatchScenario, options: BatchConformanceOptions): Promise<CaseResult> {
  const folder = await mkdtemp(join(tmpdir(), "conform-batch-"));
  const beganMs = performance.now();
  const run: BatchCase = { folder, options, checks: [], wire: [], beganMs };
  const { id, title, group } = scenario;
  const base = { id, title, group, repeat: options.repeatWith?.(id) ?? `--only ${id}` };
  try {
    await playSteps(scenario, run);
    const seconds = (performance.now() - beganMs) / 1000;
    return { ...base, verdict: verdictOf(run.checks), seconds, checks: run.checks, wire: run.wire };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof CardwrightError && error.code === "CONFORM_COMMAND") throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const seconds = (performance.now() - beganMs) / 1000;
    return { ...base, verdict: "error", reason, seconds, checks: run.checks, wire: run.wire };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function playSteps({ cards, rounds = [] }: BatchScenario, run: BatchCase): Promise<void> {
  const { folder, checks } = run;
  await writeFile(join(folder, "cards.json"), JSON.stringify(cards, undefined, 2));
  await writeFile(join(folder, "cards.csv"), csvOf(cards));
  let out = join(folder, "created");
  const first = await step("create", out, run);
  if (first === undefined) return;
  let sent = await readBlocks(first);
  checks.push(...(await checkFiles(first)));
  // What follows stands on it.
  if (isUnreadable(checks)) return;
  checks.push(...checkCards(sent, cards));
  let files = first;
  for (const [round, refused] of rounds.entries()) {
    const failed = await process({ files, sent, refused: refused.map((at) => cards[at]), round }, run);
    out = join(folder, `again-${round + 1}`);
    const again = await step("resubmit", out, run);
    if (again === undefined) return;
    files = again;
    sent = await readBlocks(again);
    checks.push(...(await checkFiles(again)));
    if (isUnreadable(checks)) return;
    checks.push(...checkResubmission(sent, failed));
  }
}

function isUnreadable(checks: readonly CheckResult[]): boolean {
  return checks.some(({ rule, passed }) => rule === "valid-file" && !passed);
}

/** Runs the generator; returns the files that it wrote, `undefined` when it did not end well. */
async function step(name: "create" | "resubmit", out: string, run: BatchCase): Promise<readonly string[] | undefined> {
  const { folder, options, checks, wire, beganMs } = run;
  await mkdir(out);
  const [file, ...parameters] = options.command;
  const environment = {
    CARDWRIGHT_STEP: name,
    CARDWRIGHT_CARDS_JSON: join(folder, "cards.json"),
    CARDWRIGHT_CARDS_CSV: join(folder, "cards.csv"),
    CARDWRIGHT_OUT: out,
    CARDWRIGHT_COMPLETE: join(folder, "complete"),
  };
  const child = spawn(file, parameters, { env: { ...env, ...environment }, stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors = (errors + chunk.toString("utf8")).slice(-500);
  });
  const spawned = once(child, "spawn").catch((cause: unknown) => {
    throw new CardwrightError(`Cannot start the generator "${file}"`, {
      code: "CONFORM_COMMAND",
      help: "Check the command after `--`: it is started without a shell, in the current folder.",
      cause,
    });
  });
  const closed = once(child, "close").catch(() => [1]);
  await spawned;
  const timer = setTimeout(() => child.kill("SIGKILL"), (options.seconds ?? 60) * 1000);
  const [code] = (await closed) as [number | null];
  clearTimeout(timer);
  const written = (await readdir(out)).filter((one) => one.endsWith(".xml")).sort();
  const atMs = (): number => Math.round(performance.now() - beganMs);
  wire.push({ atMs: atMs(), way: "note", subject: `generator: ${name}, exit code ${code ?? "none"}` });
  for (const one of written) {
    const body = (await readFile(join(out, one), "utf8")).slice(0, 2000);
    wire.push({ atMs: atMs(), way: "from-partner", subject: one, body });
  }
  const got = code === 0 ? undefined : `It ended with ${code ?? "a signal"} in the step ${name}: ${errors.trim()}`;
  checks.push(batchCheck("ends-well", got));
  return code === 0 ? written.map((one) => join(out, one)) : undefined;
}

/** Lets the simulated ORCE process files; returns the blocks that failed: those it was told to refuse, and what is wrong. */
async function process(
  {
    files,
    sent,
    refused,
    round,
  }: {
    readonly files: readonly string[];
    readonly sent: readonly WrittenBlock[];
    readonly refused: readonly (WantedCard | undefined)[];
    readonly round: number;
  },
  { folder, wire, beganMs }: BatchCase,
): Promise<readonly WrittenBlock[]> {
  await rm(join(folder, "complete"), { recursive: true, force: true });
  const ids = new Set(refused.flatMap((card) => [card?.customerId ?? card?.alternateId ?? "nobody"]));
  const isRefused = ({ Customer: customer }: Pick<CardRequest, "Customer">): boolean =>
    ids.has(customer?.CustomerID ?? customer?.AlternateKey?.AlternateID ?? "nobody");
  await using orce = await OrceSandbox.start({
    folder,
    setup: {
      cardTypes: [...new Set(sent.map(({ value }) => value.CardPrefix ?? ""))].map((prefix) => ({
        prefix,
        programs: [{ kind: "tender", baseCurrency: "USD" }],
      })),
      series: [...new Set(sent.map(({ value }) => `${value.CardPrefix} ${value.CardSeriesSequence}`))].map((key) => {
        const [prefix = "", series = ""] = key.split(" ");
        return { prefix, series, numberOfCards: 10_000, batches: [1] };
      }),
      customers: () => true,
      configuration: { accountManagementDefaultReasonCode: "CONFORM" },
    },
    // What was refused in the round before and not again is accepted.
    fault: (request) => (isRefused(request) ? "CUSTOMER_NOT_FOUND" : undefined),
  });
  const failures = new Set<string>();
  orce.events.on((event) => {
    if (event.type === "failure") failures.add(blockKey(event.failure.file, event.failure.block));
  });
  for (const file of files) {
    const { generated, failed } = await orce.process(file);
    const subject = `ORCE, round ${round + 1}: ${basename(file)}: ${generated} cards, ${failed} failed`;
    wire.push({ atMs: Math.round(performance.now() - beganMs), way: "note", subject });
  }
  return sent.filter(({ file, number }) => failures.has(blockKey(basename(file), number)));
}

function blockKey(file: string, number: number): string {
  return `${number} of ${file}`;
}

const columns = [
  "cardPrefix",
  "cardSeriesSequence",
  "customerId",
  "typeCode",
  "alternateId",
  "currency",
  "amount",
] as const satisfies readonly (keyof WantedCard)[];

function csvOf(cards: readonly WantedCard[]): string {
  const quoted = (text = ""): string => `"${text.replaceAll('"', '""')}"`;
  const lines = cards.map((card) => columns.map((column) => quoted(card[column])).join(","));
  return `${[columns.join(","), ...lines].join("\n")}\n`;
}
