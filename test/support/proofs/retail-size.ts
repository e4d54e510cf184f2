import { spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, rename, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { OrceSandbox } from "../../../src/sandbox/orce/orce-sandbox.ts";

/** What a command took. */
export interface PhaseCost {
  readonly phase: string;
  readonly peakMegabytes: number;
  /** How much the peak rose after the first half of the time: 0 when the memory is flat. */
  readonly growthMegabytes: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly rowsPerSecond: number;
}

/** What came of a large export. */
export interface RetailSizeOutcome {
  readonly phases: readonly PhaseCost[];
  /** The peak of a command that creates from a single row: of the program itself. */
  readonly baseMegabytes: number;
  readonly report: { readonly cards: number; readonly generated: number; readonly failed: number };
  readonly generatedByOrce: number;
}

const rowsPerSeries = 900_000;
const failEvery = 100;

/** Prints the peak of the memory when the process ends, and what it was after each fifth of a second. */
const hook = `data:text/javascript,${encodeURIComponent(`
const begun = performance.now(), samples = [];
setInterval(() => samples.push(process.memoryUsage.rss()), 200).unref();
process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const half = Math.max(0, ...samples.slice(0, Math.ceil(samples.length / 2)));
  const seconds = (performance.now() - begun) / 1000;
  const cost = { peak: maxRSS * 1024, half, seconds, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 };
  process.stderr.write("\\ncost " + JSON.stringify(cost));
});`)}`;

/**
 * Brings an export of any size to a report by commands, each in a process of its own whose memory is measured: create,
 * check, upload, collect, failures and report. A simulated ORCE generates the cards, one in a hundred blocks fails.
 */
export async function retailSize(options: {
  readonly folder: string;
  readonly rows: number;
  /** The command line: `src/cli/main.ts`, or `dist/cli.js`, which takes less memory. */
  readonly main: string;
  readonly onPhase?: (cost: PhaseCost) => void;
}): Promise<RetailSizeOutcome> {
  const { folder, rows, main, onPhase } = options;
  const phases: PhaseCost[] = [];
  const [csv, out, results] = [join(folder, "big.csv"), join(folder, "outgoing"), join(folder, "results")];
  await pipeline(Readable.from(csvPieces(rows)), createWriteStream(csv));
  await using orce = await startOrce(join(folder, "orce"), rows);
  const services = await startFileServices(orce, join(folder, "orce"));

  const run = async (phase: string, ...parameters: readonly string[]): Promise<string> => {
    const { stdout, cost } = await measured([main, "--json", "batch", phase, ...parameters]);
    const one = { phase, rowsPerSecond: Math.round(rows / cost.seconds), ...cost };
    phases.push(one);
    onPhase?.(one);
    return stdout;
  };
  try {
    const mapping = ["--map", "CustomerID=Kundennr", "--map", "Amount=Guthaben", "--map", "CardSeriesSequence=Serie"];
    const constants = ["--set", "CardPrefix=12345", "--set", "CurrencyID=EUR"];
    const form = ["--locale", "de-DE", "--require", "CustomerID", "--max-blocks", "50000"];
    const one = join(folder, "one.csv");
    await pipeline(Readable.from(csvPieces(1)), createWriteStream(one));
    const alone = [main, "--json", "batch", "create", one, "--dry-run", ...mapping, ...constants, ...form];
    const { peakMegabytes: baseMegabytes } = (await measured(alone)).cost;
    await run("create", csv, "-o", out, ...mapping, ...constants, ...form);
    const files = (await readdir(out)).filter((name) => /^[^.].*\.xml$/.test(name)).map((name) => join(out, name));
    await run("check", ...files);
    const processed = Promise.all(files.map((file) => orce.processed(file.slice(out.length + 1))));
    await run("upload", ...files, "--url", services.url, "--journal", join(folder, "delivery.jsonl"));
    await processed;
    await run("collect", "--url", services.url, "-o", results);
    await run("failures", results, "--sent", out, "--csv", join(folder, "failed.csv"));
    const report = JSON.parse(await run("report", out, "-n", "big", "--results", results));
    return { phases, baseMegabytes, report, generatedByOrce: orce.generated };
  } finally {
    services.server.close();
  }
}

function* csvPieces(rows: number): Generator<string, void, undefined> {
  let piece = "Kundennr;Nachname;Guthaben;Serie\r\n";
  for (let row = 1; row <= rows; row++) {
    const series = String(Math.ceil(row / rowsPerSeries)).padStart(2, "0");
    piece += `K${row};Müller;${row % 100},50;${series}\r\n`;
    if (row % 1_000 > 0 && row < rows) continue;
    yield piece;
    piece = "";
  }
}

function startOrce(folder: string, rows: number): Promise<OrceSandbox> {
  let blocks = 0;
  return OrceSandbox.start({
    folder,
    maxCardsKept: 1,
    setup: {
      cardTypes: [{ prefix: "12345", programs: [{ kind: "tender", baseCurrency: "EUR" }] }],
      series: Array.from({ length: Math.ceil(rows / rowsPerSeries) }, (_, index) => {
        const series = String(index + 1).padStart(2, "0");
        return { prefix: "12345", series, numberOfCards: 999_999, batches: [1] };
      }),
      customers: () => true,
      configuration: { accountManagementDefaultReasonCode: "DEFAULT" },
    },
    fault: () => (++blocks % failEvery === 0 ? "GENERAL_ERROR" : undefined),
  });
}

/** File Services in front of the folders of an ORCE: what arrives is processed, what was processed can be fetched. */
async function startFileServices(
  orce: OrceSandbox,
  folder: string,
): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer((request, response) => void answer(request, response));
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const json = (value: object) => response.end(JSON.stringify(value));
    const name = decodeURIComponent(pathname.slice(3));
    if (pathname.startsWith("/o/") && request.method === "PUT") {
      // ORCE does not see it before it is whole.
      await pipeline(request, createWriteStream(join(orce.incoming, `.${name}`)));
      await rename(join(orce.incoming, `.${name}`), join(orce.incoming, name));
      response.end();
    } else if (pathname.startsWith("/o/")) await pipeline(createReadStream(join(folder, name)), response);
    else if (request.method === "POST") {
      const { objectName } = JSON.parse(await text(request)) as { readonly objectName: string };
      json({ name: objectName, accessType: "Any", fullPath: `/o/${encodeURIComponent(objectName)}` });
    } else {
      const entries = await readdir(join(folder, "complete"), { recursive: true, withFileTypes: true });
      const paths = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
      const objects = paths.map(async (path) => ({
        name: path.slice(folder.length + 1),
        size: (await stat(path)).size,
      }));
      json({ objects: await Promise.all(objects) });
    }
  };
  await mkdir(folder, { recursive: true });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

type Cost = Omit<PhaseCost, "phase" | "rowsPerSecond">;

async function measured(parameters: readonly string[]): Promise<{ readonly stdout: string; readonly cost: Cost }> {
  const child = spawn(process.execPath, ["--no-warnings", "--import", hook, ...parameters], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, CARDWRIGHT_ORCE_TOKEN: "any" },
  });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  const found = /\ncost (\{.*\})/.exec(stderr)?.[1];
  // Some cards failed: that is an exit code of its own.
  if (found === undefined || code > 1) throw new Error(`cardwright ${parameters.join(" ")}: ${stderr}`);
  const { peak, half, seconds, cpuSeconds } = JSON.parse(found) as { [key: string]: number };
  const megabytes = (bytes = 0) => Math.round(bytes / 1_048_576);
  const round = (value = 0) => Math.round(value * 10) / 10;
  return {
    stdout,
    cost: {
      peakMegabytes: megabytes(peak),
      growthMegabytes: Math.max(0, megabytes(peak) - megabytes(half)),
      seconds: round(seconds),
      cpuSeconds: round(cpuSeconds),
    },
  };
}
