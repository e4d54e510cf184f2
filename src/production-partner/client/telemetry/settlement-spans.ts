import type { SettlementObserver } from "../../../service-bus/consumer.ts";
import type { ResolvedEndpoint } from "../../../service-bus/endpoint.ts";
import { errorType } from "../../../telemetry/error-type.ts";
import type { Attributes } from "../../../telemetry/names.ts";
import type { Telemetry } from "../../../telemetry/telemetry.ts";
import { contextOfMessage } from "../../../telemetry/trace-context.ts";
import { envelopeOf } from "./envelope.ts";
import type { MessageSpans } from "./message-spans.ts";
import { type OperationAttributes, operationAttributes, withError } from "./queue-attributes.ts";

/** Settlements of one kind that began in one turn of the event loop. */
interface Group {
  readonly startMs: number;
  open: number;
  /** When the newest of them succeeded. */
  doneMs: number | undefined;
}

/**
 * Makes what measures the settlements of received messages. Those of one kind that begin in one turn of the event loop leave
 * together, and so they are one operation, like messages that are sent together. With a span for each, each is measured.
 *
 * @param messages knows the `process` span of each
 */
export function settlementSpans(
  telemetry: Telemetry,
  endpoint: ResolvedEndpoint,
  messages: Pick<MessageSpans, "spanOf" | "forget">,
): SettlementObserver {
  const hasSpans = telemetry.settings.settlements;
  const operations = {
    complete: operationAttributes(endpoint, "complete"),
    abandon: operationAttributes(endpoint, "abandon"),
    dead_letter: operationAttributes(endpoint, "dead_letter"),
  };
  const groups = new Map<OperationAttributes, Group>();

  function groupOf(operation: OperationAttributes): Group {
    const known = groups.get(operation);
    if (known !== undefined) return known;
    const group: Group = { startMs: performance.now(), open: 0, doneMs: undefined };
    if (!hasSpans) {
      groups.set(operation, group);
      setImmediate(() => groups.delete(operation));
    }
    return group;
  }

  return (message, settlement) => {
    const name = typeof settlement === "string" ? settlement : "dead_letter";
    const operation = operations[name];
    const own = hasSpans ? contextOfMessage(message.applicationProperties) : undefined;
    const span = hasSpans
      ? telemetry.startSpan({
          name: operation.name,
          kind: "client",
          attributes: {
            ...operation.span,
            ...envelopeOf({ messageId: message.messageId }, {}),
            "messaging.servicebus.disposition_status": name,
          },
          parent: messages.spanOf(message)?.context,
          links: own === undefined ? [] : [own],
        })
      : undefined;
    const group = groupOf(operation);
    group.open++;
    return (error) => {
      const failure = error === undefined ? undefined : errorType(error);
      span?.end(failure);
      group.open--;
      if (failure === undefined) group.doneMs = performance.now();
      else measure(group, performance.now(), withError(operation.span, failure));
      if (group.open === 0 && group.doneMs !== undefined) {
        measure(group, group.doneMs, operation.span);
        group.doneMs = undefined;
      }
      const trace = failure === undefined ? undefined : messages.spanOf(message)?.context;
      messages.forget(message);
      return trace;
    };
  };

  function measure({ startMs }: Group, endMs: number, attributes: Attributes): void {
    telemetry.record("messaging.client.operation.duration", (endMs - startMs) / 1000, attributes);
  }
}
