// The broker

export type { QueueOptions } from "./engine/queue-options.ts";
export type { AccessKey, AccessRight } from "./security/access-key.ts";
export { type BrokerOptions, ServiceBusBroker } from "./service-bus-broker.ts";

// Looking into it

export type { BrokerEvent, ConnectionEvent, EventStream } from "./broker-event.ts";
export type { MessageEvent, MessageEventType } from "./engine/queue-event.ts";
export { type QueueCounts, type QueuedMessage, QueueView } from "./queue-view.ts";

// Time

export { type Clock, ManualClock } from "./clock.ts";
