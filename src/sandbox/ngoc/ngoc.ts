import { EventEmitter, once } from "node:events";
import {
  ServiceBusClient,
  type ServiceBusReceivedMessage,
  type ServiceBusReceiver,
  type ServiceBusSender,
} from "@azure/service-bus";
import {
  answerIdOf,
  createMessage,
  decodeMessage,
  type EncodedMessage,
  encodeMessage,
  type IncomingMessage,
  type InvalidMessage,
  type MessageType,
  messageIdText,
  type OutgoingMessage,
  type TypeReceivedBy,
  type TypeSentBy,
} from "../../production-partner/messages/index.ts";
import { type Fault, NgocOrderBook } from "./order-book.ts";

/** A message from the partner that fits the contract. */
export type PartnerMessage = IncomingMessage<TypeReceivedBy<"ngoc">>;

/** Where the simulated NGOC finds its two queues. */
export interface NgocOptions {
  /** The queue to the partner; needs Send. */
  readonly toPartner: { readonly connectionString: string; readonly queue: string };
  /** The queue from the partner; needs Listen. */
  readonly fromPartner: { readonly connectionString: string; readonly queue: string };
  /**
   * Lets a test refuse a notification that is right, to play the error paths: what it returns is sent as an Error
   * Notification, and the notification has no effect. Default: nothing is refused but what breaks a rule.
   */
  readonly refuse?: (message: PartnerMessage) => Fault | undefined;
  /** How many messages are handled at a time. Default 16. */
  readonly concurrency?: number;
}

/** What the simulated NGOC tells about. */
export interface NgocEvents {
  /** A message from the partner was handled and answered. */
  readonly message: [message: PartnerMessage, fault: Fault | undefined];
  /** A message from the partner that does not fit the contract was consumed, and answered unless it claims to be an error. */
  readonly invalid: [invalid: InvalidMessage];
  /** A message went to the partner. */
  readonly sent: [type: MessageType];
  readonly problem: [error: Error];
}

/** A message of any shape, for playing a counterpart that is wrong. */
export interface RawMessage {
  readonly subject?: string;
  readonly messageId?: string;
  readonly correlationId?: string;
  readonly body: unknown;
}

/**
 * A Nexus GO Cards at the other end of the queues: publishes production requests, checks what comes back by the rules of
 * S1, and answers Report OK, Shipped OK or an Error Notification.
 *
 * It is a reading of S1, not the real NGOC.
 */
export class Ngoc extends EventEmitter<NgocEvents> implements AsyncDisposable {
  readonly #options: NgocOptions;
  readonly #out: ServiceBusClient;
  readonly #in: ServiceBusClient;
  readonly #sender: ServiceBusSender;
  readonly #receiver: ServiceBusReceiver;
  readonly #book = new NgocOrderBook();
  /** What each message was answered with, so that one delivered again gets the same answer and has no second effect. */
  readonly #answers = new Map<
    string,
    { readonly encoded: EncodedMessage | undefined; readonly fault: Fault | undefined }
  >();

  private constructor(options: NgocOptions) {
    super();
    this.#options = options;
    this.#out = new ServiceBusClient(options.toPartner.connectionString);
    this.#in = new ServiceBusClient(options.fromPartner.connectionString);
    this.#sender = this.#out.createSender(options.toPartner.queue);
    this.#receiver = this.#in.createReceiver(options.fromPartner.queue, { skipParsingBodyAsJson: true });
  }

  /** Connects and starts to listen. */
  static async start(options: NgocOptions): Promise<Ngoc> {
    const ngoc = new Ngoc(options);
    // Both links are open before anything is closed again: the Azure client leaves a timer to one that is not.
    await Promise.all([ngoc.#sender.createMessageBatch(), ngoc.#receiver.peekMessages(1)]);
    ngoc.#receiver.subscribe(
      {
        processMessage: (raw) => ngoc.#receive(raw),
        processError: async ({ error }) => {
          if (ngoc.listenerCount("problem") > 0) ngoc.emit("problem", error);
        },
      },
      { autoCompleteMessages: true, maxConcurrentCalls: options.concurrency ?? 16 },
    );
    return ngoc;
  }

  /** What NGOC knows of its orders. */
  get book(): Pick<NgocOrderBook, "countCards" | "countOpenAccessories" | "stateOf"> {
    return this.#book;
  }

  /** Orders a card. Resolves when the queue has the request. */
  async sendRequest(
    payload: OutgoingMessage<"EXTERNAL_PRODUCTION_REQUEST_SENT">["payload"],
    options: { readonly messageId?: string } = {},
  ): Promise<{ readonly messageId: string }> {
    const message = createMessage("EXTERNAL_PRODUCTION_REQUEST_SENT", payload, options);
    const encoded = encodeMessage(message);
    // Before it is sent: the partner may answer before the send returns.
    this.#book.order(payload, message.messageId);
    await this.#send(encoded);
    return { messageId: message.messageId };
  }

  /** Sends any message of NGOC's own, such as an Error Notification, or an acknowledgement out of turn. */
  async send(message: OutgoingMessage<TypeSentBy<"ngoc">>): Promise<void> {
    await this.#send(encodeMessage(message));
  }

  /** Sends a message as it is, to see what the partner makes of it. */
  async sendRaw(message: RawMessage): Promise<void> {
    await this.#sender.sendMessages(message);
  }

  /** Resolves as soon as the condition holds, which is looked at after every message. Rejects when the signal aborts. */
  async until(condition: () => boolean, options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    while (!condition()) {
      const next = new AbortController();
      const signal = options.signal === undefined ? next.signal : AbortSignal.any([options.signal, next.signal]);
      try {
        await Promise.race([once(this, "message", { signal }), once(this, "invalid", { signal })]);
      } finally {
        next.abort();
      }
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#in.close(), this.#out.close()]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #receive(raw: ServiceBusReceivedMessage): Promise<void> {
    const decoded = decodeMessage(raw, "ngoc");
    if (!decoded.ok) return this.#refuseInvalid(decoded.invalid, raw);
    const { message } = decoded;
    const known = this.#answers.get(message.messageId);
    if (known !== undefined) {
      if (known.encoded !== undefined) await this.#send(known.encoded);
      return;
    }
    const fault = this.#options.refuse?.(message) ?? this.#apply(message);
    const answer = fault === undefined ? okAnswer(message) : errorAnswer(message, fault);
    const encoded = answer === undefined ? undefined : encodeMessage(answer);
    this.#answers.set(message.messageId, { encoded, fault });
    if (encoded !== undefined) await this.#send(encoded);
    this.emit("message", message, fault);
  }

  async #refuseInvalid(invalid: InvalidMessage, raw: ServiceBusReceivedMessage): Promise<void> {
    if (invalid.type !== "EXTERNAL_PRODUCTION_ERROR") {
      const id = messageIdText(raw.messageId) ?? `sequence-number:${raw.sequenceNumber?.toString()}`;
      const details = invalid.issues.map(({ message }) => message).join("; ");
      await this.#send(
        encodeMessage(
          createMessage(
            "EXTERNAL_PRODUCTION_ERROR",
            { errorCode: "INVALID_MESSAGE", details, messageId: id },
            { messageId: answerIdOf(id), correlationId: id },
          ),
        ),
      );
    }
    this.emit("invalid", invalid);
  }

  #apply(message: PartnerMessage): Fault | undefined {
    switch (message.type) {
      case "EXTERNAL_PRODUCTION_CARD_PRODUCED":
        return this.#book.produced(message.payload);
      case "EXTERNAL_PRODUCTION_SHIPPED":
        return this.#book.shipped(message.payload);
      case "EXTERNAL_PRODUCTION_ERROR":
        this.#book.refuse(message.payload.messageId ?? message.correlationId);
        return undefined;
      default:
        return message satisfies never;
    }
  }

  async #send(encoded: EncodedMessage): Promise<void> {
    await this.#sender.sendMessages(encoded);
    this.emit("sent", encoded.subject);
  }
}

function okAnswer(message: PartnerMessage): OutgoingMessage<TypeSentBy<"ngoc">> | undefined {
  const ids = { messageId: answerIdOf(message.messageId), correlationId: message.messageId };
  switch (message.type) {
    case "EXTERNAL_PRODUCTION_CARD_PRODUCED": {
      const { organisationId, shipmentId, cardId } = message.payload;
      return createMessage("EXTERNAL_PRODUCTION_REPORT_OK", { organisationId, shipmentId, cardId }, ids);
    }
    case "EXTERNAL_PRODUCTION_SHIPPED": {
      const { organisationId, shipmentId, cardIds } = message.payload;
      const payload = { organisationId, shipmentId, ...(cardIds === undefined ? {} : { cardIds }) };
      return createMessage("EXTERNAL_PRODUCTION_SHIPPED_OK", payload, ids);
    }
    case "EXTERNAL_PRODUCTION_ERROR":
      return undefined;
    default:
      return message satisfies never;
  }
}

/** An Error Notification is never answered. */
function errorAnswer(message: PartnerMessage, fault: Fault): OutgoingMessage<"EXTERNAL_PRODUCTION_ERROR"> | undefined {
  if (message.type === "EXTERNAL_PRODUCTION_ERROR") return undefined;
  const { organisationId, shipmentId } = message.payload;
  const cardId = message.type === "EXTERNAL_PRODUCTION_CARD_PRODUCED" ? { cardId: message.payload.cardId } : {};
  return createMessage(
    "EXTERNAL_PRODUCTION_ERROR",
    { ...fault, organisationId, shipmentId, ...cardId, messageId: message.messageId },
    { messageId: answerIdOf(message.messageId), correlationId: message.messageId },
  );
}
