/** The AMQP and Service Bus error conditions with which the broker refuses. */
export type Condition =
  | "amqp:decode-error"
  | "amqp:internal-error"
  | "amqp:invalid-field"
  | "amqp:link:detach-forced"
  | "amqp:link:message-size-exceeded"
  | "amqp:not-allowed"
  | "amqp:not-found"
  | "amqp:not-implemented"
  | "amqp:resource-limit-exceeded"
  | "amqp:unauthorized-access"
  | "com.microsoft:argument-error"
  | "com.microsoft:message-lock-lost"
  | "com.microsoft:message-not-found"
  | "com.microsoft:server-busy"
  | "com.microsoft:session-cannot-be-locked"
  | "com.microsoft:session-lock-lost"
  | "com.microsoft:timeout";

/** A refusal as the real service words it: the condition decides the client's `ServiceBusError.code`. */
export class BrokerError extends Error {
  override readonly name = "BrokerError";
  readonly condition: Condition;

  constructor(condition: Condition, description: string) {
    super(description);
    this.condition = condition;
  }

  get description(): string {
    return this.message;
  }
}

/** The answer to a lock token that is unknown, used up or expired. */
export function lockLost(): BrokerError {
  return new BrokerError(
    "com.microsoft:message-lock-lost",
    "The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue.",
  );
}

/** The error of an operation whose session lock has expired. */
export function sessionLockLost(sessionId: string): BrokerError {
  return new BrokerError(
    "com.microsoft:session-lock-lost",
    `The session lock has expired on the MessageSession with id '${sessionId}'. Accept a new MessageSession.`,
  );
}
