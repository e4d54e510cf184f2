import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, watch } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { JobReport } from "../../../src/card-series-maintenance/jobs/report/report-job.ts";
import { runCli } from "../../../src/cli/run-cli.ts";
import { corrected, dirtyExport } from "../retail/dirty-export.ts";
import { type RunningSandbox, startSandbox } from "../sandbox-command.ts";

/** How a retailer's day ended. */
export interface RetailDayOutcome {
  readonly customers: number;
  readonly withCard: number;
  /** Customers without a card whom the failures name. */
  readonly withReason: number;
  readonly unaccounted: number;
  readonly secondCards: number;
  readonly cardsForNobody: number;
  /** The phases in which a command was killed, each as often as that. */
  readonly kills: { readonly [phase: string]: number };
  readonly reports: readonly JobReport[];
}

const main = fileURLToPath(new URL("../../../src/cli/main.ts", import.meta.url));
const settings = `
mapping: { CustomerID: Kundennr, Amount: Guthaben, BusinessDate: Datum }
constants: { CardPrefix: 12345, CardSeriesSequence: 01, CurrencyID: EUR }
require: [CustomerID]
ignore: [username]
locale: de-DE
dateFormats: [DD.MM.YYYY]
skipBadRows: true
oneCardPerCustomer: true
`;

type Phase = "dry-run" | "create" | "upload" | "collect" | "resubmit" | "failures" | "report";

/** Runs `cardwright batch` commands; each phase is killed once on its way, if wanted, and then run again. */
class Commands {
  readonly kills: { [phase: string]: number } = {};
  readonly #kill: boolean;
  readonly #dead = new Set<string>();

  constructor(kill: boolean) {
    this.#kill = kill;
  }

  /** Returns what the command printed, and its exit code; -1 for one that was killed. */
  async run(phase: Phase, writesTo: string | undefined, parameters: readonly string[]): Promise<Ended> {
    // A job of its own for each input: both are killed.
    const once = phase === "create" ? `create ${parameters[1]}` : phase;
    if (!this.#kill || this.#dead.has(once)) return await inProcess(parameters);
    let afterMs = 300;
    let ended = await killed(parameters, writesTo, afterMs);
    // What writes nothing may be run as often as it takes.
    while (ended.code !== -1 && writesTo === undefined && afterMs > 1) {
      afterMs /= 2;
      ended = await killed(parameters, writesTo, afterMs);
    }
    if (ended.code !== -1) return ended;
    this.#dead.add(once);
    this.kills[phase] = (this.kills[phase] ?? 0) + 1;
    return ended;
  }

  /** Runs a command until it comes to its end. */
  async finish(phase: Phase, writesTo: string | undefined, parameters: readonly string[]): Promise<string> {
    for (;;) {
      const { code, stdout, stderr } = await this.run(phase, writesTo, parameters);
      if (code > 1) throw new Error(`cardwright batch ${parameters.join(" ")}: ${stderr}`);
      if (code !== -1) return stdout;
    }
  }
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function inProcess(parameters: readonly string[]): Promise<Ended> {
  let [stdout, stderr] = ["", ""];
  const streams = {
    stdout: { write: (piece: string) => (stdout += piece) },
    stderr: { write: (piece: string) => (stderr += piece) },
  };
  const code = await runCli(["batch", ...parameters], streams);
  return { code, stdout, stderr };
}

/** Kills a command when it begins to write; one that writes nothing, when it has had the time to start: some milliseconds. */
async function killed(parameters: readonly string[], writesTo: string | undefined, afterMs: number): Promise<Ended> {
  const watcher = writesTo === undefined ? undefined : watch(writesTo);
  const child = spawn(process.execPath, ["--no-warnings", main, "batch", ...parameters]);
  const kill = () => child.kill("SIGKILL");
  const timer = watcher === undefined ? setTimeout(kill, afterMs) : undefined;
  watcher?.once("change", kill);
  const output = [text(child.stdout), text(child.stderr)] as const;
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  clearTimeout(timer);
  watcher?.close();
  const [stdout, stderr] = await Promise.all(output);
  return { code: signal === "SIGKILL" ? -1 : (code ?? 3), stdout, stderr };
}

/**
 * From an export to every customer having a card or a stated reason, with commands only, against a sandbox process whose
 * File Services and ORCE fail now and then: create, correct what was rejected, upload, collect, failures, send again,
 * report. A command of each phase is killed on its way.
 */
export async function retailDay(options: {
  readonly folder: string;
  readonly rows: number;
  readonly encoding: "utf-8" | "windows-1252";
  readonly random: () => number;
  readonly kill: boolean;
}): Promise<RetailDayOutcome> {
  const { folder, rows, encoding, random } = options;
  const dirty = dirtyExport({ rows, random, encoding });
  const [out, results] = [join(folder, "outgoing"), join(folder, "results")];
  const journals = join(folder, "journal");
  for (const made of [out, results, journals]) await mkdir(made);
  const config = join(folder, "cardwright.yaml");
  await writeFile(config, settings);
  await writeFile(join(folder, "kunden.csv"), dirty.bytes);
  await using sandbox = await startSandbox();
  const faults = { failEvery: 20, unavailableEvery: 25, unknownCustomers: [...dirty.unknown] };
  await sandbox.call("PUT", "/api/v1/orce/faults", faults);
  using _token = tokenForUploads();
  const commands = new Commands(options.kill);

  const create = async (input: string) => {
    const more = ["-o", out, "-n", input.replace(".csv", ""), "-c", config, "--max-blocks", `${Math.ceil(rows / 4)}`];
    await commands.finish("create", out, ["create", join(folder, input), ...more]);
  };
  await commands.finish("dry-run", undefined, ["create", join(folder, "kunden.csv"), "--dry-run", "-c", config]);
  await create("kunden.csv");
  const names = ["kunden"];
  const rejected = join(out, "kunden.rejected.csv");
  // A small export can be without a fault.
  if (existsSync(rejected)) {
    await writeFile(join(folder, "korrigiert.csv"), corrected(await readFile(rejected, "utf8")));
    await create("korrigiert.csv");
    names.push("korrigiert");
  }

  const collect = () => commands.finish("collect", results, ["collect", "--url", sandbox.url, "-o", results]);
  const rounds = 5;
  for (let round = 1; round <= rounds; round++) {
    await uploadAll({ commands, sandbox, out, journals });
    await untilProcessed(sandbox);
    await collect();
    if (round < rounds) await commands.finish("resubmit", out, ["resubmit", results, "-o", out]);
  }

  const list = join(folder, "ohne-karte");
  await mkdir(list);
  await commands.finish("failures", list, ["failures", results, "--sent", out, "--csv", join(list, "ohne-karte.csv")]);
  const withoutCard = await readFile(join(list, "ohne-karte.csv"), "utf8");
  const reports: JobReport[] = [];
  for (const name of names)
    reports.push(JSON.parse((await inProcess(["report", out, "-n", name, "--results", results, "--json"])).stdout));
  const page = join(list, "bericht.html");
  await commands.finish("report", list, ["report", out, "-n", "kunden", "--results", results, "--html", page]);

  const cards = await cardsOf(sandbox, dirty.customers);
  const { value } = await sandbox.call("GET", "/api/v1/orce/cards?limit=1");
  const named = new Set(withoutCard.split(/\r\n/).flatMap((row) => /^K\d{7}/.exec(row)?.[0] ?? []));
  const without = [...dirty.customers].filter((customer) => !cards.has(customer));
  return {
    customers: dirty.customers.size,
    withCard: cards.size,
    withReason: without.filter((customer) => named.has(customer)).length,
    unaccounted: without.filter((customer) => !named.has(customer)).length,
    secondCards: [...cards.values()].filter((count) => count > 1).length,
    cardsForNobody: (value as { kept: number }).kept - [...cards.values()].reduce((sum, count) => sum + count, 0),
    kills: commands.kills,
    reports,
  };
}

/**
 * Uploads what was not uploaded yet, as an operator does: after a run that ended in the middle of a file, the results say
 * whether that file arrived; if not, it is sent again.
 */
async function uploadAll(options: {
  readonly commands: Commands;
  readonly sandbox: RunningSandbox;
  readonly out: string;
  readonly journals: string;
}): Promise<void> {
  const { commands, sandbox, out, journals } = options;
  const all = (await readdir(out)).filter((name) => /^[^.].*\.xml$/.test(name)).sort();
  const resend: string[] = [];
  const arrived = new Set<string>();
  for (;;) {
    const files = all.filter((name) => !arrived.has(name)).map((name) => join(out, name));
    const again = resend.length === 0 ? [] : ["--resend", ...resend];
    const journal = ["--journal", join(journals, "delivery.jsonl")];
    const { code, stderr } = await commands.run("upload", journals, [
      "upload",
      "--url",
      sandbox.url,
      ...journal,
      ...files,
      ...again,
    ]);
    if (code === 0) return;
    const unknown = /Unknown outcome of (\S+):/.exec(stderr)?.[1];
    if (unknown === undefined) {
      if (code !== -1) throw new Error(`cardwright batch upload: ${stderr}`);
      continue;
    }
    if (await hasArrived(sandbox, unknown)) arrived.add(unknown);
    else resend.push(unknown);
  }
}

/** Whether a file is in ORCE's archive, once everything that arrived was processed. */
async function hasArrived(sandbox: RunningSandbox, file: string): Promise<boolean> {
  await untilProcessed(sandbox);
  const { value } = await sandbox.call("GET", "/api/v1/orce/files");
  return (value as OrceFiles).results.some((name) => name.endsWith(`/archived/${file}`));
}

interface OrceFiles {
  readonly processing: number;
  readonly results: readonly string[];
}

/** Waits until no file is being processed; a few times, because one may be on its way from a killed command. */
async function untilProcessed(sandbox: RunningSandbox): Promise<void> {
  for (let idle = 0; idle < 5; ) {
    const { value } = await sandbox.call("GET", "/api/v1/orce/files");
    idle = (value as OrceFiles).processing === 0 ? idle + 1 : 0;
    await wait(20);
  }
}

/** Counts the cards of each customer who has one. */
async function cardsOf(sandbox: RunningSandbox, customers: ReadonlySet<string>): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const left = [...customers];
  const ask = async (): Promise<void> => {
    for (let customer = left.pop(); customer !== undefined; customer = left.pop()) {
      const { value } = await sandbox.call("GET", `/api/v1/orce/customers/${customer}/cards`);
      const count = (value as { readonly cards: readonly unknown[] }).cards.length;
      if (count > 0) counts.set(customer, count);
    }
  };
  await Promise.all(Array.from({ length: 16 }, ask));
  return counts;
}

/** Sets the token that uploads need; taken back at the end, as other tests share the process. */
function tokenForUploads(): Disposable {
  process.env["CARDWRIGHT_ORCE_TOKEN"] = "any";
  return { [Symbol.dispose]: () => void delete process.env["CARDWRIGHT_ORCE_TOKEN"] };
}
