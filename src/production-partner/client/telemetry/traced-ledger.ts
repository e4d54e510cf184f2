import { errorType } from "../../../telemetry/error-type.ts";
import type { Span, Telemetry } from "../../../telemetry/telemetry.ts";
import type { TraceContext } from "../../../telemetry/trace-context.ts";
import type {
  Draft,
  FinishOptions,
  MessageToSend,
  OrderLedger,
  Receipt,
  ReceivedOrderMessage,
  ReceiveOptions,
  ShipmentView,
  StagedMessage,
  StageOptions,
  StagingWithin,
  TakeOptions,
  TraceQuery,
  UnsentMessage,
} from "../../ledger/order-ledger.ts";
import type { Quarantine, Unhandled } from "../../ledger/quarantine.ts";
import type { CardOrder } from "../../orders/index.ts";
import { type CreateSpans, type Creation, orderIdsOf } from "./create-spans.ts";

// A shipment may hold any number of cards; spans have few links.
const maxCards = 100;
const none: ReadonlyMap<string, TraceContext> = new Map();

/**
 * A ledger that gives the messages it stages a trace, keeps that of each request, and links acknowledgements to what they
 * answer.
 */
export class TracedLedger implements OrderLedger {
  readonly #ledger: OrderLedger;
  readonly #telemetry: Telemetry;
  readonly #create: CreateSpans;
  /** The contexts of the requests that are being handled, by card: their reports need not be looked up. */
  readonly #handling = new Map<string, TraceContext>();

  constructor(ledger: OrderLedger, telemetry: Telemetry, create: CreateSpans) {
    this.#ledger = ledger;
    this.#telemetry = telemetry;
    this.#create = create;
  }

  get quarantine(): Quarantine {
    return this.#ledger.quarantine;
  }

  async receive(message: ReceivedOrderMessage, options: ReceiveOptions): Promise<Receipt> {
    const { settings } = this.#telemetry;
    const span = this.#telemetry.current();
    if (settings.orderIds) span?.set(orderIdsOf(message.fact));
    const context = span?.context;
    const isRequest = message.fact.kind === "card-requested";
    let creation: Creation | undefined;
    const answerRefusal: ReceiveOptions["answerRefusal"] = (refusal) => {
      const answer = options.answerRefusal(refusal);
      // Perhaps within the transaction of another call: what is active there is not ours.
      creation ??= this.#create.begin(undefined, context);
      return answer && creation.message(answer);
    };
    try {
      const traced = { ...options, answerRefusal, trace: isRequest ? context : undefined };
      const receiving = this.#run("receive", () => this.#ledger.receive(message, traced));
      if (isAnswer(message)) await Promise.all([receiving, this.#linkToAnswered(message, span)]);
      const receipt = await receiving;
      creation?.end();
      if (receipt.kind === "new" && message.fact.kind === "card-requested" && context !== undefined) {
        this.#handling.set(message.fact.cardId, context);
      }
      return receipt;
    } catch (error) {
      creation?.fail(error);
      throw error;
    }
  }

  async receiveInvalid(
    messageId: string,
    options: Unhandled & { readonly answer?: StagedMessage },
  ): ReturnType<OrderLedger["receiveInvalid"]> {
    return await this.#withAnswer(options, (traced) =>
      this.#run("receive_invalid", () => this.#ledger.receiveInvalid(messageId, traced)),
    );
  }

  finish(message: ReceivedOrderMessage, options: FinishOptions = {}): ReturnType<OrderLedger["finish"]> {
    if (message.fact.kind === "card-requested") this.#handling.delete(message.fact.cardId);
    if (options.answer === undefined && !this.#telemetry.settings.ledger) return this.#ledger.finish(message, options);
    return this.#withAnswer(options, (traced) => this.#run("finish", () => this.#ledger.finish(message, traced)));
  }

  release(messageId: string): Promise<void> {
    // Its handler failed, which is rare: the ledger knows all of them.
    this.#handling.clear();
    return this.#run("release", () => this.#ledger.release(messageId));
  }

  async stage(draft: Draft, options?: StageOptions): Promise<readonly StagedMessage[]> {
    const cardIds = draft.cardIds.slice(0, maxCards);
    const creation = this.#create.begin(this.#inHand(cardIds) ?? (await this.#find({ cardIds })));
    try {
      const staged = await this.#run("stage", () => this.#ledger.stage(creation.draft(draft), options));
      creation.end(staged);
      return staged;
    } catch (error) {
      creation.fail(error);
      throw error;
    }
  }

  /** Stages within a transaction of the application: on SQLite synchronously, so that nothing can be looked up before. */
  within(staging: StagingWithin): StagingWithin {
    return {
      stage: (draft) => {
        const creation = this.#create.begin();
        try {
          const staged = staging.stage(creation.draft(draft));
          if (!(staged instanceof Promise)) {
            creation.end(staged);
            return staged;
          }
          return staged.then(
            (messages) => {
              creation.end(messages);
              return messages;
            },
            (error: unknown) => {
              creation.fail(error);
              throw error;
            },
          );
        } catch (error) {
          creation.fail(error);
          throw error;
        }
      },
    };
  }

  takeUnsent(options?: TakeOptions): Promise<readonly MessageToSend[]> {
    return this.#run("take_unsent", () => this.#ledger.takeUnsent(options));
  }

  markSent(messageIds: readonly string[]): Promise<void> {
    return this.#run("mark_sent", () => this.#ledger.markSent(messageIds));
  }

  postpone(messageId: string, failure: Parameters<OrderLedger["postpone"]>[1]): Promise<void> {
    return this.#run("postpone", () => this.#ledger.postpone(messageId, failure));
  }

  listUnsent(messageIds: readonly string[]): Promise<readonly UnsentMessage[]> {
    return this.#ledger.listUnsent(messageIds);
  }

  findCard(cardId: string): Promise<CardOrder | undefined> {
    return this.#ledger.findCard(cardId);
  }

  findShipment(shipmentId: string): Promise<ShipmentView | undefined> {
    return this.#ledger.findShipment(shipmentId);
  }

  close(): Promise<void> {
    return this.#ledger.close();
  }

  async #withAnswer<O extends { readonly answer?: StagedMessage }, T>(
    options: O,
    work: (options: O) => Promise<T>,
  ): Promise<T> {
    const { answer } = options;
    if (answer === undefined) return await work(options);
    const creation = this.#create.begin();
    try {
      const done = await work({ ...options, answer: creation.message(answer) });
      creation.end(isHandled(done) ? [] : undefined);
      return done;
    } catch (error) {
      creation.fail(error);
      throw error;
    }
  }

  async #linkToAnswered({ correlationId, fact }: ReceivedOrderMessage, span: Span | undefined): Promise<void> {
    const answered = correlationId ?? (fact.kind === "refused" ? fact.messageId : undefined);
    if (span === undefined || answered === undefined) return;
    for (const context of (await this.#find({ messageIds: [answered] })).values()) span.link(context);
  }

  /** The requests of cards, if all of them are being handled: then nothing need be looked up. */
  #inHand(cardIds: readonly string[]): ReadonlyMap<string, TraceContext> | undefined {
    const found = new Map<string, TraceContext>();
    for (const cardId of cardIds) {
      const context = this.#handling.get(cardId);
      if (context === undefined) return undefined;
      found.set(cardId, context);
    }
    return found;
  }

  async #find(wanted: TraceQuery): ReturnType<NonNullable<OrderLedger["traces"]>["find"]> {
    const { traces } = this.#ledger;
    if (traces === undefined || (wanted.cardIds ?? wanted.messageIds ?? []).length === 0) return none;
    try {
      return await traces.find(wanted);
    } catch {
      // A trace without its links is better than no report.
      return none;
    }
  }

  #run<T>(operation: string, work: () => Promise<T>): Promise<T> {
    return this.#telemetry.settings.ledger ? this.#spanned(operation, work) : work();
  }

  async #spanned<T>(operation: string, work: () => Promise<T>): Promise<T> {
    const telemetry = this.#telemetry;
    const span = telemetry.startSpan({
      name: `ledger ${operation}`,
      kind: "internal",
      attributes: { "cardwright.ledger.operation": operation },
      parent: telemetry.current()?.context,
    });
    try {
      const done = await work();
      span.end();
      return done;
    } catch (error) {
      span.end(errorType(error));
      throw error;
    }
  }
}

/** Whether a message is NGOC's answer to one of ours. */
function isAnswer({ fact }: ReceivedOrderMessage): boolean {
  return fact.kind !== "card-requested" && fact.kind !== "unusable" && fact.kind !== "no-order-matter";
}

/** Whether the message was answered before. */
function isHandled(done: unknown): boolean {
  return (done as { readonly kind?: unknown }).kind === "handled";
}
