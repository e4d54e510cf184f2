import { randomBytes } from "node:crypto";
import { type Problem, ProductionPartnerClient, type ProductionPartnerClientOptions } from "../../index.ts";
import type { HandlerContext } from "../../production-partner/client/index.ts";
import { builtInContract as contract } from "../../production-partner/contract/built-in.ts";
import type { BuiltInContract, ReceivedType } from "../../production-partner/contract/index.ts";
import type { Random } from "./random.ts";

/** How the bureau of the demo works. */
export interface BureauOptions {
  readonly client: ProductionPartnerClientOptions;
  readonly random: Random;
  /** The cards that it rejects. */
  readonly discontinued: ReadonlySet<string>;
  readonly onProblem: (problem: Problem) => void;
}

/**
 * A card bureau on the package's public API. It works with facts instead of payloads, so that it is right under any
 * contract; an application that knows its contract reads the payload.
 */
export class Bureau implements AsyncDisposable {
  readonly #client: ProductionPartnerClient;
  readonly #random: Random;
  readonly #discontinued: ReadonlySet<string>;
  /** Shipments with items ready for the courier. */
  readonly #ready = new Set<string>();
  #courier: NodeJS.Timeout | undefined;
  #pickup: Promise<void> = Promise.resolve();
  readonly failures: unknown[] = [];

  constructor({ client, random, discontinued, onProblem }: BureauOptions) {
    this.#random = random;
    this.#discontinued = discontinued;
    this.#client = new ProductionPartnerClient({ ...client, onProblem });
    const types = Object.keys(contract.messages).filter((type) => contract.definitionOf(type)?.direction !== "send");
    for (const type of types) {
      // What is not only sent is received.
      this.#client.on(type as ReceivedType<BuiltInContract["messages"]>, (_, context) => this.#handle(context));
    }
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

  async #handle({ fact, reject }: HandlerContext): Promise<void> {
    if (fact.kind === "card-requested") {
      if (this.#discontinued.has(fact.cardId)) {
        throw reject({ errorCode: contract.errorCodes.default, details: "The article is discontinued" });
      }
      await this.#produce(fact.cardId, fact.expectedReportDataFields);
    } else if (fact.kind === "report-acknowledged") {
      const card = await this.#client.ledger.findCard(fact.cardId);
      if (card !== undefined) this.#ready.add(card.shipmentId);
    } else if (fact.kind === "refused") {
      const card = fact.cardId === undefined ? undefined : await this.#client.ledger.findCard(fact.cardId);
      // A report that NGOC refused: read the chip again. A shipment that it refused: the courier tries again.
      if (card?.state === "report-refused") await this.#produce(card.cardId, card.expectedReportDataFields);
      else if (fact.shipmentId !== undefined) this.#ready.add(fact.shipmentId);
    }
  }

  async #produce(cardId: string, fields: readonly string[] = []): Promise<void> {
    const reportData = Object.fromEntries(fields.map((field) => [field, randomBytes(7).toString("hex").toUpperCase()]));
    await this.#client.reportCardProduced({ cardId, reportData, produced: new Date().toISOString() });
  }

  /** The courier collects ready items: often a part of a shipment, and parts of several shipments together. */
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
        const quantity = this.#quantityOf(ordered - announced);
        if (quantity > 0) accessories.push({ shipmentId, accessoryId, quantity });
      }
      const isLeft = shipment.accessories.some(({ accessoryId, ordered, announced }) => {
        const now = accessories.find((item) => item.shipmentId === shipmentId && item.accessoryId === accessoryId);
        return ordered > announced + (now?.quantity ?? 0);
      });
      if (taken.length === waiting.length && !isLeft) this.#ready.delete(shipmentId);
    }
    if (cardIds.length + accessories.length === 0) return;
    await this.#client.reportShipped({ cardIds, accessories, shipped: new Date().toISOString() });
  }

  /** How many of the open pieces of an accessory the courier takes. */
  #quantityOf(open: number): number {
    if (contract.accessories === "whole-lines") return this.#random.chance(0.5) ? open : 0;
    return this.#random.integer(0, open);
  }
}
