import { readFileSync } from "node:fs";
import { ConfigurationError } from "../../../errors/configuration-error.ts";
import type { QueueOptions } from "../engine/queue-options.ts";
import { type OptionKinds, optionProblem } from "../option-problem.ts";
import { isoDurationMs } from "./iso-duration.ts";
import { withoutComments } from "./json-comments.ts";

/** A queue in the official emulator's `Config.json`. */
interface EmulatorQueue {
  readonly Name: string;
  readonly Properties?: {
    readonly DeadLetteringOnMessageExpiration?: boolean;
    readonly DefaultMessageTimeToLive?: string;
    readonly DuplicateDetectionHistoryTimeWindow?: string;
    readonly ForwardDeadLetteredMessagesTo?: string;
    readonly ForwardTo?: string;
    readonly LockDuration?: string;
    readonly MaxDeliveryCount?: number;
    readonly RequiresDuplicateDetection?: boolean;
    readonly RequiresSession?: boolean;
  };
}

/** The official Service Bus emulator's `Config.json`; durations are ISO 8601 strings. */
export interface EmulatorConfig {
  readonly UserConfig: {
    readonly Namespaces: readonly {
      readonly Name?: string;
      readonly Queues?: readonly EmulatorQueue[];
      readonly Topics?: readonly { readonly Name: string }[];
    }[];
    readonly Logging?: unknown;
  };
}

// The keys are the official names; such a file contains no others.
const namespaceKinds: OptionKinds = { Name: ["string"], Queues: ["list"], Topics: ["list"] };
const queueKinds = {
  Name: ["string"],
  Properties: ["object"],
} satisfies { [key in keyof EmulatorQueue]-?: OptionKinds[string] };
const propertyKinds = {
  DeadLetteringOnMessageExpiration: ["boolean"],
  DefaultMessageTimeToLive: ["string"],
  DuplicateDetectionHistoryTimeWindow: ["string"],
  ForwardDeadLetteredMessagesTo: ["string"],
  ForwardTo: ["string"],
  LockDuration: ["string"],
  MaxDeliveryCount: ["number"],
  RequiresDuplicateDetection: ["boolean"],
  RequiresSession: ["boolean"],
} satisfies { [key in keyof NonNullable<EmulatorQueue["Properties"]>]-?: OptionKinds[string] };

/** Reads a configuration file. @throws ConfigurationError `EMULATOR_CONFIG` when it is unreadable or not JSON (comments are allowed) */
export function readEmulatorConfig(file: string): EmulatorConfig {
  try {
    return JSON.parse(withoutComments(readFileSync(file, "utf8"))) as EmulatorConfig;
  } catch (cause) {
    throw new ConfigurationError(`Cannot read the emulator configuration ${file}: ${(cause as Error).message}`, {
      code: "EMULATOR_CONFIG",
      details: { file },
      help: "Pass the path of a JSON file in the format of the official Service Bus emulator.",
      cause,
    });
  }
}

/**
 * Reads the queues of the official emulator's configuration, so that one file serves both.
 *
 * @throws ConfigurationError `EMULATOR_CONFIG` with a JSON pointer to the error: topics, more than one namespace, an
 *   invalid duration, or a key that the emulator does not have
 */
export function queuesOfEmulatorConfig(config: EmulatorConfig): QueueOptions[] {
  const namespaces = config?.UserConfig?.Namespaces;
  if (!Array.isArray(namespaces) || namespaces.length !== 1) {
    throw invalid("/UserConfig/Namespaces must contain exactly one namespace");
  }
  const at = "/UserConfig/Namespaces/0";
  const [namespace = {}] = config.UserConfig.Namespaces;
  assertShape(at, namespace, namespaceKinds);
  const topics = namespace.Topics ?? [];
  if (topics.length > 0) {
    const names = topics.map((topic) => `"${topic?.Name}"`).join(", ");
    throw invalid(
      `${at}/Topics must be empty, but declares ${names}: topics are not supported`,
      `Remove the topics from the file: "Topics": []. The queues of the file are supported.`,
    );
  }
  return (namespace.Queues ?? []).map((queue, index) => {
    assertShape(`${at}/Queues/${index}`, queue, queueKinds, ["Name"]);
    assertShape(`${at}/Queues/${index}/Properties`, queue.Properties ?? {}, propertyKinds);
    return queueOptions(queue, `${at}/Queues/${index}/Properties`);
  });
}

function assertShape(pointer: string, given: unknown, kinds: OptionKinds, required: readonly string[] = []): void {
  const problem = optionProblem(pointer, given, kinds, required);
  if (problem !== undefined) throw invalid(problem);
}

function queueOptions({ Name: name, Properties: properties = {} }: EmulatorQueue, at: string): QueueOptions {
  const duration = (key: "DefaultMessageTimeToLive" | "DuplicateDetectionHistoryTimeWindow" | "LockDuration") => {
    const text = properties[key];
    if (text === undefined) return undefined;
    const ms = isoDurationMs(text);
    if (ms === undefined) throw invalid(`${at}/${key} must be an ISO 8601 duration such as "PT1M"`);
    return ms;
  };
  const window = duration("DuplicateDetectionHistoryTimeWindow");
  return {
    name,
    ...given("lockDurationMs", duration("LockDuration")),
    ...given("maxDeliveryCount", properties.MaxDeliveryCount),
    ...given("defaultTimeToLiveMs", duration("DefaultMessageTimeToLive")),
    ...given("deadLetterOnExpiry", properties.DeadLetteringOnMessageExpiration),
    // Every configuration has the window; it takes effect only where detection is switched on.
    ...(properties.RequiresDuplicateDetection === true && { duplicateDetectionWindowMs: window ?? 10 * 60_000 }),
    ...given("requiresSession", properties.RequiresSession),
    ...given("forwardTo", properties.ForwardTo || undefined),
    ...given("forwardDeadLetteredTo", properties.ForwardDeadLetteredMessagesTo || undefined),
  };
}

function given<K extends keyof QueueOptions>(option: K, value: QueueOptions[K] | undefined): Partial<QueueOptions> {
  return value === undefined ? {} : { [option]: value };
}

function invalid(
  problem: string,
  help = "Correct the file, or declare the queues with the `queues` option.",
): ConfigurationError {
  return new ConfigurationError(`Invalid emulator configuration: ${problem}`, {
    code: "EMULATOR_CONFIG",
    help,
  });
}
