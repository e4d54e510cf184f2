import { createServer } from "node:http";
import { ProductionPartnerClient } from "cardwright";
import { openSqliteLedger } from "cardwright/ledger";
import { exampleRequest, ProductionPartnerSandbox } from "cardwright/sandbox";

await using sandbox = await ProductionPartnerSandbox.start();
await using ledger = await openSqliteLedger({ path: process.env["ORDERS_DB"] ?? "orders.db" });
const client = new ProductionPartnerClient({ ...sandbox.partner, ledger, logger: console, handlerTimeoutMs: 120_000 });
const handled = Promise.withResolvers<void>();
client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => handled.resolve());

// The process lives while it answers; it is ready while nothing is wrong.
const probes = createServer(async ({ url }, response) => {
  const health = await client.health();
  const isFine = url === "/live" ? health.state !== "closed" : health.isHealthy;
  response.writeHead(isFine ? 200 : 503, { "content-type": "application/json" }).end(JSON.stringify(health));
});
probes.listen(Number(process.env["PROBE_PORT"] ?? 0), "127.0.0.1");
const stopped = new Promise((resolve) => process.once("SIGTERM", resolve));

await client.start();
await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "CARD-3" }));
await handled.promise;

process.kill(process.pid, "SIGTERM"); // as the platform does
await stopped;
await client.close(); // begins no handler any more, and takes closeTimeoutMs and two seconds at most
probes.close();
console.log((await client.health()).state); // closed
