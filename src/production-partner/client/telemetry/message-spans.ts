import type { ResolvedEndpoint } from "../../../service-bus/endpoint.ts";
import { errorType } from "../../../telemetry/error-type.ts";
import type { Attributes } from "../../../telemetry/names.ts";
import type { Span, Telemetry } from "../../../telemetry/telemetry.ts";
import { contextOfMessage } from "../../../telemetry/trace-context.ts";
import type { Contract } from "../../contract/index.ts";
import type { RawMessage } from "../../ledger/quarantine.ts";
import type { DeadLetterOutcome } from "../handling.ts";
import { type DeliveryFacts, envelopeOf } from "./envelope.ts";
import { operationAttributes, withError } from "./queue-attributes.ts";

/** How processing has ended. */
interface End {
  readonly kind?: string | undefined;
  readonly error?: unknown;
}

/** A message that is not settled. */
interface InHand {
  readonly span: Span;
  /** How its handling has ended, which its settlement does not tell. */
  end: End | undefined;
}

/** The spans and metrics of what is done with received messages. */
export class MessageSpans {
  readonly #telemetry: Telemetry;
  readonly #contract: Contract;
  readonly #process: ReturnType<typeof operationAttributes>;
  /** Messages that are not settled. Weak: one that is delivered again never is. */
  readonly #inHand = new WeakMap<object, InHand>();
  /** Deliveries that are processed again, because somebody else had them in hand or the ledger was away. */
  #again: WeakSet<object> | undefined;
  readonly #outcomes = new Map<string, Map<string, Attributes>>();

  constructor(telemetry: Telemetry, contract: Contract, endpoint: ResolvedEndpoint) {
    this.#telemetry = telemetry;
    this.#contract = contract;
    this.#process = operationAttributes(endpoint, "process");
  }

  /** Notes how the handling of a message has ended. */
  ended(raw: RawMessage, end: DeadLetterOutcome): void {
    const inHand = this.#inHand.get(raw);
    if (inHand !== undefined) inHand.end = end;
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
    const inHand: InHand = { span, end: undefined };
    if (origin === "queue") this.#inHand.set(raw, inHand);
    if (!this.#isAgain(raw)) telemetry.record("messaging.client.consumed.messages", 1, this.#process.metric);
    const startMs = performance.now();
    let end: End = { kind: "failed" };
    try {
      const result = await telemetry.within(span, work);
      end = inHand.end ?? (result.kind === undefined ? end : result);
      return result;
    } catch (error) {
      end = { kind: "failed", error };
      throw error;
    } finally {
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

  /** The span of a message that is not settled; it may have ended. */
  spanOf(message: object): Span | undefined {
    return this.#inHand.get(message)?.span;
  }

  /** Forgets a message whose settlement has ended. */
  forget(message: object): void {
    this.#inHand.delete(message);
  }

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
