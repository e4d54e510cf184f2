import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPostgresDatabase } from "../../../src/database/postgres/postgres-database.ts";
import type { SqlSteps } from "../../../src/database/sql-steps.ts";
import { postgresBinaries, startPostgres, type TestPostgres } from "../../support/postgres.ts";

/** A network between client and server that can swallow what is sent over the connections that are open. */
async function startNetwork(port: number) {
  const sockets = new Set<Socket>();
  const network = createServer((client) => {
    const server = connect(port, "127.0.0.1");
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(from);
      from.on("data", (data) => {
        if (sockets.has(from)) to.write(data);
      });
      from.on("error", () => {});
      from.on("close", () => to.destroy());
    }
  });
  await once(network.listen(0, "127.0.0.1"), "listening");
  return {
    port: (network.address() as AddressInfo).port,
    swallow: () => sockets.clear(),
    close: () => network.close(),
  };
}

function* one(): SqlSteps<unknown> {
  return yield { sql: "SELECT 1 AS one", parameters: [] };
}

describe.skipIf(postgresBinaries === undefined)("PostgreSQL (needs a server: apt-get install postgresql)", () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.close());

  test("behind a network that swallows packets, a transaction fails in time, and the next goes on another connection", async () => {
    const direct = new URL(await server.createDatabase());
    const network = await startNetwork(Number(direct.port));
    direct.port = String(network.port);
    const database = await openPostgresDatabase({
      connectionString: direct.href,
      maxConnections: 1,
      transactionTimeoutMs: 300,
    });
    try {
      expect(await database.write(one)).toEqual([{ one: 1 }]);
      network.swallow();
      await expect(database.write(one)).rejects.toMatchObject({
        code: "DATABASE",
        message: "Database unavailable: it does not answer, or a transaction takes too long",
        retryable: true,
      });
      expect(await database.write(one)).toEqual([{ one: 1 }]);
      network.swallow();
      await expect(database.adjustClock()).rejects.toThrow();
      expect(await database.read(one)).toEqual([{ one: 1 }]);
    } finally {
      await database.close();
      network.close();
    }
  });
});
