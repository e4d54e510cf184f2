// Base classes
export { CardwrightError, isCardwrightError } from "./cardwright-error.ts";
export { ConfigurationError } from "./configuration-error.ts";
export { UsageError } from "./usage-error.ts";

// Error codes of ORCE and NGOC
export { CounterpartError, errorFor } from "./counterpart-error.ts";
export { errorForNotification, errorNotificationFor, ngocCodeFor } from "./error-notification.ts";
export { foreignCode } from "./error-code.ts";
export { explainError, knownErrors } from "./explain-error.ts";

// Types of the base classes
export type { CardwrightErrorInit, JsonValue } from "./cardwright-error.ts";
export type { ValidationIssue } from "./validation-issue.ts";

// Types of error codes
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
export type { CounterpartErrorContext } from "./counterpart-error.ts";
export type { ErrorNotificationFields, ErrorNotificationSubject } from "./error-notification.ts";
export type { ErrorCode } from "./error-code.ts";
export type { ErrorExplanation, OwnErrorFacts, UnknownErrorFacts } from "./explain-error.ts";
export type { OwnErrorCode } from "./own-codes/index.ts";
