// The base class

export type {
  ErrorActor,
  ErrorCategory,
  ErrorCause,
  ErrorCodeFacts,
  NgocErrorCode,
  NgocErrorFacts,
  OrceErrorCode,
  OrceErrorFacts,
} from "../../generated/error-codes.gen.ts";
export type { CardwrightErrorInit, JsonValue } from "./cardwright-error.ts";
export { CardwrightError, isCardwrightError } from "./cardwright-error.ts";
export { ConfigurationError } from "./configuration-error.ts";
export type { CounterpartErrorContext } from "./counterpart-error.ts";
// Codes of ORCE and NGOC
export { CounterpartError, errorFor } from "./counterpart-error.ts";
export type { ErrorNotificationFields, ErrorNotificationSubject } from "./error-notification.ts";
export { errorForNotification, errorNotificationFor, ngocCodeFor } from "./error-notification.ts";
export type { ErrorExplanation, UnknownErrorFacts } from "./explain-error.ts";
export { explainError, knownErrors } from "./explain-error.ts";
export { UsageError } from "./usage-error.ts";
export type { ValidationIssue } from "./validation-issue.ts";
