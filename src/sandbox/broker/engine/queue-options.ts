import { CardwrightError } from "../../../errors/cardwright-error.ts";
import { type OptionKinds, optionProblem } from "../option-problem.ts";

/** How a queue is declared. Everything but the name has the real service's default. */
export interface QueueOptions {
  /** The queue's name: letters, digits, `.`, `-`, `_` and `/`; case does not matter. */
  readonly name: string;
  /** How long a received message stays locked, in milliseconds. Default 60,000. */
  readonly lockDurationMs?: number;
  /** After how many deliveries a message moves to the dead-letter queue. Default 10. */
  readonly maxDeliveryCount?: number;
  /** How long a message lives at most, in milliseconds. Default: for ever. */
  readonly defaultTimeToLiveMs?: number;
  /** Whether an expired message moves to the dead-letter queue instead of vanishing. Default `false`. */
  readonly deadLetterOnExpiry?: boolean;
  /** How long message ids are remembered, to drop repeated messages, in milliseconds. Default: not at all. */
  readonly duplicateDetectionWindowMs?: number;
  /** Whether every message belongs to a session and is received through it. Default `false`. */
  readonly requiresSession?: boolean;
  /** The largest message, in bytes. Default 262,144 (the standard tier). */
  readonly maxMessageBytes?: number;
  /** How much the queue holds, in bytes, its dead-letter queue included. Default 1 GiB. */
  readonly maxQueueBytes?: number;
  /** A queue to which every message is passed on. Default: none. */
  readonly forwardTo?: string;
  /** A queue to which every dead-lettered message is passed on. Default: none. */
  readonly forwardDeadLetteredTo?: string;
}

/** {@link QueueOptions} with every default filled in; `undefined` means "none". */
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
 * @throws CardwrightError `QUEUE_OPTION` naming the option and what it may be.
 */
export function queueSettings(options: QueueOptions): QueueSettings {
  const problem = optionProblem(options?.name ? `Queue "${options.name}"` : "A queue", options, optionKinds, ["name"]);
  if (problem !== undefined) {
    throw new CardwrightError(`${problem}.`, {
      code: "QUEUE_OPTION",
      help: 'Declare a queue as { name: "orders" }, with options if need be.',
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

/** The error of an option whose value cannot be. */
export function wrongOption(options: QueueOptions, option: keyof QueueOptions, expected: string): CardwrightError {
  return new CardwrightError(`Queue "${options.name}": ${option} must be ${expected}.`, {
    code: "QUEUE_OPTION",
    details: { queue: options.name, option },
    help: `Correct ${option} in the declaration of the queue.`,
  });
}
