import type { Ngoc } from "../ngoc/ngoc.ts";

/** Which way a message went. */
export type Direction = "NGOC → partner" | "partner → NGOC";

interface Row {
  readonly type: string;
  readonly direction: Direction;
  readonly count: number;
}

/** Counts what NGOC sends and receives. */
export class Tally {
  readonly #rows = new Map<string, Row>();
  readonly #noticesOf = new Map<string, number>();
  readonly #errorsAbout = new Map<string, number>();
  /** Notifications that NGOC answered with an Error Notification. */
  faultsFound = 0;

  constructor(ngoc: Ngoc) {
    ngoc.events.on((event) => {
      if (event.type === "sent") this.#count("NGOC → partner", event.messageType);
      if (event.type !== "message") return;
      const { message, fact, fault } = event;
      this.#count("partner → NGOC", message.type);
      if (fault !== undefined) this.faultsFound++;
      if (fact.kind === "refused") {
        const { correlationId = "" } = message;
        this.#errorsAbout.set(correlationId, this.errorsAbout(correlationId) + 1);
      }
      if (fact.kind !== "shipped" || fault !== undefined) return;
      const { shipmentId } = fact;
      this.#noticesOf.set(shipmentId, (this.#noticesOf.get(shipmentId) ?? 0) + 1);
    });
  }

  /** How many Error Notifications the partner sent about a message. */
  errorsAbout(messageId: string): number {
    return this.#errorsAbout.get(messageId) ?? 0;
  }

  /** Shipped Notifications beyond the first of each shipment: partial deliveries. */
  get furtherParcels(): number {
    let further = 0;
    for (const notices of this.#noticesOf.values()) further += notices - 1;
    return further;
  }

  rows(): readonly Row[] {
    return [...this.#rows.values()].sort(
      (a, b) => a.direction.localeCompare(b.direction) || a.type.localeCompare(b.type),
    );
  }

  #count(direction: Direction, type: string): void {
    const key = `${direction} ${type}`;
    const count = (this.#rows.get(key)?.count ?? 0) + 1;
    this.#rows.set(key, { direction, type, count });
  }
}
