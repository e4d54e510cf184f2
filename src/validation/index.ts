// The runtime of generated JSON validators.

export type { ValidationIssue } from "../errors/validation-issue.ts";
export type { Check, CheckError } from "./check.ts";
export { isDate, isDateTime, isTime } from "./date-time.ts";
export { isEqual } from "./equal.ts";
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
export type { JsonValue } from "./json-value.ts";
export { isLongerThan, isShorterThan } from "./length.ts";
export { isMultipleOf } from "./multiple.ts";
export type { Direction, MessageDefinition } from "./message-definition.ts";
export type { Validation, Validator } from "./validation.ts";
export { validator } from "./validation.ts";
