// `npm run sandbox`: a Service Bus and an NGOC on this machine, which sends an order every few seconds.
// `npm run dev` in another window starts the bureau against it.
import { renameSync, writeFileSync } from "node:fs";
import { exampleRequest, ProductionPartnerSandbox } from "cardwright/sandbox";

const file = process.env["SANDBOX_ENV"] ?? ".env.sandbox";
const everyMs = Number(process.env["SANDBOX_EVERY_MS"] ?? 3000);

const sandbox = await ProductionPartnerSandbox.start({ port: Number(process.env["SANDBOX_PORT"] ?? 5672) });
const { inbound, outbound } = sandbox.partner;
const lines = [
  `CARDWRIGHT_INBOUND_CONNECTION_STRING="${"connectionString" in inbound ? inbound.connectionString : ""}"`,
  `CARDWRIGHT_OUTBOUND_CONNECTION_STRING="${"connectionString" in outbound ? outbound.connectionString : ""}"`,
];
writeFileSync(`${file}.new`, `${lines.join("\n")}\n`);
renameSync(`${file}.new`, file);
console.log(`The sandbox is up. Its connection strings stand in ${file}.`);

const run = Date.now().toString(36);
let orders = 0;
const timer = setInterval(async () => {
  const cardId = `CARD-${run}-${++orders}`;
  await sandbox.ngoc.sendRequest(
    exampleRequest({ cardId, shipmentId: `SHIP-${run}-${orders}`, expected: ["MIFARE_UID"] }),
  );
  console.log(`ordered ${cardId}; shipped so far: ${shipped()}`);
}, everyMs);

function shipped(): number {
  return Array.from({ length: orders }, (_, index) => `CARD-${run}-${index + 1}`).filter(
    (cardId) => sandbox.ngoc.book.stateOf(cardId) === "shipped",
  ).length;
}

async function stop(): Promise<void> {
  clearInterval(timer);
  await sandbox.close();
}
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
