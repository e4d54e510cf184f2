import { createServer } from "node:http";
import { ProductionPartnerClient } from "cardwright";
import { openSqliteLedger } from "cardwright/ledger";
import { registerHandlers } from "./bureau.js";
import { log } from "./log.js";
import { PretendMachine } from "./machine.js";

// The connection strings are CARDWRIGHT_INBOUND_CONNECTION_STRING and CARDWRIGHT_OUTBOUND_CONNECTION_STRING.
const ledger = await openSqliteLedger({ path: process.env["ORDERS_DB"] ?? "orders.db" });
const client = new ProductionPartnerClient({ ledger, logger: log });
registerHandlers(client, new PretendMachine());

// /live fails when the client is closed, /ready when anything is wrong.
const probes = createServer(async ({ url }, response) => {
  const health = await client.health();
  const isFine = url === "/live" ? health.state !== "closed" : health.isHealthy;
  response.writeHead(isFine ? 200 : 503, { "content-type": "application/json" }).end(JSON.stringify(health));
});
probes.listen(Number(process.env["PROBE_PORT"] ?? 8080), process.env["PROBE_HOST"] ?? "127.0.0.1");

async function stop(signal: string): Promise<void> {
  log.info({ signal }, "stopping");
  await client.close();
  await ledger.close();
  probes.close();
}
process.once("SIGTERM", stop);
process.once("SIGINT", stop);

await client.start();
log.info({}, "started");
