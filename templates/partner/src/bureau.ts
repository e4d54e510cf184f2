import { type ProductionPartnerClient, RejectMessageError } from "cardwright";
import type { Machine } from "./machine.js";

/** Registers what the bureau does for each message. Called again after a crash, so each step bears repeating. */
export function registerHandlers(client: ProductionPartnerClient, machine: Machine): void {
  client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }, { signal }) => {
    if (card.articleId === "DISCONTINUED") {
      // The order is wrong: NGOC is told, and the message does not come again.
      throw new RejectMessageError({ errorCode: "ARTICLE_NOT_AVAILABLE", details: "No longer produced" });
    }
    // Any other error means that the bureau failed: the message comes again after a while.
    const { cardId, articleId, expectedReportDataFields = [] } = card;
    const reportData = await machine.make({ cardId, articleId, expectedReportDataFields }, { signal });
    await client.reportCardProduced({ cardId, reportData });
  });

  client.on("EXTERNAL_PRODUCTION_REPORT_OK", async ({ payload: { cardId } }) => {
    await client.reportShipped({ cardIds: [cardId], carrier: { trackingId: `TRACKING-${cardId}` } });
  });

  client.on("EXTERNAL_PRODUCTION_SHIPPED_OK", () => {});

  client.on("EXTERNAL_PRODUCTION_ERROR", ({ payload: { errorCode, cardId, shipmentId } }) => {
    console.warn(JSON.stringify({ level: "warn", msg: "NGOC refused", errorCode, cardId, shipmentId }));
  });
}
