import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import type { SettlementObserver } from "../../../service-bus/consumer.ts";
import type { ResolvedEndpoint } from "../../../service-bus/endpoint.ts";
import { errorType } from "../../../telemetry/error-type.ts";
import type { AttributeName, Attributes } from "../../../telemetry/names.ts";
import type { Span, Telemetry } from "../../../telemetry/telemetry.ts";
import { contextOfMessage } from "../../../telemetry/trace-context.ts";
import type { Contract } from "../../contract/index.ts";
import type { RawMessage } from "../../ledger/quarantine.ts";
import { messageIdText } from "../../messages/index.ts";
import type { DeadLetterOutcome } from "../handling.ts";
import { operationAttributes, type QueueOperation, withError } from "./queue-attributes.ts";

/** How processing has ended. */
interface End {
  readonly kind?: string | undefined;
  readonly error?: unknown;
}

/** What only a delivery tells of a message. */
type DeliveryFacts = { readonly [name in "deliveryCount" | "enqueuedTimeUtc"]?: ServiceBusReceivedMessage[name] };

const maxIdLength = 128;

/** The spans and metrics of received messages: what is done with each, and how it is settled. */
export class MessageSpans {
  readonly #telemetry: Telemetry;
  readonly #contract: Contract;
  readonly #process: ReturnType<typeof operationAttributes>;
  readonly #settle: { readonly [operation in QueueOperation]?: ReturnType<typeof operationAttributes> };
  /** How the handling of a message has ended, which its settlement does not tell. */
  readonly #ends = new Map<object, End>();
  /** The spans of messages that are not settled, which may have ended. Weak: one that is delivered again never is. */
  readonly #unsettled = new WeakMap<object, Span>();
  /** Deliveries that are processed again, because somebody else had them in hand or the ledger was away. */
  #again: WeakSet<object> | undefined;
  readonly #outcomes = new Map<string, Map<string, Attributes>>();

  constructor(telemetry: Telemetry, contract: Contract, endpoint: ResolvedEndpoint) {
    this.#telemetry = telemetry;
    this.#contract = contract;
    this.#process = operationAttributes(endpoint, "process");
    this.#settle = {
      complete: operationAttributes(endpoint, "complete"),
      abandon: operationAttributes(endpoint, "abandon"),
      dead_letter: operationAttributes(endpoint, "dead_letter"),
    };
  }

  /** Notes how the handling of a message has ended. */
  ended(raw: RawMessage, end: DeadLetterOutcome): void {
    this.#ends.set(raw, end);
  }

  /** Calls what processes a message within its span. */
  async processed<T extends End>(raw: RawMessage & DeliveryFacts, origin: string, work: () => Promise<T>): Promise<T> {
    const telemetry = this.#telemetry;
    const type = this.#typeOf(raw);
    const own = contextOfMessage(raw.applicationProperties);
    const span = telemetry.startSpan({
      name: this.#process.name,
      kind: "consumer",
      attributes: this.#process.span,
      parent: telemetry.settings.parent === "message" ? own : undefined,
      ...(own !== undefined && { links: [own] }),
    });
    if (span.isRecording) {
      span.set(envelopeOf(raw, { "cardwright.message.type": type, "cardwright.origin": origin }));
    }
    if (origin === "queue") this.#unsettled.set(raw, span);
    if (!this.#isAgain(raw)) telemetry.record("messaging.client.consumed.messages", 1, this.#process.metric);
    const startMs = performance.now();
    let end: End = { kind: "failed" };
    try {
      const result = await telemetry.within(span, work);
      end = this.#ends.get(raw) ?? (result.kind === undefined ? end : result);
      return result;
    } catch (error) {
      end = { kind: "failed", error };
      throw error;
    } finally {
      this.#ends.delete(raw);
      const outcome = end.kind ?? "failed";
      if (outcome === "busy" || outcome === "away") {
        this.#again ??= new WeakSet();
        this.#again.add(raw);
      }
      const failure = outcome === "failed" || outcome === "away" ? errorType(end.error) : undefined;
      if (span.isRecording) span.set({ "cardwright.outcome": outcome });
      span.end(failure);
      const seconds = (performance.now() - startMs) / 1000;
      telemetry.record("messaging.process.duration", seconds, withError(this.#process.metric, failure));
      telemetry.record("cardwright.client.outcomes", 1, this.#outcome(type, outcome));
    }
  }

  /** Measures a settlement. */
  readonly observeSettlement: SettlementObserver = (message, settlement) => {
    const telemetry = this.#telemetry;
    const operation = typeof settlement === "string" ? settlement : "dead_letter";
    const attributes = this.#settle[operation] ?? this.#process;
    const own = telemetry.settings.settlements ? contextOfMessage(message.applicationProperties) : undefined;
    const span = telemetry.settings.settlements
      ? telemetry.startSpan({
          name: attributes.name,
          kind: "client",
          attributes: {
            ...attributes.span,
            ...envelopeOf({ messageId: message.messageId }, {}),
            "messaging.servicebus.disposition_status": operation,
          },
          parent: this.#unsettled.get(message)?.context,
          links: own === undefined ? [] : [own],
        })
      : undefined;
    const startMs = performance.now();
    return (error) => {
      const failure = error === undefined ? undefined : errorType(error);
      span?.end(failure);
      const seconds = (performance.now() - startMs) / 1000;
      telemetry.record("messaging.client.operation.duration", seconds, withError(attributes.span, failure));
      const processed = this.#unsettled.get(message);
      this.#unsettled.delete(message);
      return failure === undefined ? undefined : processed?.context;
    };
  };

  /** The same object for the same outcome: it need not be looked up by its content. */
  #outcome(type: string, outcome: string): Attributes {
    let ofType = this.#outcomes.get(type);
    if (ofType === undefined) {
      ofType = new Map();
      this.#outcomes.set(type, ofType);
    }
    const known = ofType.get(outcome);
    if (known !== undefined) return known;
    const attributes: Attributes = { "cardwright.message.type": type, "cardwright.outcome": outcome };
    ofType.set(outcome, attributes);
    return attributes;
  }

  #isAgain(raw: object): boolean {
    return this.#again?.has(raw) === true;
  }

  /** A sender may set any subject: only types of the contract are told apart. */
  #typeOf({ subject }: RawMessage): string {
    return subject !== undefined && this.#contract.definitionOf(subject) !== undefined ? subject : "_OTHER";
  }
}

/** Adds what the envelope of a message tells to attributes: one object for each message, not one for each part. */
function envelopeOf(
  {
    messageId,
    correlationId,
    deliveryCount,
    enqueuedTimeUtc,
  }: Pick<RawMessage, "messageId" | "correlationId"> & DeliveryFacts,
  attributes: { [name in AttributeName]?: string | number },
): Attributes {
  const id = messageIdText(messageId)?.slice(0, maxIdLength);
  const answered = messageIdText(correlationId)?.slice(0, maxIdLength);
  if (id !== undefined) attributes["messaging.message.id"] = id;
  if (answered !== undefined) attributes["messaging.message.conversation_id"] = answered;
  if (deliveryCount !== undefined && deliveryCount > 0) {
    attributes["messaging.servicebus.message.delivery_count"] = deliveryCount;
  }
  if (enqueuedTimeUtc !== undefined) {
    attributes["messaging.servicebus.message.enqueued_time"] = Math.floor(enqueuedTimeUtc.getTime() / 1000);
  }
  return attributes;
}
