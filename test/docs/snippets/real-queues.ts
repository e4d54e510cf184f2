import { ProductionPartnerClient, RejectMessageError } from "cardwright";

const printQueue = new Map(); // stands for yours, on disk

const client = new ProductionPartnerClient({
  // NGOC issues one Listen-only and one Send-only string; their EntityPath names the queue.
  inbound: { connectionString: process.env["INBOUND"] ?? "" },
  outbound: { connectionString: process.env["OUTBOUND"] ?? "" },
  concurrency: 32,
  onProblem: (problem) => console.warn(problem.kind),
});

client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ messageId, payload }) => {
  const { card, address, accessories = [] } = payload;
  if (card.articleId === "DISCONTINUED") {
    // The message is wrong: it is consumed, and NGOC gets one Error Notification.
    throw new RejectMessageError({ errorCode: "ARTICLE_NOT_AVAILABLE", details: "No longer produced" });
  }
  // Any other error means that we failed: the message is delivered again.
  printQueue.set(messageId, { card, address, accessories });
});

client.on("EXTERNAL_PRODUCTION_ERROR", ({ payload: { errorCode, details, cardId, shipmentId } }) => {
  console.warn("NGOC refused", { errorCode, details, cardId, shipmentId });
});

await client.start();
process.once("SIGTERM", () => void client.close());
