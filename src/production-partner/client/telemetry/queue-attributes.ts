import type { ResolvedEndpoint } from "../../../service-bus/endpoint.ts";
import type { Attributes } from "../../../telemetry/names.ts";

/** The operations on a queue, with their types. */
const operations = {
  process: "process",
  create: "create",
  send: "send",
  complete: "settle",
  abandon: "settle",
  dead_letter: "settle",
} as const;

/** An operation on a queue. */
export type QueueOperation = keyof typeof operations;

/** What is said of every operation of a kind on a queue. */
export interface OperationAttributes {
  /** The name of its span. */
  readonly name: string;
  readonly span: Attributes;
  /** Of those metrics that have no operation type. */
  readonly metric: Attributes;
}

/** Makes the attributes of an operation: once, as they are the same for every message. */
export function operationAttributes(endpoint: ResolvedEndpoint, operation: QueueOperation): OperationAttributes {
  const { queue, server } = endpoint;
  const metric: Attributes = {
    "messaging.system": "servicebus",
    "messaging.operation.name": operation,
    "messaging.destination.name": queue,
    "server.address": server.address,
    ...(server.port !== undefined && { "server.port": server.port }),
  };
  return {
    name: `${operation} ${queue}`,
    metric,
    span: { ...metric, "messaging.operation.type": operations[operation] },
  };
}

/** Attributes with the type of an error, if there is one. */
export function withError(attributes: Attributes, errorType: string | undefined): Attributes {
  return errorType === undefined ? attributes : { ...attributes, "error.type": errorType };
}
