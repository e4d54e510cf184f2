import { ConfigurationError } from "../../../errors/configuration-error.ts";
import { type OptionKinds, optionProblem } from "../option-problem.ts";

/** The declaration of a queue. All options but the name have the real service's defaults. */
export interface QueueOptions {
  /** The queue's name: letters, digits, `.`, `-`, `_` and `/`; not case-sensitive. */
  readonly name: string;
  /** How long a received message stays locked, in milliseconds. Default 60,000. */
  readonly lockDurationMs?: number;
  /** Number of deliveries after which a message moves to the dead-letter queue. Default 10. */
  readonly maxDeliveryCount?: number;
  /** The longest time to live of a message, in milliseconds. Default: unlimited. */
  readonly defaultTimeToLiveMs?: number;
  /** Whether an expired message moves to the dead-letter queue instead of being deleted. Default `false`. */
  readonly deadLetterOnExpiry?: boolean;
  /** How long message ids are kept to detect duplicates, in milliseconds. Default: 0, no detection. */
  readonly duplicateDetectionWindowMs?: number;
  /** Whether all messages belong to sessions and are received through them. Default `false`. */
  readonly requiresSession?: boolean;
  /** The maximum message size, in bytes. Default 262,144 (the standard tier). */
  readonly maxMessageBytes?: number;
  /** The maximum size of the queue with its dead-letter queue, in bytes. Default 1 GiB. */
  readonly maxQueueBytes?: number;
  /** The queue to which all messages are forwarded. Default: none. */
  readonly forwardTo?: string;
  /** The queue to which all dead-lettered messages are forwarded. Default: none. */
  readonly forwardDeadLetteredTo?: string;
}

/** {@link QueueOptions} with all defaults filled in; `undefined` means "none". */
export interface QueueSettings {
  readonly name: string;
  readonly lockDurationMs: number;
  readonly maxDeliveryCount: number;
  readonly defaultTimeToLiveMs: number;
  readonly deadLetterOnExpiry: boolean;
  readonly duplicateDetectionWindowMs: number;
  readonly requiresSession: boolean;
  readonly maxMessageBytes: number;
  readonly maxQueueBytes: number;
  readonly forwardTo: string | undefined;
  readonly forwardDeadLetteredTo: string | undefined;
}

const optionKinds = {
  name: ["string"],
  lockDurationMs: ["number"],
  maxDeliveryCount: ["number"],
  defaultTimeToLiveMs: ["number"],
  deadLetterOnExpiry: ["boolean"],
  duplicateDetectionWindowMs: ["number"],
  requiresSession: ["boolean"],
  maxMessageBytes: ["number"],
  maxQueueBytes: ["number"],
  forwardTo: ["string"],
  forwardDeadLetteredTo: ["string"],
} satisfies { [option in keyof QueueOptions]-?: OptionKinds[string] };

/**
 * Fills in the defaults and checks the values.
 *
 * @throws ConfigurationError `QUEUE_OPTION` with the option and its allowed values
 */
export function queueSettings(options: QueueOptions): QueueSettings {
  const problem = optionProblem(options?.name ? `Queue "${options.name}"` : "Queue", options, optionKinds, ["name"]);
  if (problem !== undefined) {
    throw new ConfigurationError(problem, {
      code: "QUEUE_OPTION",
      help: 'Declare a queue as { name: "orders" }, plus options.',
    });
  }
  if (!/^[a-z0-9]([\w./-]*[a-z0-9_])?$/i.test(options.name) || options.name.length > 260) {
    throw wrongOption(
      options,
      "name",
      "1 to 260 letters, digits, '.', '-', '_' and '/', starting and ending with a letter or digit",
    );
  }
  const positive = (option: keyof QueueOptions & keyof QueueSettings, byDefault: number): number => {
    const value = options[option] ?? byDefault;
    if (typeof value !== "number" || !(value > 0)) throw wrongOption(options, option, "a number above 0");
    return value;
  };
  return {
    name: options.name,
    lockDurationMs: positive("lockDurationMs", 60_000),
    maxDeliveryCount: positive("maxDeliveryCount", 10),
    defaultTimeToLiveMs: positive("defaultTimeToLiveMs", Number.POSITIVE_INFINITY),
    deadLetterOnExpiry: options.deadLetterOnExpiry ?? false,
    duplicateDetectionWindowMs: options.duplicateDetectionWindowMs ? positive("duplicateDetectionWindowMs", 0) : 0,
    requiresSession: options.requiresSession ?? false,
    maxMessageBytes: positive("maxMessageBytes", 256 * 1024),
    maxQueueBytes: positive("maxQueueBytes", 1024 ** 3),
    forwardTo: options.forwardTo || undefined,
    forwardDeadLetteredTo: options.forwardDeadLetteredTo || undefined,
  };
}

/** Creates the error for an invalid value of an option. */
export function wrongOption(options: QueueOptions, option: keyof QueueOptions, expected: string): ConfigurationError {
  return new ConfigurationError(`Queue "${options.name}": ${option} must be ${expected}`, {
    code: "QUEUE_OPTION",
    details: { queue: options.name, option },
    help: `Correct ${option} in the declaration of the queue.`,
  });
}
