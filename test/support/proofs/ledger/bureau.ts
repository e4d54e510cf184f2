import { setTimeout as delay } from "node:timers/promises";
import {
  OrderRefusedError,
  ProductionPartnerClient,
  type ProductionPartnerClientOptions,
  RejectMessageError,
} from "../../../../src/index.ts";
import type { SqlLedger } from "../../../../src/production-partner/ledger/index.ts";
import { discontinuedArticle } from "./orders.ts";

interface BureauOptions extends ProductionPartnerClientOptions {
  readonly ledger: SqlLedger;
  readonly random: () => number;
  /** How long it takes to produce a card. */
  readonly productionMs: number;
  /** How long the courier is away between two rounds. */
  readonly courierMs: number;
}

/**
 * A bureau as a partner would write it for a durable ledger: handlers ask the ledger for finished work, because they
 * may run again; a courier takes parts of the finished cards.
 */
export class Bureau implements AsyncDisposable {
  readonly #ledger: SqlLedger;
  readonly #client: ProductionPartnerClient;
  readonly #random: () => number;
  readonly #courierMs: number;
  #courier: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();

  constructor({ random, productionMs, courierMs, ...options }: BureauOptions) {
    this.#courierMs = courierMs;
    this.#ledger = options.ledger;
    this.#random = random;
    this.#client = new ProductionPartnerClient(options);
    this.#client
      .on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
        if (card.articleId === discontinuedArticle) {
          throw new RejectMessageError({ errorCode: "ARTICLE_NOT_AVAILABLE", details: "The article is discontinued" });
        }
        if (productionMs > 0) await delay(productionMs);
        await this.#produce(card.cardId);
      })
      .on("EXTERNAL_PRODUCTION_ERROR", async ({ payload: { cardId } }) => {
        if (cardId !== undefined) await this.#produce(cardId);
      })
      .onAnyOther(() => {});
  }

  async start(): Promise<void> {
    await this.#client.start();
    const ship = () => {
      this.#round = this.#ship()
        // A fault of the database or the queue: the next round tries again.
        .catch(() => {})
        .finally(() => {
          if (this.#courier !== undefined) this.#courier = setTimeout(ship, this.#courierMs);
        });
    };
    this.#courier = setTimeout(ship, this.#courierMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#courier);
    this.#courier = undefined;
    await this.#round;
    await this.#client.close();
  }

  async #produce(cardId: string): Promise<void> {
    const card = await this.#ledger.findCard(cardId);
    if (card?.state !== "requested" && card?.state !== "report-refused") return;
    const reportData = Object.fromEntries(card.expectedReportDataFields.map((field) => [field, `04${cardId}`]));
    await unlessDone(this.#client.reportCardProduced({ cardId, reportData }));
  }

  async #ship(): Promise<void> {
    const { items } = await this.#ledger.listShipments({ limit: 1_000 });
    // Not always at once; accessories of requests that are not decided are not open yet.
    const due = items.filter(
      ({ cards, openAccessories }) => (cards.acknowledged || openAccessories > 0) && this.#random() < 0.7,
    );
    await Promise.all(due.map(({ shipmentId }) => this.#shipPartOf(shipmentId)));
  }

  async #shipPartOf(shipmentId: string): Promise<void> {
    const shipment = await this.#ledger.findShipment(shipmentId);
    if (shipment === undefined) return;
    const ready = shipment.cards.filter(({ state }) => state === "acknowledged");
    const cardIds = ready.filter(() => this.#random() < 0.6).map(({ cardId }) => cardId);
    const accessories = shipment.accessories
      .map(({ accessoryId, ordered, announced }) => ({
        shipmentId,
        accessoryId,
        quantity: Math.ceil(this.#random() * (ordered - announced)),
      }))
      .filter(({ quantity }) => quantity > 0);
    if (cardIds.length + accessories.length === 0) return;
    await unlessDone(this.#client.reportShipped({ cardIds, accessories }));
  }
}

/** Another worker, or this one before it was killed, may have done the same. */
async function unlessDone(report: Promise<unknown>): Promise<void> {
  await report.catch((error: unknown) => {
    if (!(error instanceof OrderRefusedError)) throw error;
  });
}
