import { ConfigurationError } from "../../errors/configuration-error.ts";
import type { ReceivedMessage } from "../ledger/order-ledger.ts";
import type { IncomingMessage, TypeReceivedBy } from "../messages/index.ts";

/** What a handler is told beside the message. */
export interface HandlerContext {
  /** Aborted when the client closes without waiting any longer. */
  readonly signal: AbortSignal;
  /** How often the message was delivered before, 0 at first. */
  readonly deliveryCount: number;
}

/**
 * Handles a message. Returning completes it; throwing `RejectMessageError` consumes it and answers with an Error
 * Notification; any other error gives it back to the queue, to be delivered again.
 */
export type MessageHandler<M> = (message: M, context: HandlerContext) => Promise<void> | void;

/** The handlers of an application: one per message type, and one for the rest. */
export class HandlerTable {
  readonly #byType = new Map<string, MessageHandler<never>>();
  #fallback: MessageHandler<ReceivedMessage> | undefined;

  on<T extends TypeReceivedBy<"partner">>(type: T, handler: MessageHandler<IncomingMessage<T>>): void {
    if (this.#byType.has(type)) {
      throw new ConfigurationError(`There is a handler for ${type} already`, {
        code: "HANDLER_TWICE",
        help: "Register each message type once.",
      });
    }
    this.#byType.set(type, handler);
  }

  onAnyOther(handler: MessageHandler<ReceivedMessage>): void {
    if (this.#fallback !== undefined) {
      throw new ConfigurationError("There is a handler for all other messages already", {
        code: "HANDLER_TWICE",
        help: "Register it once.",
      });
    }
    this.#fallback = handler;
  }

  /** Finds who handles a message, if anybody does. */
  handlerOf(message: ReceivedMessage): MessageHandler<ReceivedMessage> | undefined {
    // A handler is stored under the very type that its message has, which the map cannot express.
    return (this.#byType.get(message.type) as MessageHandler<ReceivedMessage> | undefined) ?? this.#fallback;
  }

  /**
   * Checks that no production request would be completed without anybody having seen it.
   *
   * @throws ConfigurationError `HANDLER_MISSING`
   */
  assertComplete(): void {
    if (this.#byType.has("EXTERNAL_PRODUCTION_REQUEST_SENT") || this.#fallback !== undefined) return;
    throw new ConfigurationError("Nobody handles EXTERNAL_PRODUCTION_REQUEST_SENT", {
      code: "HANDLER_MISSING",
      help: 'Call client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", handler) before start.',
    });
  }
}
