import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPostgresLedger } from "../../../src/production-partner/ledger/index.ts";
import { draftOf, fromQueue, receiveIn, stageIn } from "../../support/ledger.ts";
import { cardProduced, errorSent, reportOk, requestSent } from "../../support/order-messages.ts";
import { postgresBinaries, startPostgres, type TestPostgres } from "../../support/postgres.ts";

describe.skipIf(postgresBinaries === undefined)("PostgreSQL (needs a server: apt-get install postgresql)", () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.close());

  test("refused messages that name each other's shipment never wait for each other", async () => {
    const connectionString = await server.createDatabase();
    await using one = await openPostgresLedger({ connectionString });
    await using two = await openPostgresLedger({ connectionString });
    for (const [cardId, shipmentId] of [
      ["A", "SHIP-1"],
      ["B", "SHIP-2"],
    ] as const) {
      const request = requestSent({ cardId, shipmentId });
      await receiveIn(one, request);
      await one.finish(request);
      await stageIn(one, cardProduced({ cardId, shipmentId }));
    }
    const crossed = Array.from({ length: 60 }, (_, index) => {
      const [cardId, shipmentId] = index % 2 === 0 ? ["A", "SHIP-2"] : ["B", "SHIP-1"];
      const message = reportOk({ cardId, shipmentId });
      const answer = errorSent({ cardId, shipmentId }, message.messageId);
      return (index % 4 < 2 ? one : two).receive(message, fromQueue(message, answer));
    });
    const kinds = (await Promise.all(crossed)).map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(["refused"]));

    expect(await deadlocks(connectionString)).toBe(0);
  });

  test("groups of four workers on the same shipments, and on the same messages, never wait for each other", async () => {
    const connectionString = await server.createDatabase();
    const workers = await Promise.all([1, 2, 3, 4].map(() => openPostgresLedger({ connectionString })));
    const about = Array.from({ length: 96 }, (_, index) => ({ cardId: `C${index}`, shipmentId: `S${index % 8}` }));
    const requests = about.map((each) => requestSent(each));
    // Each worker in an order of its own, and each message at two of them, as after a lost lock.
    const inTurns = (worker: number) =>
      requests.map((_, index) => requests[(index * 7 + worker * 29) % 96] ?? requestSent());
    const kinds = await Promise.all(
      workers.flatMap((worker, index) =>
        inTurns(index)
          .slice(0, 48)
          .map(async (request) => (await worker.receive(request, fromQueue(request))).kind),
      ),
    );
    expect(kinds.filter((kind) => kind === "new").length).toBe(
      new Set(workers.flatMap((_, i) => inTurns(i).slice(0, 48))).size,
    );
    const known = (await workers[0]?.listCards({ limit: 1_000 }))?.items ?? [];
    const reports = known.map(({ cardId, shipmentId }) => cardProduced({ cardId, shipmentId }));
    const oks = known.map(({ cardId, shipmentId }) => reportOk({ cardId, shipmentId }));
    await Promise.all(
      reports.map((report, index) => workers[(index * 5) % 4]?.stage(draftOf(report), { take: index % 3 > 0 })),
    );
    await Promise.all([
      ...oks.map((ok, index) => workers[(index * 3) % 4]?.receive(ok, fromQueue(ok))),
      ...workers.map((worker) => worker.markSent(reports.map(({ messageId }) => messageId))),
      ...workers.map((worker) => worker.takeUnsent()),
    ]);
    expect(await workers[0]?.countCards()).toEqual({ acknowledged: known.length });
    expect(await deadlocks(connectionString)).toBe(0);
    await Promise.all(workers.map((worker) => worker.close()));
  });
});

async function deadlocks(connectionString: string): Promise<number> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rows } = await client.query<{ deadlocks: string }>(
    "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()",
  );
  await client.end();
  return Number(rows[0]?.deadlocks);
}
