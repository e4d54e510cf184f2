/**
 * `cardwright/validation`: the runtime of the validators that `npm run generate -- --asyncapi FILE` emits.
 *
 * An application needs only the types (`Validation`, `Validator`, `ValidationIssue`, `MessageDefinition`); the
 * functions are for emitted code. To check messages of the built-in contract use `cardwright/messages`.
 *
 * @module
 */

// Turn a compiled check into a typed validator, for sending and for receiving
export { receivedValidator } from "./received.ts";
export { validator } from "./validation.ts";

// Read what has arrived
export { receive } from "./receive.ts";
export type { ValidationIssue } from "../errors/validation-issue.ts";
export type { Check, CheckError } from "./check.ts";
export type { JsonValue } from "./json-value.ts";
export type { Direction, MessageDefinition } from "./message-definition.ts";
export type { Reception } from "./receive.ts";
export type { Validation, Validator } from "./validation.ts";

// Formats
export { isDate, isDateTime, isTime } from "./date-time.ts";
export {
  isBase64,
  isDuration,
  isEmail,
  isHostname,
  isIdnEmail,
  isIdnHostname,
  isIpv4,
  isIpv6,
  isIri,
  isIriReference,
  isJsonPointer,
  isRegex,
  isRelativeJsonPointer,
  isUri,
  isUriReference,
  isUriTemplate,
  isUuid,
} from "./formats.ts";

// Other keywords
export { isEqual } from "./equal.ts";
export { isLongerThan, isShorterThan } from "./length.ts";
export { isMultipleOf } from "./multiple.ts";
