/**
 * Everything that is emitted, by name: the only file that holds a name. Names without the prefix `cardwright.` are those of
 * the OpenTelemetry semantic conventions; a test compares them with `@opentelemetry/semantic-conventions`.
 * `docs/telemetry.md` is made from it.
 */

/** The version of the semantic conventions whose names are used. */
export const conventionsVersion = "1.45.0";

/** What is said of an attribute. */
interface AttributeDefinition {
  readonly type: "string" | "int";
  readonly brief: string;
  /** All values, where they are a short list. */
  readonly values?: readonly string[];
}

/** The name of an attribute. */
export type AttributeName =
  | "messaging.system"
  | "messaging.operation.name"
  | "messaging.operation.type"
  | "messaging.destination.name"
  | "messaging.message.id"
  | "messaging.message.conversation_id"
  | "messaging.batch.message_count"
  | "messaging.servicebus.message.delivery_count"
  | "messaging.servicebus.message.enqueued_time"
  | "messaging.servicebus.disposition_status"
  | "server.address"
  | "server.port"
  | "error.type"
  | "cardwright.message.type"
  | "cardwright.outcome"
  | "cardwright.origin"
  | "cardwright.refusal.reason"
  | "cardwright.card.id"
  | "cardwright.shipment.id"
  | "cardwright.order.state"
  | "cardwright.stuck.reason"
  | "cardwright.problem.kind"
  | "cardwright.deviation.path"
  | "cardwright.ledger.operation"
  | "cardwright.batch.operation"
  | "cardwright.batch.rows"
  | "cardwright.batch.rejected"
  | "cardwright.batch.files";

export const attributes: { readonly [name in AttributeName]: AttributeDefinition } = {
  "messaging.system": { type: "string", brief: "The kind of the queue", values: ["servicebus"] },
  "messaging.operation.name": {
    type: "string",
    brief: "The operation",
    values: ["process", "create", "send", "complete", "abandon", "dead_letter"],
  },
  "messaging.operation.type": {
    type: "string",
    brief: "The kind of the operation",
    values: ["process", "create", "send", "settle"],
  },
  "messaging.destination.name": { type: "string", brief: "The name of the queue" },
  "messaging.message.id": { type: "string", brief: "The `messageId`" },
  "messaging.message.conversation_id": { type: "string", brief: "The `correlationId`: what is answered" },
  "messaging.batch.message_count": { type: "int", brief: "How many messages were sent together, when more than one" },
  "messaging.servicebus.message.delivery_count": { type: "int", brief: "How many deliveries failed, when any did" },
  "messaging.servicebus.message.enqueued_time": { type: "int", brief: "When the queue took it, in seconds since 1970" },
  "messaging.servicebus.disposition_status": {
    type: "string",
    brief: "How a message was settled",
    values: ["complete", "abandon", "dead_letter"],
  },
  "server.address": { type: "string", brief: "The host of the queue" },
  "server.port": { type: "int", brief: "Its port, when it is not the usual one" },
  "error.type": { type: "string", brief: "The `code` of the error, else the name of its class; never its message" },
  "cardwright.message.type": {
    type: "string",
    brief: "The message type of the contract; `_OTHER` for one that it does not have",
  },
  "cardwright.outcome": {
    type: "string",
    brief: "What has become of a received message, or of a report that was already there (`existing`)",
    values: ["handled", "was-handled", "rejected", "refused", "invalid", "failed", "busy", "away", "existing"],
  },
  "cardwright.origin": {
    type: "string",
    brief: "Where a received message comes from",
    values: ["queue", "dead-letter-queue", "quarantine"],
  },
  "cardwright.refusal.reason": { type: "string", brief: "The order rule that refused a message" },
  "cardwright.card.id": { type: "string", brief: "The `cardId`; only with `orderIds: true`, on spans only" },
  "cardwright.shipment.id": { type: "string", brief: "The `shipmentId`; only with `orderIds: true`, on spans only" },
  "cardwright.order.state": { type: "string", brief: "The state of a card's order" },
  "cardwright.stuck.reason": { type: "string", brief: "Why an order or message is stuck: the `kind` of `listStuck`" },
  "cardwright.problem.kind": { type: "string", brief: "The `kind` of a problem" },
  "cardwright.deviation.path": {
    type: "string",
    brief: "The path of the contract at which messages deviate; `*` for each index and each undeclared name",
  },
  "cardwright.ledger.operation": {
    type: "string",
    brief: "The transaction of the ledger",
    values: ["receive", "receive_invalid", "finish", "release", "stage", "take_unsent", "mark_sent", "postpone"],
  },
  "cardwright.batch.operation": {
    type: "string",
    brief: "The job on batch files",
    values: ["create", "check", "split", "deliver"],
  },
  "cardwright.batch.rows": { type: "int", brief: "How many rows or blocks the job has read" },
  "cardwright.batch.rejected": { type: "int", brief: "How many of them it has rejected" },
  "cardwright.batch.files": { type: "int", brief: "How many files it has written or sent" },
};

/** Attributes with their values. */
export type Attributes = { readonly [name in AttributeName]?: string | number };

/** What is said of a metric. */
export interface MetricDefinition {
  readonly instrument: "counter" | "histogram" | "gauge";
  readonly unit: string;
  readonly brief: string;
  readonly attributes: readonly AttributeName[];
  /** The upper bounds of the buckets of a histogram. */
  readonly buckets?: readonly number[];
}

// Those that the conventions advise for durations.
const seconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] as const;
const groups = [1, 2, 5, 10, 20, 50, 100] as const;
const queue = [
  "messaging.system",
  "messaging.operation.name",
  "messaging.destination.name",
  "server.address",
  "server.port",
] as const satisfies readonly AttributeName[];

/** The name of a metric. */
export type MetricName =
  | "messaging.process.duration"
  | "messaging.client.operation.duration"
  | "messaging.client.consumed.messages"
  | "messaging.client.sent.messages"
  | "cardwright.client.outcomes"
  | "cardwright.client.send.group_size"
  | "cardwright.client.problems"
  | "cardwright.client.settlement.failures"
  | "cardwright.client.pauses"
  | "cardwright.client.pause.duration"
  | "cardwright.client.dead_letters"
  | "cardwright.client.deviations"
  | "cardwright.client.refusals"
  | "cardwright.outbox.unsent"
  | "cardwright.outbox.oldest_age"
  | "cardwright.orders"
  | "cardwright.stuck"
  | "cardwright.quarantine.messages"
  | "cardwright.quarantine.fill_ratio"
  | "cardwright.batch.duration"
  | "cardwright.batch.row.count"
  | "cardwright.batch.row.failures";

export const metrics: { readonly [name in MetricName]: MetricDefinition } = {
  "messaging.process.duration": {
    instrument: "histogram",
    unit: "s",
    brief: "Duration of processing a received message, with its handler and the writes to the ledger",
    attributes: [...queue, "error.type"],
    buckets: seconds,
  },
  "messaging.client.operation.duration": {
    instrument: "histogram",
    unit: "s",
    brief: "Duration of sending a group of messages, or of settling a message",
    attributes: [...queue, "messaging.operation.type", "error.type"],
    buckets: seconds,
  },
  "messaging.client.consumed.messages": {
    instrument: "counter",
    unit: "{message}",
    brief: "Messages that were handed over for processing, once for each delivery",
    attributes: queue,
  },
  "messaging.client.sent.messages": {
    instrument: "counter",
    unit: "{message}",
    brief: "Messages that were sent, also those that the queue did not take (`error.type`)",
    attributes: [...queue, "error.type"],
  },
  "cardwright.client.outcomes": {
    instrument: "counter",
    unit: "{message}",
    brief: "Received messages by message type and by what has become of them",
    attributes: ["cardwright.message.type", "cardwright.outcome"],
  },
  "cardwright.client.send.group_size": {
    instrument: "histogram",
    unit: "{message}",
    brief: "How many messages were sent together",
    attributes: ["messaging.destination.name"],
    buckets: groups,
  },
  "cardwright.client.problems": {
    instrument: "counter",
    unit: "{problem}",
    brief: "Problems by kind, as `onProblem` gets them",
    attributes: ["cardwright.problem.kind", "error.type"],
  },
  "cardwright.client.settlement.failures": {
    instrument: "counter",
    unit: "{message}",
    brief: "Messages that could not be settled: they are delivered again",
    attributes: ["error.type"],
  },
  "cardwright.client.pauses": {
    instrument: "counter",
    unit: "{pause}",
    brief: "How often the client had to wait for the ledger or for the queue to come back",
    attributes: ["cardwright.problem.kind", "error.type"],
  },
  "cardwright.client.pause.duration": {
    instrument: "histogram",
    unit: "s",
    brief: "How long these waits took",
    attributes: ["cardwright.problem.kind"],
    buckets: [1, 5, 15, 60, 300, 900, 3600],
  },
  "cardwright.client.dead_letters": {
    instrument: "counter",
    unit: "{message}",
    brief: "Messages that were dead-lettered because their handler failed on every delivery",
    attributes: ["cardwright.message.type"],
  },
  "cardwright.client.deviations": {
    instrument: "counter",
    unit: "{message}",
    brief: "Messages that were handled although they deviate from the contract",
    attributes: ["cardwright.message.type", "cardwright.deviation.path"],
  },
  "cardwright.client.refusals": {
    instrument: "counter",
    unit: "{message}",
    brief: "Received messages that an order rule refused",
    attributes: ["cardwright.message.type", "cardwright.refusal.reason"],
  },
  "cardwright.outbox.unsent": {
    instrument: "gauge",
    unit: "{message}",
    brief: "Messages in the outbox that the queue has not taken",
    attributes: [],
  },
  "cardwright.outbox.oldest_age": {
    instrument: "gauge",
    unit: "s",
    brief: "How long the oldest of them has been waiting; 0 when there is none",
    attributes: [],
  },
  "cardwright.orders": {
    instrument: "gauge",
    unit: "{card}",
    brief: "Cards by the state of their order",
    attributes: ["cardwright.order.state"],
  },
  "cardwright.stuck": {
    instrument: "gauge",
    unit: "{item}",
    brief: "Orders and messages that need attention, by reason; counted up to a thousand",
    attributes: ["cardwright.stuck.reason"],
  },
  "cardwright.quarantine.messages": {
    instrument: "gauge",
    unit: "{message}",
    brief: "Messages in the quarantine that nobody has decided about",
    attributes: [],
  },
  "cardwright.quarantine.fill_ratio": {
    instrument: "gauge",
    unit: "1",
    brief: "How much of the quarantine is used, of its number or its age, from 0 to 1",
    attributes: [],
  },
  "cardwright.batch.duration": {
    instrument: "histogram",
    unit: "s",
    brief: "Duration of a job on batch files",
    attributes: ["cardwright.batch.operation", "error.type"],
    buckets: [0.1, 1, 5, 15, 60, 300, 900, 3600],
  },
  "cardwright.batch.row.count": {
    instrument: "counter",
    unit: "{row}",
    brief: "Rows or blocks that jobs have read",
    attributes: ["cardwright.batch.operation"],
  },
  "cardwright.batch.row.failures": {
    instrument: "counter",
    unit: "{row}",
    brief: "Rows or blocks that jobs have rejected",
    attributes: ["cardwright.batch.operation"],
  },
};

/** The kind of a span, as OpenTelemetry has it. */
export type SpanKindName = "internal" | "client" | "producer" | "consumer";

interface SpanDefinition {
  readonly kind: SpanKindName;
  /** When there is such a span. */
  readonly when: string;
  readonly parent: string;
  readonly links: string;
  readonly attributes: readonly AttributeName[];
  /** The option without which it is not emitted. */
  readonly option?: string;
}

const queueOfSpan = [...queue, "messaging.operation.type", "error.type"] as const;

export const spans: { readonly [name: string]: SpanDefinition } = {
  "process <queue>": {
    kind: "consumer",
    when: "A received message is processed: from its hand-over to the last write to the ledger",
    parent: 'none; the message\'s own context with `parent: "message"`',
    links: "to the message's own context; an acknowledgement or error also to the `create` span of what it answers",
    attributes: [
      ...queueOfSpan,
      "messaging.message.id",
      "messaging.message.conversation_id",
      "messaging.servicebus.message.delivery_count",
      "messaging.servicebus.message.enqueued_time",
      "cardwright.message.type",
      "cardwright.origin",
      "cardwright.outcome",
      "cardwright.refusal.reason",
      "cardwright.card.id",
      "cardwright.shipment.id",
    ],
  },
  "create <queue>": {
    kind: "producer",
    when: "A message is written to the outbox",
    parent: "the active span, such as the `process` span in a handler; else the `process` span of the request",
    links: "to the `process` span of each request that it is about; an error answer to that of the message it answers",
    attributes: [
      ...queueOfSpan,
      "messaging.message.id",
      "messaging.message.conversation_id",
      "cardwright.message.type",
      "cardwright.outcome",
      "cardwright.card.id",
      "cardwright.shipment.id",
    ],
  },
  "send <queue>": {
    kind: "client",
    when: "A group of messages of the outbox is sent, with all its retries",
    parent: "the `create` span of its message, from the ledger; none when the messages are of several traces",
    links: "to the `create` span of each message",
    attributes: [...queueOfSpan, "messaging.batch.message_count", "messaging.message.id"],
  },
  "complete <queue>, abandon <queue>, dead_letter <queue>": {
    kind: "client",
    when: "A received message is settled",
    parent: "its `process` span",
    links: "to the message's own context",
    attributes: [...queueOfSpan, "messaging.message.id", "messaging.servicebus.disposition_status"],
    option: "settlements",
  },
  "ledger <operation>": {
    kind: "internal",
    when: "A transaction of the ledger",
    parent: "the active span",
    links: "none",
    attributes: ["cardwright.ledger.operation", "error.type"],
    option: "ledger",
  },
  "batch <operation>": {
    kind: "internal",
    when: "A job on batch files",
    parent: "the active span",
    links: "none",
    attributes: [
      "cardwright.batch.operation",
      "cardwright.batch.rows",
      "cardwright.batch.rejected",
      "cardwright.batch.files",
      "error.type",
    ],
    option: "the option `telemetry` of the job",
  },
};

/** The names under which trace context travels in the application properties of a message. */
export const contextProperties = ["traceparent", "tracestate", "Diagnostic-Id"] as const;

/** The fields that log records get, by the names that OpenTelemetry gives them. */
export const logFields = ["trace_id", "span_id", "trace_flags"] as const;

/** The name of such a field. */
export type LogField = (typeof logFields)[number];
