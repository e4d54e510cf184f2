// The production partner client over Azure Service Bus.

export { ConfigurationError } from "../../errors/configuration-error.ts";
// Types
export type { QueueEndpoint } from "../../service-bus/endpoint.ts";
export type { RetryOptions } from "../../service-bus/retry.ts";
export { ServiceBusFailure } from "../../service-bus/service-bus-failure.ts";
export type { HandlerContext, MessageHandler } from "./handlers.ts";
export type { CardProducedReport, ErrorReport, ShippedAccessoryReport, ShippedReport } from "./notifications.ts";
export type { ProductionPartnerClientOptions } from "./options.ts";
export type { Problem, ProblemListener } from "./problem.ts";
export type { CallOptions } from "./production-partner-client.ts";
export { ProductionPartnerClient } from "./production-partner-client.ts";
export type { ErrorCode } from "./reject-message-error.ts";
export { RejectMessageError } from "./reject-message-error.ts";
export type { ReportsWithinPostgres, ReportsWithinSqlite } from "./reports-within.ts";
export type { SentNotification } from "./sent-notification.ts";
