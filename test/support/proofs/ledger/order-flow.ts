import type { SqlLedger } from "../../../../src/production-partner/ledger/index.ts";
import { type Fault, type PartnerMessage, ProductionPartnerSandbox } from "../../../../src/sandbox/index.ts";
import { planOrders } from "./orders.ts";

/** How the whole order flow ended. */
export interface FlowOutcome {
  readonly cards: { readonly shipped: number; readonly rejected: number };
  /** Notifications that NGOC refused as the plan wanted. */
  readonly refusedByPlan: number;
  readonly duplicatesDropped: number;
  readonly deliveries: number;
  readonly seconds: number;
  /** What is not as it must be; empty when all is well. */
  readonly faults: readonly string[];
}

interface FlowOptions {
  readonly cards: number;
  readonly shipments: number;
  readonly random: () => number;
  readonly lockDurationMs: number;
  readonly signal: AbortSignal;
}

/** The whole order flow against the sandbox, with a record of what NGOC saw. */
export class OrderFlow implements AsyncDisposable {
  readonly sandbox: ProductionPartnerSandbox;
  readonly #options: FlowOptions;
  readonly #orders: ReturnType<typeof planOrders>;
  readonly #started: number = performance.now();
  readonly #faults: string[] = [];
  readonly #reported = new Map<string, number>();
  readonly #shipped = new Map<string, number>();
  #ordered = 0;
  #refusedByPlan = 0;

  private constructor(sandbox: ProductionPartnerSandbox, options: FlowOptions) {
    this.sandbox = sandbox;
    this.#options = options;
    this.#orders = planOrders(options.cards, options.shipments, options.random);
    const count = (counts: Map<string, number>, cardId: string) => counts.set(cardId, (counts.get(cardId) ?? 0) + 1);
    sandbox.ngoc.events.on((event) => {
      if (event.type === "invalid") this.#faults.push("NGOC: a message that does not fit the contract");
      if (event.type !== "message") return;
      const { message, fault } = event;
      if (fault !== undefined) {
        if (fault.details === byPlan) this.#refusedByPlan++;
        else this.#faults.push(`NGOC: ${fault.errorCode}, ${fault.details}`);
      } else if (message.type === "EXTERNAL_PRODUCTION_CARD_PRODUCED") {
        count(this.#reported, message.payload.cardId);
      } else if (message.type === "EXTERNAL_PRODUCTION_SHIPPED") {
        for (const cardId of message.payload.cardIds ?? []) count(this.#shipped, cardId);
      }
    });
  }

  static async start(options: FlowOptions): Promise<OrderFlow> {
    const seen = new Set<string>();
    /** Refuses some notifications that are right, each card and shipment once, so that the error paths are walked. */
    const refuse = (message: PartnerMessage): Fault | undefined => {
      if (message.type === "EXTERNAL_PRODUCTION_ERROR") return undefined;
      const produced = message.type === "EXTERNAL_PRODUCTION_CARD_PRODUCED";
      const about = `${message.type} ${produced ? message.payload.cardId : message.payload.shipmentId}`;
      if (seen.has(about)) return undefined;
      seen.add(about);
      if (options.random() > 0.08) return undefined;
      return { errorCode: produced ? "REPORT_DATA_INVALID" : "INTERNAL_ERROR", details: byPlan };
    };
    // A kill costs every message that is being handled a delivery.
    const sandbox = await ProductionPartnerSandbox.start({
      refuse,
      lockDurationMs: options.lockDurationMs,
      maxDeliveryCount: 10_000,
    });
    return new OrderFlow(sandbox, options);
  }

  /** The connection strings that a bureau needs. */
  get partner(): { readonly inbound: string; readonly outbound: string } {
    const { inbound, outbound } = this.sandbox.partner;
    if (!("connectionString" in inbound && "connectionString" in outbound)) throw new Error("no connection strings");
    return { inbound: inbound.connectionString, outbound: outbound.connectionString };
  }

  /** Has NGOC order the next cards, as far as there are any. */
  async order(count: number): Promise<void> {
    for (const request of this.#orders.slice(this.#ordered, this.#ordered + count)) {
      this.#ordered++;
      await this.sandbox.ngoc.sendRequest(request);
    }
  }

  /** Has NGOC order the rest of the cards. */
  orderRest(): Promise<void> {
    return this.order(this.#orders.length - this.#ordered);
  }

  /** Resolves after so many events of the broker, or when none has come for a while. */
  async events(count: number): Promise<void> {
    const quiet = AbortSignal.timeout(1_500);
    for (let left = count; left > 0 && !quiet.aborted; left--) {
      await this.sandbox.broker.events.once(() => true, { signal: quiet }).catch(() => {});
    }
  }

  /** Resolves when every card has been reported, or rejected; its shipment may still be to come. */
  produced(): Promise<void> {
    return this.#until(() => this.sandbox.ngoc.book.countCards().ordered === 0);
  }

  /** Resolves when every card has ended and both queues are empty. */
  over(): Promise<void> {
    return this.#until(() => this.#isOver());
  }

  /** Compares what NGOC saw with what the ledger knows, when no worker runs any more. */
  async outcome(ledger: SqlLedger): Promise<FlowOutcome> {
    const { ngoc, toPartner, fromPartner } = this.sandbox;
    const must = (holds: boolean, fault: string) => void (holds || this.#faults.push(fault));
    const left = await ledger.takeUnsent({ limit: 1_000 });
    must(left.length === 0, `${left.length} messages remain in the outbox`);
    const stuck = await ledger.listStuck({ olderThanMs: 0, limit: 1_000 });
    must(stuck.length === 0, `${stuck.length} stuck: ${stuck.map(({ kind }) => kind).slice(0, 5)}`);
    const waiting = await ledger.listWaiting();
    must(waiting.items.length === 0, `${waiting.items.length} without an answer`);
    for (const queue of [toPartner, fromPartner]) {
      const left = queue.messages().map(({ subject, state, deliveryCount }) => `${subject} ${state} ${deliveryCount}`);
      must(queue.isEmpty(), `${queue.name} holds ${left.slice(0, 5).join(", ")}`);
    }

    let [shipped, rejected] = [0, 0];
    for (const { card } of this.#orders) {
      const mine = (await ledger.findCard(card.cardId))?.state;
      const theirs = ngoc.book.stateOf(card.cardId);
      if (mine === "shipped") shipped++;
      if (mine === "rejected") rejected++;
      const agree = (mine === "shipped" && theirs === "shipped") || (mine === "rejected" && theirs === "refused");
      must(agree, `${card.cardId} is ${mine} here and ${theirs} at NGOC`);
      const effects = mine === "shipped" ? 1 : 0;
      must((this.#reported.get(card.cardId) ?? 0) === effects, `${card.cardId} was reported not once`);
      must((this.#shipped.get(card.cardId) ?? 0) === effects, `${card.cardId} was shipped not once`);
    }
    must(ngoc.book.countOpenAccessories() === 0, `${ngoc.book.countOpenAccessories()} accessories are open`);
    return {
      cards: { shipped, rejected },
      refusedByPlan: this.#refusedByPlan,
      duplicatesDropped: fromPartner.totals()["duplicate-dropped"] ?? 0,
      deliveries: toPartner.totals().delivered ?? 0,
      seconds: (performance.now() - this.#started) / 1_000,
      faults: this.#faults,
    };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.sandbox.close();
  }

  async #until(holds: () => boolean): Promise<void> {
    const { signal } = this.#options;
    while (!holds() && !signal.aborted) {
      await this.sandbox.broker.events.once(() => true, { signal }).catch(() => {});
    }
    if (signal.aborted) this.#faults.push("it was not over in time");
  }

  #isOver(): boolean {
    const { ngoc, toPartner, fromPartner } = this.sandbox;
    const { shipped, refused } = ngoc.book.countCards();
    return (
      shipped + refused === this.#orders.length &&
      ngoc.book.countOpenAccessories() === 0 &&
      toPartner.isEmpty() &&
      fromPartner.isEmpty()
    );
  }
}

const byPlan = "Refused by plan";
