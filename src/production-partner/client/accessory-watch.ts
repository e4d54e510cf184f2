import type { ReceivedFact } from "../contract/facts.ts";
import type { OrderLedger } from "../ledger/order-ledger.ts";
import { cardStates } from "../orders/index.ts";
import type { ProblemListener } from "./problem.ts";

/**
 * Tells when all cards of a shipment have ended and some of its accessories are in no Shipped Notification. The guide wants the
 * corresponding accessories included, and nothing else would ever remind of those that were forgotten with the last card.
 */
export class AccessoryWatch {
  readonly #ledger: OrderLedger;
  readonly #onProblem: ProblemListener;

  constructor(ledger: OrderLedger, onProblem: ProblemListener) {
    this.#ledger = ledger;
    this.#onProblem = onProblem;
  }

  /** Looks, after a shipment was acknowledged, whether it is the last one. Holds nothing up. */
  look(fact: ReceivedFact): void {
    if (fact.kind === "shipment-acknowledged") void this.#look(fact.shipmentId).catch(() => {});
  }

  async #look(shipmentId: string): Promise<void> {
    const shipment = await this.#ledger.findShipment(shipmentId);
    if (shipment === undefined || !shipment.cards.every(({ state }) => cardStates[state].isEnd)) return;
    const open = shipment.accessories.reduce(
      (sum, { ordered, announced }) => sum + Math.max(0, ordered - announced),
      0,
    );
    if (open > 0) this.#onProblem({ kind: "accessories-open", shipmentId, open });
  }
}
