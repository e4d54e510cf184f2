// The broker

export type { BrokerEvent, ConnectionEvent } from "./broker-event.ts";
export { EventStream } from "./broker-event.ts";
export type { Clock } from "./clock.ts";
// Time
export { ManualClock, systemClock } from "./clock.ts";
export type { MessageEvent, MessageEventType } from "./engine/queue-event.ts";
export type { QueueOptions } from "./engine/queue-options.ts";
export type { QueueCounts, QueuedMessage } from "./queue-view.ts";
// Looking into it
export { QueueView } from "./queue-view.ts";
export type { AccessKey, AccessRight } from "./security/access-key.ts";
export type { BrokerOptions } from "./service-bus-broker.ts";
export { ServiceBusBroker } from "./service-bus-broker.ts";
