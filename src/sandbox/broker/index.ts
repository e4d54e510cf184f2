// The broker
export { ServiceBusBroker } from "./service-bus-broker.ts";
export { developmentKey } from "./security/access-key.ts";
export { queuesOfEmulatorConfig } from "./topology/emulator-config.ts";

// Inspecting queues
export { QueueView } from "./queue-view.ts";

// Time
export { ManualClock } from "../../timing/clock.ts";

// Types of the broker and its options
export type { QueueOptions } from "./engine/queue-options.ts";
export type { AccessKey, AccessRight } from "./security/access-key.ts";
export type { TokenGrant, TokenVerifier } from "./security/token-verifier.ts";
export type { BrokerOptions, ConnectionStringOptions } from "./service-bus-broker.ts";
export type { SnapshotOptions } from "./snapshot/snapshot-file.ts";
export type { TlsOptions } from "./tls-detection.ts";
export type { EmulatorConfig } from "./topology/emulator-config.ts";
export type { Clock } from "../../timing/clock.ts";

// Types of events and queues
export type { BrokerEvent, ConnectionEvent, ConnectionEventType } from "./broker-event.ts";
export type { MessageEvent, MessageEventType } from "./engine/queue-event.ts";
export type { QueueCounts, QueuedMessage } from "./queue-view.ts";

// Types of faults
export type { Condition } from "./engine/broker-error.ts";
export type { DeliveryEffect, FaultContext, FaultPoint, FaultRule, RequestEffect } from "./faults/fault-rule.ts";
export type { Faults, InjectedFault } from "./faults/faults.ts";
