// The broker

export type { QueueOptions } from "./engine/queue-options.ts";
export type { AccessKey, AccessRight } from "./security/access-key.ts";
export type { TokenGrant, TokenVerifier } from "./security/token-verifier.ts";
export { type BrokerOptions, ServiceBusBroker } from "./service-bus-broker.ts";
export type { SnapshotOptions } from "./snapshot/snapshot-file.ts";
export type { TlsOptions } from "./tls-detection.ts";
export { type EmulatorConfig, queuesOfEmulatorConfig } from "./topology/emulator-config.ts";

// Looking into it

export type { BrokerEvent, ConnectionEvent, ConnectionEventType } from "./broker-event.ts";
export type { MessageEvent, MessageEventType } from "./engine/queue-event.ts";
export type { EventStream } from "./event-stream.ts";
export { type QueueCounts, type QueuedMessage, QueueView } from "./queue-view.ts";

// Faults

export type { Condition } from "./engine/broker-error.ts";
export type { DeliveryEffect, FaultContext, FaultPoint, FaultRule, RequestEffect } from "./faults/fault-rule.ts";
export type { Faults, InjectedFault } from "./faults/faults.ts";

// Time

export { type Clock, ManualClock } from "../../timing/clock.ts";
