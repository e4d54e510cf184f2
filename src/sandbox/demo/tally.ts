import type { Problem } from "../../index.ts";
import type { MessageType } from "../../messages/index.ts";
import type { Ngoc } from "../ngoc/ngoc.ts";

/** Which way a message went. */
export type Direction = "NGOC → partner" | "partner → NGOC";

/** Counts what the demo's two ends see. */
export class Tally {
  readonly #messages = new Map<string, number>();
  readonly problems: Problem[] = [];
  /** Error Notifications that answered a message that was invalid, refused or rejected. */
  errorsAnswered = 0;
  partialShipments = 0;
  readonly #noticesOf = new Map<string, number>();

  constructor(ngoc: Ngoc) {
    ngoc.on("sent", (type) => this.#count("NGOC → partner", type));
    ngoc.on("message", (message, fault) => {
      this.#count("partner → NGOC", message.type);
      if (fault !== undefined || message.type === "EXTERNAL_PRODUCTION_ERROR") this.errorsAnswered++;
      if (message.type === "EXTERNAL_PRODUCTION_SHIPPED" && fault === undefined) {
        const { shipmentId } = message.payload;
        const notices = (this.#noticesOf.get(shipmentId) ?? 0) + 1;
        this.#noticesOf.set(shipmentId, notices);
        if (notices > 1) this.partialShipments++;
      }
    });
  }

  count(direction: Direction, type: MessageType): number {
    return this.#messages.get(`${direction} ${type}`) ?? 0;
  }

  #count(direction: Direction, type: MessageType): void {
    this.#messages.set(`${direction} ${type}`, this.count(direction, type) + 1);
  }
}
