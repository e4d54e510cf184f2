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
  RequestOf,
  SentPayload,
  Written,
} from "../../production-partner/contract/index.ts";
import {
  answerIdOf,
  createMessageId,
  decodeMessage,
  type EncodedMessage,
  encodeMessage,
  type InvalidMessage,
  messageIdText,
} from "../../production-partner/messages/index.ts";
import { type Clock, systemClock } from "../../timing/clock.ts";
import { EventStream } from "../event-stream.ts";
import { type ExampleRequestOptions, exampleOrder } from "../example-request.ts";
import type { AnswerPlan } from "./answer-plan.ts";
import { type NgocSide, ngocSideOf, type PartnerFact } from "./counterpart.ts";
import { GatheredSender } from "./gathered-sender.ts";
import type { Fault, MessageIds, NgocEvent, NgocOptions, PartnerMessage, RawMessage } from "./ngoc-options.ts";
import { NgocOrderBook, type Objection } from "./order-book.ts";
import { revived, type SavedNgoc, written } from "./saved-ngoc.ts";

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
  readonly #link: ServiceBusSender;
  readonly #sender: GatheredSender;
  readonly #receiver: ServiceBusReceiver;
  readonly #book: NgocOrderBook;
  /** The answer to each message, so that a redelivered message gets the same answer and has no second effect. */
  readonly #answers = new Map<string, EncodedMessage | undefined>();
  readonly #held = new Map<string, { readonly message: PartnerMessage<C>; readonly fact: PartnerFact }>();
  /** Answers that wait for their time or for another answer. */
  readonly #late = new Map<EncodedMessage, () => void>();
  readonly #behind: EncodedMessage[] = [];
  readonly #clock: Clock;

  private constructor(options: NgocOptions<C>) {
    this.#options = options;
    this.#side = ngocSideOf(options.counterpart);
    const hasQuantities = options.contract.accessories === "by-quantity";
    this.#book = new NgocOrderBook({ hasQuantities, ...options.judgement });
    this.#clock = options.clock ?? systemClock;
    if (options.saved !== undefined) {
      this.#book.restore(options.saved.book);
      for (const [id, answer] of options.saved.answers)
        this.#answers.set(id, answer === null ? undefined : revived(answer));
    }
    for (const raw of options.waiting ?? []) this.#recallOrder(raw);
    this.#out = new ServiceBusClient(options.toPartner.connectionString);
    this.#in = new ServiceBusClient(options.fromPartner.connectionString);
    this.#link = this.#out.createSender(options.toPartner.queue);
    this.#sender = new GatheredSender(this.#link);
    this.#receiver = this.#in.createReceiver(options.fromPartner.queue, { skipParsingBodyAsJson: true });
  }

  /** Connects to both queues and starts receiving. */
  static async start<C extends Contract>(options: NgocOptions<C>): Promise<Ngoc<C>> {
    const ngoc = new Ngoc(options);
    // Both links are open before anything is closed again: the Azure client leaves a timer to one that is not.
    await Promise.all([ngoc.#link.createMessageBatch(), ngoc.#receiver.peekMessages(1)]);
    for (const answer of options.saved?.pending ?? []) await ngoc.#send(revived(answer));
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
  get book(): Pick<
    NgocOrderBook,
    | "card"
    | "cards"
    | "cardsOf"
    | "countCards"
    | "countOpenAccessories"
    | "find"
    | "isComplete"
    | "shipments"
    | "stateOf"
  > {
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
    await this.#sender.sendAlone(message);
    this.events.emit({ type: "sent", messageType: message.subject ?? "", message });
  }

  /**
   * Throws when the contract does not allow an error code in what NGOC sends.
   *
   * @throws InvalidMessageError
   */
  assertErrorCode(errorCode: string): void {
    const fault = { errorCode: errorCode as ErrorCodeOf<C>, details: "" };
    const messageId = createMessageId();
    this.#encode(this.#errorAnswer({ kind: "no-order-matter" }, fault, messageId), { messageId });
  }

  /** The messageIds of the notifications that wait for {@link Ngoc.answerHeld}. */
  get held(): readonly string[] {
    return [...this.#held.keys()];
  }

  /** Answers a notification that is held. Returns false when there is none of this id. */
  async answerHeld(messageId: string, plan: AnswerPlan): Promise<boolean> {
    const held = this.#held.get(messageId);
    if (held === undefined) return false;
    if (plan.kind === "hold") return true;
    this.#held.delete(messageId);
    await this.#decide(held.message, held.fact, plan);
    return true;
  }

  /** Returns the orders and answers, for another process to go on with. A held notification is saved as not answered. */
  save(): SavedNgoc {
    const answers = [...this.#answers].map(
      ([id, answer]) => [id, answer === undefined ? null : written(answer)] as const,
    );
    const pending = [...this.#late.keys(), ...this.#behind].map(written);
    return { book: this.#book.save(), answers, pending };
  }

  /** Forgets all orders and answers. */
  clear(): void {
    this.#book.clear();
    this.#answers.clear();
    this.#held.clear();
    for (const cancel of this.#late.values()) cancel();
    this.#late.clear();
    this.#behind.length = 0;
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
    for (const cancel of this.#late.values()) cancel();
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
    await this.#send(encoded, written);
    return { messageId };
  }

  #recallOrder(raw: RawMessage): void {
    const { contract } = this.#options;
    const decoded = decodeMessage<"partner", Contract>({ ...raw, body: raw.body }, { contract, receiver: "partner" });
    if (!decoded.ok) return;
    const { type, messageId, payload } = decoded.message as { type: string; messageId: string; payload: unknown };
    const fact = contract.factOf(type, payload);
    if (fact.kind === "card-requested" && this.#book.stateOf(fact.cardId) === undefined)
      this.#book.order(fact, messageId);
  }

  async #receive(raw: ServiceBusReceivedMessage): Promise<void> {
    const { contract } = this.#options;
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
    const plan = this.#options.answer?.(message, fact) ?? { kind: "rule" };
    if (plan.kind !== "hold") return this.#decide(message, fact, plan);
    this.#answers.set(messageId, undefined);
    this.#held.set(messageId, { message, fact });
    this.events.emit({ type: "held", message, fact });
  }

  async #decide(message: PartnerMessage<C>, fact: PartnerFact, plan: AnswerPlan): Promise<void> {
    const { contract, refuse } = this.#options;
    const { messageId } = message;
    const fault = refuse?.(message, fact) ?? this.#judge(fact, plan);
    const written = fault === undefined ? this.#okAnswer(fact) : this.#errorAnswer(fact, fault, messageId);
    const ids = { messageId: answerIdOf(messageId), correlationId: messageId };
    // An Error Notification is never answered.
    const isAnswered = written !== undefined && message.type !== contract.errorType && plan.kind !== "silent";
    const answer = isAnswered ? this.#encode(written, ids) : undefined;
    this.#answers.set(messageId, answer);
    if (answer !== undefined) await this.#sendAnswer(answer, plan, written);
    this.events.emit({ type: "message", message, fact, ...(fault !== undefined && { fault }) });
  }

  #judge(fact: PartnerFact, plan: AnswerPlan): Fault<ErrorCodeOf<C>> | undefined {
    // Whoever plans a refusal chooses the code; it is checked when the answer is encoded.
    if (plan.kind === "refuse") return { errorCode: plan.errorCode as ErrorCodeOf<C>, details: plan.details };
    const fault = this.#faultOf(this.#apply(fact));
    return plan.kind === "accept" ? undefined : fault;
  }

  async #sendAnswer(answer: EncodedMessage, plan: AnswerPlan, written: Written | undefined): Promise<void> {
    if (plan.kind === "late") {
      const cancel = this.#clock.wakeAt(this.#clock.now() + plan.ms, () => {
        this.#late.delete(answer);
        this.#send(answer).catch((error: Error) => this.events.emit({ type: "problem", error }));
      });
      this.#late.set(answer, cancel);
      return;
    }
    if (plan.kind === "out-of-order") {
      this.#behind.push(answer);
      return;
    }
    await this.#send(answer, written);
    if (plan.kind === "twice") await this.#send({ ...answer, messageId: createMessageId() }, written);
    for (const next of this.#behind.splice(0)) await this.#send(next);
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
    this.events.emit({ type: "invalid", invalid, raw: rawOf(raw) });
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

  #codeOf(reason: Objection["reason"]): ErrorCodeOf<C> {
    const { errorCodes } = this.#options.contract;
    // The partner never refuses a readout, so that its table has no such reason.
    if (reason === "REPORT_DATA_INVALID")
      return this.#options.counterpart.invalidReportDataCode ?? this.#codeOf("REPORT_DATA_MISSING");
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
        if (this.#options.judgement?.shippedOk === "per-shipment") return this.#shipmentOk(fact.shipmentId);
        const { shipmentId, cardIds, organisationId = this.#book.organisationOf(shipmentId) ?? "" } = fact;
        return this.#side.writeShippedOk({ shipmentId, organisationId, cardIds });
      }
      default:
        return undefined;
    }
  }

  /** One Shipped OK for a whole shipment, when nothing of it is missing. */
  #shipmentOk(shipmentId: string): Written | undefined {
    if (!this.#book.isComplete(shipmentId)) return undefined;
    const shipped = this.#book.cardsOf(shipmentId).filter(({ state }) => state === "shipped");
    const organisationId = this.#book.organisationOf(shipmentId) ?? "";
    return this.#side.writeShippedOk({ shipmentId, organisationId, cardIds: shipped.map(({ cardId }) => cardId) });
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

  async #send(encoded: EncodedMessage, written?: Written): Promise<void> {
    await this.#sender.send(encoded);
    this.events.emit({
      type: "sent",
      messageType: encoded.subject,
      message: encoded,
      ...(written !== undefined && { payload: written.payload }),
    });
  }
}

function rawOf({ subject, messageId, correlationId, body }: ServiceBusReceivedMessage): RawMessage {
  const [id, answered] = [messageIdText(messageId), messageIdText(correlationId)];
  return {
    ...(subject !== undefined && { subject }),
    ...(id !== undefined && { messageId: id }),
    ...(answered !== undefined && { correlationId: answered }),
    body,
  };
}
