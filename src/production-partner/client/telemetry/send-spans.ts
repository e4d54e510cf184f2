import type { ResolvedEndpoint } from "../../../service-bus/endpoint.ts";
import type { SendObserver } from "../../../service-bus/producer.ts";
import { errorType } from "../../../telemetry/error-type.ts";
import type { Telemetry } from "../../../telemetry/telemetry.ts";
import { sharedContext, type TraceContext } from "../../../telemetry/trace-context.ts";
import { operationAttributes, withError } from "./queue-attributes.ts";

/** Makes what measures the sends of a producer: a span for each group of messages, linked to where each was created. */
export function sendSpans(telemetry: Telemetry, endpoint: ResolvedEndpoint): SendObserver {
  const { name, span: attributes, metric } = operationAttributes(endpoint, "send");
  const groupAttributes = { "messaging.destination.name": endpoint.queue };
  return (group) => {
    const created: TraceContext[] = [];
    for (const { trace } of group) if (trace !== undefined) created.push(trace);
    const count = group.length;
    const id = count === 1 ? group[0]?.message.messageId : undefined;
    const span = telemetry.startSpan({
      name,
      kind: "client",
      attributes: {
        ...attributes,
        ...(count > 1 && { "messaging.batch.message_count": count }),
        ...(id !== undefined && { "messaging.message.id": id }),
      },
      parent: sharedContext(created),
      links: created,
    });
    const startMs = performance.now();
    return (error) => {
      const failure = error === undefined ? undefined : errorType(error);
      span.end(failure);
      const seconds = (performance.now() - startMs) / 1000;
      telemetry.record("messaging.client.operation.duration", seconds, withError(attributes, failure));
      telemetry.record("messaging.client.sent.messages", count, withError(metric, failure));
      telemetry.record("cardwright.client.send.group_size", count, groupAttributes);
    };
  };
}
