import type { ResolvedEndpoint } from "../../../service-bus/endpoint.ts";
import { errorType } from "../../../telemetry/error-type.ts";
import type { Attributes } from "../../../telemetry/names.ts";
import type { Span, Telemetry } from "../../../telemetry/telemetry.ts";
import { sharedContext, type TraceContext } from "../../../telemetry/trace-context.ts";
import type { SentFact } from "../../contract/index.ts";
import type { Draft, StagedMessage } from "../../ledger/order-ledger.ts";
import { operationAttributes } from "./queue-attributes.ts";

/** Makes the `create` spans of messages that are staged, and gives each message the context of its own. */
export class CreateSpans {
  readonly #telemetry: Telemetry;
  readonly #attributes: ReturnType<typeof operationAttributes>;

  constructor(telemetry: Telemetry, endpoint: ResolvedEndpoint) {
    this.#telemetry = telemetry;
    this.#attributes = operationAttributes(endpoint, "create");
  }

  /** Begins the spans of one call that stages messages. */
  begin(
    requests: ReadonlyMap<string, TraceContext> = new Map(),
    // Now, and not when the message is made: that may be within the transaction of another call.
    parent: TraceContext | undefined = this.#telemetry.current()?.context,
  ): Creation {
    return new Creation(this.#telemetry, this.#attributes, { requests, parent });
  }
}

/** The `create` spans of one call. */
export class Creation {
  readonly #telemetry: Telemetry;
  readonly #attributes: ReturnType<typeof operationAttributes>;
  /** The `process` spans of requests, by card. */
  readonly #requests: ReadonlyMap<string, TraceContext>;
  readonly #parent: TraceContext | undefined;
  /** By message id: a transaction that is tried again makes the same messages again. */
  readonly #spans = new Map<string, Span>();

  constructor(
    telemetry: Telemetry,
    attributes: ReturnType<typeof operationAttributes>,
    of: { readonly requests: ReadonlyMap<string, TraceContext>; readonly parent: TraceContext | undefined },
  ) {
    this.#telemetry = telemetry;
    this.#attributes = attributes;
    this.#requests = of.requests;
    this.#parent = of.parent;
  }

  /** A draft whose messages carry the contexts of their spans. */
  draft(draft: Draft): Draft {
    const { cardIds, shipmentIds, rules } = draft;
    const compose: Draft["compose"] = (known) => draft.compose(known).map((message) => this.message(message));
    return { cardIds, shipmentIds, compose, ...(rules !== undefined && { rules }) };
  }

  /** A message that carries the context of its span. */
  message(message: StagedMessage): StagedMessage {
    const { messageId } = message;
    let span = this.#spans.get(messageId);
    if (span === undefined) {
      span = this.#start(message);
      this.#spans.set(messageId, span);
    }
    const { context } = span;
    return context === undefined ? message : { ...message, trace: context };
  }

  /** Ends the spans; reports that were already there have other ids. */
  end(staged?: readonly StagedMessage[]): void {
    if (staged !== undefined) {
      for (const { messageId } of staged) this.#end(messageId);
      for (const span of this.#spans.values()) span.set({ "cardwright.outcome": "existing" });
    }
    for (const messageId of this.#spans.keys()) this.#end(messageId);
  }

  #end(messageId: string): void {
    this.#spans.get(messageId)?.end();
    this.#spans.delete(messageId);
  }

  fail(error: unknown): void {
    for (const span of this.#spans.values()) span.end(errorType(error));
  }

  #start({ messageId, correlationId, type, fact }: StagedMessage): Span {
    const { name, span } = this.#attributes;
    const answered = fact.kind === "error-sent" && fact.answers !== undefined ? this.#parent : undefined;
    const requests = cardsOf(fact).flatMap((cardId) => this.#requests.get(cardId) ?? []);
    const links = answered === undefined ? requests : [answered];
    const started = this.#telemetry.startSpan({
      name,
      kind: "producer",
      attributes: span,
      parent: this.#parent ?? sharedContext(links),
      links,
    });
    if (started.isRecording) {
      started.set({
        "messaging.message.id": messageId,
        ...(correlationId !== undefined && { "messaging.message.conversation_id": correlationId }),
        "cardwright.message.type": type,
        ...(this.#telemetry.settings.orderIds && orderIdsOf(fact)),
      });
    }
    return started;
  }
}

function cardsOf(fact: SentFact): readonly string[] {
  if (fact.kind === "shipped") return fact.cardIds;
  return fact.cardId === undefined ? [] : [fact.cardId];
}

/** The ids of the order that a fact is about. */
export function orderIdsOf(fact: object): Attributes {
  const { cardId, shipmentId } = fact as { readonly cardId?: unknown; readonly shipmentId?: unknown };
  return {
    ...(typeof cardId === "string" && { "cardwright.card.id": cardId }),
    ...(typeof shipmentId === "string" && { "cardwright.shipment.id": shipmentId }),
  };
}
