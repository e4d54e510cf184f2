// Client
export { ProductionPartnerClient } from "./production-partner-client.ts";
export { describeProblem } from "./describe-problem.ts";
export { RejectMessageError } from "./reject-message-error.ts";

// Types of options and queues
export type { QueueEndpoint } from "../../service-bus/endpoint.ts";
export type { RetryOptions } from "../../service-bus/retry.ts";
export type { Transport } from "../../service-bus/transport.ts";
export type { ProductionPartnerClientOptions } from "./options.ts";
export type { CallOptions } from "./production-partner-client.ts";

// Types of handlers and problems
export type { HandlerContext, MessageHandler, ReceivedMessage, UnknownMessage } from "./handlers.ts";
export type { Problem, ProblemListener } from "./problem.ts";

// Types of health and logs
export type { ConsumerHealth, ProducerHealth } from "../../service-bus/health.ts";
export type { ClientAilment, ClientHealth } from "./health.ts";
export type { Logger, LoggerLevel } from "./logger.ts";
export type { ErrorCode } from "./reject-message-error.ts";

// Types of reports
export type { ShippedAccessoryReport } from "../contract/index.ts";
export type { ErrorReport } from "./notifications.ts";
export type { CardProducedReport, ShippedReport } from "./reports.ts";
export type { ReportsWithinPostgres, ReportsWithinSqlite } from "./reports-within.ts";
export type { SentNotification } from "./sent-notification.ts";

// Types of the quarantine and of dead letters
export type { DeadLetterPage } from "../../service-bus/dead-letter-queue.ts";
export type { DeadLetter, DeadLetterHandling, DeadLetters, DeadLetterWithContent } from "./dead-letters.ts";
export type { ClientQuarantine, Replay, ReplayOptions } from "./client-quarantine.ts";
export type { ReplayOutcome } from "./replay-outcome.ts";
