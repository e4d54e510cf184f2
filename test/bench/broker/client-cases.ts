import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MemoryLedger, ProductionPartnerClient, type Telemetry } from "../../../src/index.ts";
import { builtInContract } from "../../../src/production-partner/contract/index.ts";
import { type OrderLedger, openSqliteLedger } from "../../../src/production-partner/ledger/index.ts";
import type { BenchCase, BenchContext, OpenCase } from "./bench-case.ts";
import { droppedTelemetry, type MeasuredBy } from "./dropped-telemetry.ts";
import { Hold } from "./hold.ts";
import { inFlight } from "./in-flight.ts";
import { cardIdOf, productionRequest } from "./production-request.ts";
import { spansByHand } from "./spans-by-hand.ts";

/** Who measures: the client, or the application around its handlers and calls. */
type Measurer = MeasuredBy | "by hand";

interface HowMeasured {
  readonly ledger?: OrderLedger;
  /** Default: the queue that it receives from. */
  readonly outbound?: string;
  readonly telemetry?: Telemetry | undefined;
}

function telemetryOf(by: Measurer | undefined): Telemetry | undefined {
  return by === undefined || by === "by hand" ? undefined : droppedTelemetry(by);
}

function clientOf(
  { connectionString, queue }: BenchContext,
  concurrency: number,
  { ledger = new MemoryLedger(), outbound = queue, telemetry }: HowMeasured = {},
) {
  return new ProductionPartnerClient({
    inbound: { connectionString, queue },
    outbound: { connectionString, queue: outbound },
    ledger,
    concurrency,
    ...(telemetry !== undefined && { telemetry }),
    onProblem: (problem) => {
      throw new Error(problem.kind);
    },
  });
}

const reportsName = (count: number) => `client reports, ${count === 1 ? "each awaited" : `${count} in flight`}`;
const reports = (count: number, by?: Measurer): BenchCase => ({
  name: by === undefined ? reportsName(count) : `${reportsName(count)}, ${by}`,
  job: "send",
  inFlight: count,
  peer: by !== undefined ? reportsName(count) : `azure send, ${count === 1 ? "each awaited" : `${count} in flight`}`,
  async open(context): Promise<OpenCase> {
    const ledger = new MemoryLedger();
    for (let index = 0; index < context.messages; index += 1) {
      const { type, messageId, payload } = productionRequest(index, context.payload);
      const message = { type, messageId, fact: builtInContract.factOf(type, payload) };
      await ledger.receive(message, { raw: { body: payload }, answerRefusal: () => undefined });
    }
    const client = clientOf(context, 1, { ledger, telemetry: telemetryOf(by) });
    const reportData = { READOUT: "0".repeat(context.payload.length - 200) };
    const hand = by === "by hand" ? spansByHand(context) : undefined;
    return {
      run: () =>
        inFlight(context.messages, count, async (index) => {
          const report = () => client.reportCardProduced({ cardId: cardIdOf(index), reportData });
          await (hand === undefined ? report() : hand.created("EXTERNAL_PRODUCTION_CARD_PRODUCED", report));
        }),
      close: () => client.close(),
    };
  },
});

const handlers = (concurrency: number, by?: Measurer): BenchCase => ({
  name: `client handles, concurrency ${concurrency}${by === undefined ? "" : `, ${by}`}`,
  job: "receive",
  inFlight: concurrency,
  peer: `${by === undefined ? "azure subscribe" : "client handles"}, concurrency ${concurrency}`,
  async open(context): Promise<OpenCase> {
    const client = clientOf(context, concurrency, { telemetry: telemetryOf(by) });
    const hold = new Hold(context.messages);
    const hand = by === "by hand" ? spansByHand(context) : undefined;
    const handle = async () => {
      await hold.arrived();
      hold.done();
    };
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", (message) =>
      hand === undefined ? handle() : hand.processed(message, handle),
    );
    await client.start();
    await hold.first;
    return {
      // Until the last one is completed, as the bare client's case does.
      run: async () => {
        await hold.lift();
        await client.drain();
      },
      close: () => client.close(),
    };
  },
});

/** Each request is answered with a report, on a durable ledger: what a client does with an order. It needs a queue `out`. */
const orders = (concurrency: number, by?: Measurer): BenchCase => ({
  name: `client on SQLite, concurrency ${concurrency}${by === undefined ? "" : `, ${by}`}`,
  job: "receive",
  inFlight: concurrency,
  ...(by !== undefined && { peer: `client on SQLite, concurrency ${concurrency}` }),
  async open(context): Promise<OpenCase> {
    const folder = await mkdtemp(join(tmpdir(), "cardwright-bench-"));
    const ledger = await openSqliteLedger({ path: join(folder, "ledger.db") });
    const client = clientOf(context, concurrency, {
      ledger,
      outbound: "out",
      telemetry: telemetryOf(by),
    });
    const hold = new Hold(context.messages);
    const hand = by === "by hand" ? spansByHand(context) : undefined;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", (message) => {
      const report = () => client.reportCardProduced({ cardId: message.payload.card.cardId, reportData: {} });
      const handle = async () => {
        await hold.arrived();
        await (hand === undefined ? report() : hand.created("EXTERNAL_PRODUCTION_CARD_PRODUCED", report));
        hold.done();
      };
      return hand === undefined ? handle() : hand.processed(message, handle);
    });
    await client.start();
    await hold.first;
    return {
      run: async () => {
        await hold.lift();
        await client.drain();
      },
      close: async () => {
        await client.close();
        await ledger.close();
        await rm(folder, { recursive: true });
      },
    };
  },
});

/** The production partner client, which decodes, validates, keeps the orders and completes each message through its gate. */
export const clientCases: readonly BenchCase[] = [
  reports(1),
  reports(10),
  reports(100),
  handlers(1),
  handlers(10),
  handlers(100),
];

/** The same with telemetry, each beside the same without. */
export const measuredCases: readonly BenchCase[] = [reports, handlers, orders].flatMap((caseOf) => [
  caseOf(100),
  ...(["telemetry", "by hand", "spans only", "metrics only", "10 % sampled"] as const).map((by) => caseOf(100, by)),
]);
