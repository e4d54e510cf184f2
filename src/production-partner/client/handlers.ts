import { UsageError } from "../../errors/usage-error.ts";
import type { BuiltInContract } from "../contract/built-in.ts";
import type { Contract, ErrorCodeOf, ReceivedFact, ReceivedType, TermsOf } from "../contract/index.ts";
import type { RawMessage } from "../ledger/quarantine.ts";
import type { IncomingMessage } from "../messages/index.ts";
import type { RejectMessageError } from "./reject-message-error.ts";

/** The context of a handler call. */
export interface HandlerContext<C extends Contract = BuiltInContract> {
  /** Aborts when `closeTimeoutMs` is over and the client closes without waiting for the handler. */
  readonly signal: AbortSignal;
  /** Number of earlier deliveries of the message; 0 on the first. */
  readonly deliveryCount: number;
  /** What the order rules understand of the message, in the same words under every contract. */
  readonly fact: ReceivedFact<TermsOf<C>["kept"]>;
  /** Whether the message is replayed from the quarantine: NGOC was answered when it was received. */
  readonly isReplay: boolean;
  /**
   * Makes the error that rejects the message, typed by the contract in use.
   *
   * @example
   * client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", (_message, { reject }) => {
   *   throw reject({ errorCode: "ARTICLE_NOT_AVAILABLE", details: "Article is no longer produced" });
   * });
   */
  reject(answer: {
    readonly errorCode: ErrorCodeOf<C>;
    /** Sent to NGOC unchanged. */
    readonly details: string;
    readonly cause?: unknown;
  }): RejectMessageError<ErrorCodeOf<C>>;
}

/** A message of the contract that the partner receives. */
export type ReceivedMessage<C extends Contract = BuiltInContract> = IncomingMessage<ReceivedType<C["messages"]>, C>;

/** A message whose type is none that the partner receives under the contract in use. */
export interface UnknownMessage {
  /** The subject of the message; empty when it has none. */
  readonly type: string;
  readonly messageId: string;
  /** The `messageId` of the message this one answers. */
  readonly correlationId?: string;
  /** Never there: it tells such a message from those of the contract. */
  readonly payload?: undefined;
  /** The message as it arrived. */
  readonly envelope: RawMessage;
}

/**
 * Handles a message. Returning completes the message; throwing `RejectMessageError` consumes it and answers with an
 * Error Notification; any other error abandons it, so that the queue delivers it again.
 */
export type MessageHandler<M, C extends Contract = BuiltInContract> = (
  message: M,
  context: HandlerContext<C>,
) => Promise<void> | void;

/** A handler without its types: it is called with messages of its type only. */
export type AnyHandler = (message: never, context: HandlerContext<never>) => Promise<void> | void;

/** The handlers of an application: one per message type, and one for all other types. */
export class HandlerTable {
  readonly #byType = new Map<string, AnyHandler>();
  #fallback: AnyHandler | undefined;

  on(type: string, handler: AnyHandler): void {
    if (this.#byType.has(type)) {
      throw new UsageError(`Duplicate handler for ${type}`, {
        code: "HANDLER_TWICE",
        help: "Register one handler per message type.",
      });
    }
    this.#byType.set(type, handler);
  }

  onAnyOther(handler: AnyHandler): void {
    if (this.#fallback !== undefined) {
      throw new UsageError("Duplicate handler for all other messages", {
        code: "HANDLER_TWICE",
        help: "Call onAnyOther once.",
      });
    }
    this.#fallback = handler;
  }

  /** Whether messages of types that the contract does not have are handled. */
  get takesUnknown(): boolean {
    return this.#fallback !== undefined;
  }

  /** Returns the handler of a message type, if there is one. */
  handlerOf(type: string): AnyHandler | undefined {
    return this.#byType.get(type) ?? this.#fallback;
  }

  /**
   * Checks that production requests have a handler: without one they would be completed unseen.
   *
   * @throws UsageError `HANDLER_MISSING`
   */
  assertComplete({ requestType }: Contract): void {
    if (this.#byType.has(requestType) || this.#fallback !== undefined) return;
    throw new UsageError(`No handler for ${requestType}`, {
      code: "HANDLER_MISSING",
      help: `Call client.on("${requestType}", handler) before start.`,
    });
  }
}
