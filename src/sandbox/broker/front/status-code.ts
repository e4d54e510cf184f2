import type { Condition } from "../engine/broker-error.ts";

const statusCodes: { readonly [condition in Condition]: number } = {
  "amqp:decode-error": 400,
  "amqp:internal-error": 500,
  "amqp:invalid-field": 400,
  "amqp:link:detach-forced": 500,
  "amqp:link:message-size-exceeded": 403,
  "amqp:not-allowed": 400,
  "amqp:not-found": 404,
  "amqp:not-implemented": 501,
  "amqp:resource-limit-exceeded": 403,
  "amqp:unauthorized-access": 401,
  "com.microsoft:argument-error": 400,
  "com.microsoft:message-lock-lost": 410,
  "com.microsoft:message-not-found": 404,
  "com.microsoft:server-busy": 503,
  "com.microsoft:session-cannot-be-locked": 410,
  "com.microsoft:session-lock-lost": 410,
  "com.microsoft:timeout": 408,
};

/** The HTTP-like status with which `$cbs` and `$management` refuse. */
export function statusCodeOf(condition: Condition): number {
  return statusCodes[condition];
}
