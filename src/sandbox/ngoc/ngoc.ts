import {
  ServiceBusClient,
  type ServiceBusReceivedMessage,
  type ServiceBusReceiver,
  type ServiceBusSender,
} from "@azure/service-bus";
import type { BuiltInContract } from "../../production-partner/contract/built-in.ts";
import type {
  Contract,
  ErrorCodeOf,
  ReceivedType,
  RefusedBecause,
  RequestOf,
  SentPayload,
  SentType,
  Written,
} from "../../production-partner/contract/index.ts";
import {
  answerIdOf,
  createMessageId,
  decodeMessage,
  type EncodedMessage,
  encodeMessage,
  type IncomingMessage,
  type InvalidMessage,
  messageIdText,
} from "../../production-partner/messages/index.ts";
import { EventStream } from "../event-stream.ts";
import { type ExampleRequestOptions, exampleOrder } from "../example-request.ts";
import { type CounterpartOf, type NgocSide, ngocSideOf, type PartnerFact } from "./counterpart.ts";
import { NgocOrderBook, type Objection } from "./order-book.ts";

/** A message from the partner that fits the contract. */
export type PartnerMessage<C extends Contract = BuiltInContract> = IncomingMessage<SentType<C["messages"]>, C>;

/** Why NGOC refuses a notification. */
export interface Fault<Code extends string = ErrorCodeOf<BuiltInContract>> {
  readonly errorCode: Code;
  readonly details: string;
}

/** What a simulated NGOC speaks. */
export interface NgocContract<C extends Contract = BuiltInContract> {
  readonly contract: C;
  /** NGOC's half of the contract. */
  readonly counterpart: CounterpartOf<C>;
}

/** Options of {@link Ngoc.start}. */
export interface NgocOptions<C extends Contract = BuiltInContract> extends NgocContract<C> {
  /** The queue to the partner; needs Send. */
  readonly toPartner: { readonly connectionString: string; readonly queue: string };
  /** The queue from the partner; needs Listen. */
  readonly fromPartner: { readonly connectionString: string; readonly queue: string };
  /**
   * Lets a test refuse a correct notification, to exercise the error paths: the returned fault is sent as an Error
   * Notification, and the notification has no effect. Default: only notifications that break a rule are refused.
   */
  readonly refuse?: (message: PartnerMessage<C>, fact: PartnerFact) => Fault<ErrorCodeOf<C>> | undefined;
  /** How many messages are handled at a time. Default 16. */
  readonly concurrency?: number;
}

/**
 * An event of the simulated NGOC.
 *
 * - `message`: a message from the partner was handled and answered; with `fault`, NGOC refused it
 * - `invalid`: a message from the partner that does not fit the contract was consumed, and answered unless its subject
 *   is that of an Error Notification
 * - `sent`: a message went to the partner
 * - `problem`: receiving from the partner's queue failed; the Azure client tries again
 */
export type NgocEvent<C extends Contract = BuiltInContract> =
  | {
      readonly type: "message";
      readonly message: PartnerMessage<C>;
      readonly fact: PartnerFact;
      readonly fault?: Fault<ErrorCodeOf<C>>;
    }
  | { readonly type: "invalid"; readonly invalid: InvalidMessage }
  | { readonly type: "sent"; readonly messageType: string }
  | { readonly type: "problem"; readonly error: Error };

/** A message of any shape, to simulate a counterpart that breaks the contract. */
export interface RawMessage {
  readonly subject?: string;
  readonly messageId?: string;
  readonly correlationId?: string;
  readonly body: unknown;
}

/** The ids of a message from NGOC. */
export interface MessageIds {
  /** Default: a new UUID. */
  readonly messageId?: string;
  /** The `messageId` of the message that it answers. Default: none. */
  readonly correlationId?: string;
}

/**
 * A Nexus GO Cards at the other end of the queues: sends production requests, checks the notifications it receives by
 * the rules of the Production Partner guide, and answers with Report OK, Shipped OK or an Error Notification.
 *
 * It is an interpretation of that guide (see `spec/production-partner.asyncapi.yaml`), not the real NGOC.
 */
export class Ngoc<C extends Contract = BuiltInContract> implements AsyncDisposable {
  /** What the simulated NGOC receives and sends. */
  readonly events: EventStream<NgocEvent<C>> = new EventStream();
  readonly #options: NgocOptions<C>;
  readonly #side: NgocSide;
  readonly #out: ServiceBusClient;
  readonly #in: ServiceBusClient;
  readonly #sender: ServiceBusSender;
  readonly #receiver: ServiceBusReceiver;
  readonly #book: NgocOrderBook;
  /** The answer to each message, so that a redelivered message gets the same answer and has no second effect. */
  readonly #answers = new Map<string, EncodedMessage | undefined>();

  private constructor(options: NgocOptions<C>) {
    this.#options = options;
    this.#side = ngocSideOf(options.counterpart);
    this.#book = new NgocOrderBook({ hasQuantities: options.contract.accessories === "by-quantity" });
    this.#out = new ServiceBusClient(options.toPartner.connectionString);
    this.#in = new ServiceBusClient(options.fromPartner.connectionString);
    this.#sender = this.#out.createSender(options.toPartner.queue);
    this.#receiver = this.#in.createReceiver(options.fromPartner.queue, { skipParsingBodyAsJson: true });
  }

  /** Connects to both queues and starts receiving. */
  static async start<C extends Contract>(options: NgocOptions<C>): Promise<Ngoc<C>> {
    const ngoc = new Ngoc(options);
    // Both links are open before anything is closed again: the Azure client leaves a timer to one that is not.
    await Promise.all([ngoc.#sender.createMessageBatch(), ngoc.#receiver.peekMessages(1)]);
    ngoc.#receiver.subscribe(
      {
        processMessage: (raw) => ngoc.#receive(raw),
        processError: async ({ error }) => ngoc.events.emit({ type: "problem", error }),
      },
      { autoCompleteMessages: true, maxConcurrentCalls: options.concurrency ?? 16 },
    );
    return ngoc;
  }

  /** NGOC's record of its orders. */
  get book(): Pick<NgocOrderBook, "countCards" | "countOpenAccessories" | "stateOf"> {
    return this.#book;
  }

  /** Creates the payload of a valid request for one card under the contract in use, to be sent with `sendRequest`. */
  exampleRequest(options: ExampleRequestOptions = {}): RequestOf<C> {
    // The counterpart of C wrote it.
    return this.#side.writeRequest(exampleOrder(options)).payload as RequestOf<C>;
  }

  /** Orders a card. Resolves when the queue has accepted the request. */
  sendRequest(payload: RequestOf<C>, options: MessageIds = {}): Promise<{ readonly messageId: string }> {
    return this.#sendNew({ type: this.#options.contract.requestType, payload }, options);
  }

  /**
   * Sends any message that NGOC may send, such as an Error Notification or an unexpected acknowledgement.
   *
   * @throws InvalidMessageError when the payload is not exactly what the contract declares
   */
  send<K extends ReceivedType<C["messages"]>>(
    type: K,
    payload: SentPayload<C["messages"], K>,
    options: MessageIds = {},
  ): Promise<{ readonly messageId: string }> {
    return this.#sendNew({ type, payload }, options);
  }

  /** Sends a message without checking it, to test how the partner handles it. */
  async sendRaw(message: RawMessage): Promise<void> {
    await this.#sender.sendMessages(message);
  }

  /**
   * Resolves as soon as the condition holds; it is checked now and after every message from the partner.
   *
   * @throws the signal's reason when it aborts first
   */
  async until(condition: () => boolean, options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    while (!condition()) await this.events.once(({ type }) => type === "message" || type === "invalid", options);
  }

  async close(): Promise<void> {
    await Promise.all([this.#in.close(), this.#out.close()]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #sendNew(written: Written, { messageId = createMessageId(), correlationId }: MessageIds) {
    const encoded = this.#encode(written, { messageId, ...(correlationId !== undefined && { correlationId }) });
    // Before it is sent: the partner may answer before the send returns.
    const fact = this.#options.contract.factOf(written.type, written.payload);
    if (fact.kind === "card-requested") this.#book.order(fact, messageId);
    if (fact.kind === "card-withdrawn") this.#book.cancel(fact);
    await this.#send(encoded);
    return { messageId };
  }

  async #receive(raw: ServiceBusReceivedMessage): Promise<void> {
    const { contract, refuse } = this.#options;
    const decoded = decodeMessage(raw, { contract, receiver: "ngoc" });
    if (!decoded.ok) return this.#refuseInvalid(decoded.invalid, raw);
    // What was decoded for NGOC under C is a message from its partner.
    const message = decoded.message as PartnerMessage<C>;
    const { messageId } = message;
    if (this.#answers.has(messageId)) {
      const answer = this.#answers.get(messageId);
      if (answer !== undefined) await this.#send(answer);
      return;
    }
    const fact = this.#side.factOf(message.type, message.payload);
    const fault = refuse?.(message, fact) ?? this.#faultOf(this.#apply(fact));
    const written = fault === undefined ? this.#okAnswer(fact) : this.#errorAnswer(fact, fault, messageId);
    const ids = { messageId: answerIdOf(messageId), correlationId: messageId };
    // An Error Notification is never answered.
    const isAnswered = written !== undefined && message.type !== contract.errorType;
    const answer = isAnswered ? this.#encode(written, ids) : undefined;
    this.#answers.set(messageId, answer);
    if (answer !== undefined) await this.#send(answer);
    this.events.emit({ type: "message", message, fact, ...(fault !== undefined && { fault }) });
  }

  async #refuseInvalid(invalid: InvalidMessage, raw: ServiceBusReceivedMessage): Promise<void> {
    const { errorType, receivedErrorType } = this.#options.contract;
    if (invalid.type !== errorType && invalid.type !== receivedErrorType) {
      const id = messageIdText(raw.messageId) ?? `sequence-number:${raw.sequenceNumber?.toString()}`;
      const details = invalid.issues.map(({ message }) => message).join("; ");
      const written = this.#side.writeError({
        errorCode: this.#codeOf("INVALID_MESSAGE"),
        details,
        organisationId: undefined,
        shipmentId: undefined,
        cardId: undefined,
        messageId: id,
      });
      await this.#send(this.#encode(written, { messageId: answerIdOf(id), correlationId: id }));
    }
    this.events.emit({ type: "invalid", invalid });
  }

  /** Enters a message into the book; returns which rule forbids it. */
  #apply(fact: PartnerFact): Objection | undefined {
    switch (fact.kind) {
      case "card-produced":
        return this.#book.produced(fact);
      case "shipped":
        return this.#book.shipped(fact);
      case "refused":
        this.#book.cancel(fact);
        return undefined;
      case "no-order-matter":
        return undefined;
      case "unusable":
        return { reason: "INVALID_MESSAGE", details: `Missing ${fact.missing}` };
      default:
        return fact satisfies never;
    }
  }

  #faultOf(objection: Objection | undefined): Fault<ErrorCodeOf<C>> | undefined {
    return objection && { errorCode: this.#codeOf(objection.reason), details: objection.details };
  }

  #codeOf(reason: RefusedBecause): ErrorCodeOf<C> {
    const { errorCodes } = this.#options.contract;
    // The codes of C are those that its terms name.
    return (errorCodes[reason] ?? errorCodes.default) as ErrorCodeOf<C>;
  }

  #okAnswer(fact: PartnerFact): Written | undefined {
    switch (fact.kind) {
      case "card-produced": {
        const { cardId } = fact;
        const { shipmentId = "", organisationId = "" } = { ...fact, ...this.#book.shipmentOf(cardId) };
        return this.#side.writeReportOk({ cardId, shipmentId, organisationId });
      }
      case "shipped": {
        const { shipmentId, cardIds, organisationId = this.#book.organisationOf(shipmentId) ?? "" } = fact;
        return this.#side.writeShippedOk({ shipmentId, organisationId, cardIds });
      }
      default:
        return undefined;
    }
  }

  #errorAnswer(fact: PartnerFact, fault: Fault<ErrorCodeOf<C>>, messageId: string): Written {
    const about = fact.kind === "card-produced" || fact.kind === "shipped" ? fact : undefined;
    return this.#side.writeError({
      ...fault,
      organisationId: about?.organisationId,
      shipmentId: about?.shipmentId,
      cardId: about?.kind === "card-produced" ? about.cardId : undefined,
      messageId,
    });
  }

  #encode({ type, payload }: Written, ids: MessageIds & { readonly messageId: string }): EncodedMessage {
    return encodeMessage({ type, payload, ...ids }, this.#options.contract);
  }

  async #send(encoded: EncodedMessage): Promise<void> {
    await this.#sender.sendMessages(encoded);
    this.events.emit({ type: "sent", messageType: encoded.subject });
  }
}
