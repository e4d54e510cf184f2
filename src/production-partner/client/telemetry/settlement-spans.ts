import type { SettlementObserver } from "../../../service-bus/consumer.ts";
import type { ResolvedEndpoint } from "../../../service-bus/endpoint.ts";
import { errorType } from "../../../telemetry/error-type.ts";
import type { Telemetry } from "../../../telemetry/telemetry.ts";
import { contextOfMessage } from "../../../telemetry/trace-context.ts";
import { envelopeOf } from "./envelope.ts";
import type { MessageSpans } from "./message-spans.ts";
import { operationAttributes, withError } from "./queue-attributes.ts";

/**
 * Makes what measures each settlement of a received message.
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
    const startMs = performance.now();
    return (error) => {
      const failure = error === undefined ? undefined : errorType(error);
      span?.end(failure);
      const seconds = (performance.now() - startMs) / 1000;
      telemetry.record("messaging.client.operation.duration", seconds, withError(operation.span, failure));
      const trace = failure === undefined ? undefined : messages.spanOf(message)?.context;
      messages.forget(message);
      return trace;
    };
  };
}
