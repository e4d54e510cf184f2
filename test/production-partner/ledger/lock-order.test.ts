import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPostgresLedger } from "../../../src/production-partner/ledger/index.ts";
import { fromQueue, receiveIn, stageIn } from "../../support/ledger.ts";
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

    const client = new pg.Client({ connectionString });
    await client.connect();
    const { rows } = await client.query("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
    await client.end();
    expect(rows).toEqual([{ deadlocks: "0" }]);
  });
});
