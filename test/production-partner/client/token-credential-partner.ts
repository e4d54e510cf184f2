// Run by token-credential.test.ts in a process of its own, because Node takes further certificates at its start only.
import { ProductionPartnerClient } from "../../../src/index.ts";

const [namespace = "", token = ""] = process.argv.slice(2);
const credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
const handled = Promise.withResolvers<void>();

await using client = new ProductionPartnerClient({
  inbound: { namespace, credential, queue: "in" },
  outbound: { namespace, credential, queue: "out" },
});
client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
  await client.reportCardProduced({ cardId: card.cardId, reportData: {} });
  handled.resolve();
});
try {
  await client.start();
  await handled.promise;
  process.stdout.write("reported");
} catch (error) {
  process.stdout.write((error as { code: string }).code);
}
