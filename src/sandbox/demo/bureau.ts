import { randomBytes } from "node:crypto";
import {
  type Problem,
  ProductionPartnerClient,
  type ProductionPartnerClientOptions,
  RejectMessageError,
} from "../../index.ts";
import { discontinuedArticle } from "./orders.ts";
import type { Random } from "./random.ts";

/** A card bureau on the package's public API: what a partner application looks like. */
export class Bureau implements AsyncDisposable {
  readonly #client: ProductionPartnerClient;
  readonly #random: Random;
  /** Shipments with something to send, for the courier. */
  readonly #ready = new Set<string>();
  #courier: NodeJS.Timeout | undefined;
  #pickup: Promise<void> = Promise.resolve();
  readonly failures: unknown[] = [];

  constructor(options: ProductionPartnerClientOptions, random: Random, onProblem: (problem: Problem) => void) {
    this.#random = random;
    this.#client = new ProductionPartnerClient({ ...options, onProblem });
    this.#client
      .on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
        if (card.articleId === discontinuedArticle) {
          throw new RejectMessageError({ errorCode: "ARTICLE_NOT_AVAILABLE", details: "The article is discontinued" });
        }
        await this.#produce(card.cardId, card.expectedReportDataFields);
      })
      .on("EXTERNAL_PRODUCTION_REPORT_OK", ({ payload }) => {
        this.#ready.add(payload.shipmentId);
      })
      .on("EXTERNAL_PRODUCTION_ERROR", async ({ payload: { cardId, shipmentId } }) => {
        const card = cardId === undefined ? undefined : await this.#client.ledger.findCard(cardId);
        // A report that NGOC refused: read the chip again. A shipment that it refused: the courier tries again.
        if (card?.state === "report-refused") await this.#produce(card.cardId, card.expectedReportDataFields);
        else if (shipmentId !== undefined) this.#ready.add(shipmentId);
      });
  }

  async start(): Promise<void> {
    await this.#client.start();
    this.#courier = setInterval(() => {
      this.#pickup = this.#pickup.then(() => this.#ship()).catch((error) => void this.failures.push(error));
    }, 100);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#courier);
    await this.#pickup;
    await this.#client.close();
  }

  async #produce(cardId: string, fields: readonly string[] = []): Promise<void> {
    const reportData = Object.fromEntries(fields.map((field) => [field, randomBytes(7).toString("hex").toUpperCase()]));
    await this.#client.reportCardProduced({ cardId, reportData, produced: new Date().toISOString() });
  }

  /** The courier takes what is ready: often a part of a shipment, and parts of several shipments together. */
  async #ship(): Promise<void> {
    const cardIds: string[] = [];
    const accessories: { shipmentId: string; accessoryId: string; quantity: number }[] = [];
    for (const shipmentId of [...this.#ready]) {
      const shipment = await this.#client.ledger.findShipment(shipmentId);
      if (shipment === undefined) continue;
      const waiting = shipment.cards.filter(({ state }) => state === "acknowledged");
      const taken = waiting.filter(() => this.#random.chance(0.6));
      cardIds.push(...taken.map(({ cardId }) => cardId));
      for (const { accessoryId, ordered, announced } of shipment.accessories) {
        const quantity = this.#random.whole(0, ordered - announced);
        if (quantity > 0) accessories.push({ shipmentId, accessoryId, quantity });
      }
      const isLeft = shipment.accessories.some(({ accessoryId, ordered, announced }) => {
        const now = accessories.find((item) => item.shipmentId === shipmentId && item.accessoryId === accessoryId);
        return ordered > announced + (now?.quantity ?? 0);
      });
      if (taken.length === waiting.length && !isLeft) this.#ready.delete(shipmentId);
    }
    if (cardIds.length + accessories.length === 0) return;
    const carrier = { name: "Example Post", trackingId: `EP${this.#random.hex(10)}` };
    await this.#client.reportShipped({ cardIds, accessories, carrier, shipped: new Date().toISOString() });
  }
}
