// A partner application on the package's public API: reports each card, ships what was acknowledged. It speaks the built-in
// contract, or the one that the module PARTNER_CONTRACT exports.
import { createHash } from "node:crypto";
import { type HandlerContext, ProductionPartnerClient } from "../../../src/index.ts";
import { builtInContract } from "../../../src/production-partner/contract/built-in.ts";
import { openSqliteLedger } from "../../../src/production-partner/ledger/index.ts";

const ledger = await openSqliteLedger({ path: process.env["PARTNER_STORE"] ?? ":memory:", leaseMs: 1000 });
const module = process.env["PARTNER_CONTRACT"] ?? "";
const contract =
  module === "" ? builtInContract : ((await import(module)) as { contract: typeof builtInContract }).contract;
const client = new ProductionPartnerClient({ contract, ledger, redeliveryDelayMs: 50, resendIntervalMs: 200 });

async function produce(cardId: string, fields: readonly string[] = []): Promise<void> {
  // The same readout each time: a card that is handled again after a crash is the same card.
  const readout = createHash("sha256").update(cardId).digest("hex").slice(0, 14).toUpperCase();
  await client.reportCardProduced({ cardId, reportData: Object.fromEntries(fields.map((field) => [field, readout])) });
}

async function ship(shipmentId: string): Promise<void> {
  const shipment = await ledger.findShipment(shipmentId);
  const ready = shipment?.cards.filter(({ state }) => state === "acknowledged") ?? [];
  if (shipment === undefined || ready.length === 0) return;
  const open = shipment.accessories.filter(({ ordered, announced }) => ordered > announced);
  await client.reportShipped({
    cardIds: ready.map(({ cardId }) => cardId),
    accessories: open.map(({ accessoryId, ordered, announced }) => ({
      shipmentId,
      accessoryId,
      quantity: ordered - announced,
    })),
  });
}

async function handle({ fact }: HandlerContext): Promise<void> {
  if (fact.kind === "card-requested") await produce(fact.cardId, fact.expectedReportDataFields);
  if (fact.kind === "report-acknowledged") {
    const card = await ledger.findCard(fact.cardId);
    if (card !== undefined) await ship(card.shipmentId);
  }
  if (fact.kind === "refused") {
    const card = fact.cardId === undefined ? undefined : await ledger.findCard(fact.cardId);
    if (card?.state === "report-refused") await produce(card.cardId, card.expectedReportDataFields);
    else if (fact.shipmentId !== undefined) await ship(fact.shipmentId);
  }
}

for (const type of Object.keys(contract.messages)) {
  const { direction } = contract.definitionOf(type) ?? {};
  // Each contract has words of its own, which this partner does not need: it goes by the facts.
  if (direction !== "send") client.on(type as "EXTERNAL_PRODUCTION_ERROR", (_, context) => handle(context));
}
await client.start();

process.once("SIGTERM", () => {
  void client
    .close()
    .then(() => ledger.close())
    .then(() => process.exit());
});
