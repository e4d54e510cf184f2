import { spawn } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { JobReport } from "../../../src/card-series-maintenance/jobs/report/report-job.ts";
import { runCli } from "../../../src/cli/run-cli.ts";
import { OrceSandbox } from "../../../src/sandbox/orce/orce-sandbox.ts";
import { corrected, dirtyExport } from "../retail/dirty-export.ts";

/** How a retailer's day ended. */
export interface RetailDayOutcome {
  readonly customers: number;
  readonly withCard: number;
  /** Customers without a card whom the failures name. */
  readonly withReason: number;
  readonly unaccounted: number;
  readonly secondCards: number;
  readonly cardsForNobody: number;
  readonly kills: number;
  readonly peakMegabytes: number;
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

/**
 * From an export to every customer having a card or a stated reason, with commands only: create, correct what was
 * rejected, deliver, collect, failures, send again, report. Each command that writes is killed once on its way.
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
  await mkdir(out);
  await mkdir(results);
  const config = join(folder, "cardwright.yaml");
  await writeFile(config, settings);
  await writeFile(join(folder, "kunden.csv"), dirty.bytes);
  const cards = new Map<string, number>();
  let cardsForNobody = 0;
  let kills = 0;
  let peakMegabytes = 0;
  await using orce = await OrceSandbox.start({
    folder: join(folder, "orce"),
    setup: {
      cardTypes: [{ prefix: "12345", programs: [{ kind: "tender", baseCurrency: "EUR" }] }],
      series: [{ prefix: "12345", series: "01", numberOfCards: 999_999, batches: [1] }],
      customers: (known) => "customerId" in known && !dirty.unknown.has(known.customerId),
      configuration: { accountManagementDefaultReasonCode: "DEFAULT" },
    },
    fault: () => (random() < 0.05 ? "GENERAL_ERROR" : undefined),
  });
  orce.events.on((event) => {
    if (event.type !== "card") return;
    const customer = event.card.customer?.CustomerID;
    if (customer === undefined) cardsForNobody++;
    else cards.set(customer, (cards.get(customer) ?? 0) + 1);
  });

  const command = async (parameters: readonly string[], killedIn?: string): Promise<string> => {
    if (!options.kill || killedIn === undefined) {
      let [stdout, stderr] = ["", ""];
      const streams = {
        stdout: { write: (piece: string) => (stdout += piece) },
        stderr: { write: (piece: string) => (stderr += piece) },
      };
      if ((await runCli(["batch", ...parameters], streams)) > 1) throw new Error(`${parameters.join(" ")}: ${stderr}`);
      return stdout;
    }
    const watcher = watch(killedIn);
    const child = spawn(process.execPath, ["--no-warnings", main, "batch", ...parameters]);
    watcher.once("change", () => child.kill("SIGKILL"));
    const [stdout, stderr] = [text(child.stdout), text(child.stderr)];
    const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
    watcher.close();
    if (signal === "SIGKILL") {
      kills++;
      return await command(parameters);
    }
    if (code === null || code > 1) throw new Error(`cardwright batch ${parameters.join(" ")}: ${await stderr}`);
    return await stdout;
  };
  const create = async (input: string) => {
    const name = input.replace(".csv", "");
    const more = ["-o", out, "-n", name, "-c", config, "--max-blocks", String(Math.ceil(rows / 4))];
    await command(["create", join(folder, input), ...more], out);
  };
  await command(["create", join(folder, "kunden.csv"), "--dry-run", "-c", config]);
  await create("kunden.csv");
  const rejected = await readFile(join(out, "kunden.rejected.csv"), "utf8");
  await writeFile(join(folder, "korrigiert.csv"), corrected(rejected));
  await create("korrigiert.csv");

  const delivered = new Set<string>();
  const rounds = 5;
  for (let round = 1; round <= rounds; round++) {
    const files = (await readdir(out)).filter((name) => /^[^.].*\.xml$/.test(name) && !delivered.has(name));
    for (const file of files) {
      // As a courier takes it; what was created stays known by the job file.
      delivered.add(file);
      const taken = join(folder, "orce", `taken-${file}`);
      await writeFile(taken, await readFile(join(out, file)));
      await rename(taken, join(folder, "orce", file));
      await orce.process(join(folder, "orce", file));
    }
    await command(["collect", "--from", join(folder, "orce", "complete"), "-o", results], results);
    if (round < rounds) await command(["resubmit", results, "-o", out], out).catch(ignoreExisting);
  }

  await command(["failures", results, "--sent", out, "--csv", join(folder, "ohne-karte.csv")]);
  const withoutCard = await readFile(join(folder, "ohne-karte.csv"), "utf8");
  const reports: JobReport[] = [];
  for (const name of ["kunden", "korrigiert"])
    reports.push(JSON.parse(await command(["report", out, "-n", name, "--results", results, "--json"])));
  await command(["report", out, "-n", "kunden", "--results", results, "--html", join(folder, "bericht.html")]);
  peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1_024);

  const named = new Set(withoutCard.split(/\r\n/).flatMap((row) => /^K\d{7}/.exec(row)?.[0] ?? []));
  const without = [...dirty.customers].filter((customer) => !cards.has(customer));
  return {
    customers: dirty.customers.size,
    withCard: [...dirty.customers].filter((customer) => cards.has(customer)).length,
    withReason: without.filter((customer) => named.has(customer)).length,
    unaccounted: without.filter((customer) => !named.has(customer)).length,
    secondCards: [...cards.values()].filter((count) => count > 1).length,
    cardsForNobody,
    kills,
    peakMegabytes,
    reports,
  };
}

function ignoreExisting(error: unknown): string {
  // Filesets of earlier rounds were written again already.
  if (error instanceof Error && error.message.includes("RESUBMIT_EXISTS")) return "";
  throw error;
}
