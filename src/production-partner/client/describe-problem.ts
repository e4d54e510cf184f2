import type { Problem } from "./problem.ts";

/**
 * Says a problem in one sentence, for a log or a person. Contains ids, codes and paths only: no personal data.
 *
 * @example
 * const client = new ProductionPartnerClient({ onProblem: (problem) => console.warn(describeProblem(problem)) });
 */
export function describeProblem(problem: Problem): string {
  switch (problem.kind) {
    case "invalid-message":
      return `${messageOf(problem.invalid)} does not fit the contract; NGOC was told: ${firstOf(problem.invalid.issues)}`;
    case "invalid-error-notification":
      return `Error Notification ${problem.messageId ?? "without an id"} does not fit the contract: ${firstOf(problem.issues)}`;
    case "refused-message":
      return `${messageOf(problem)} breaks the order rule ${problem.refusal.reason}; NGOC was told`;
    case "rejected-message":
      return `${messageOf(problem)} was rejected by its handler; NGOC was told ${problem.errorCode}`;
    case "answer-replaced":
      return `The contract cannot say the answer ${problem.errorCode} to message ${problem.messageId}; NGOC was told ${problem.sentAs ?? "nothing"}`;
    case "deviation":
      return `${problem.count} messages ${problem.type} differ from the contract at ${problem.path || "(root)"}, and were handled`;
    case "unhandled-message":
      return `${messageOf(problem)} has no handler; it is in the quarantine`;
    case "quarantine-filling":
      return `The quarantine is ${Math.round(problem.fill.ratio * 100)} % full, in number or age: ${problem.fill.kept} messages wait for a decision`;
    case "quarantine-full":
      return `The quarantine is full: message ${problem.messageId} was consumed without being kept`;
    case "replay-failed":
      return `The replay of quarantined message ${problem.id} failed: ${reasonOf(problem.error)}`;
    case "handler-failed":
      return `The handler of ${messageOf(problem)} failed at delivery ${problem.deliveryCount + 1}: ${reasonOf(problem.error)}`;
    case "given-up-message":
      return `The handler of ${messageOf(problem)} failed at its last delivery; NGOC was told ${problem.errorCode}, and it is in the dead-letter queue`;
    case "processing-failed":
      return `${problem.messageId === undefined ? "A task of the client" : `Processing message ${problem.messageId}`} failed: ${reasonOf(problem.error)}`;
    case "ledger-unavailable":
      return `The ledger cannot be used, and receiving waits for it: ${reasonOf(problem.error)}`;
    case "ledger-restored":
      return `The ledger can be used again after ${seconds(problem.forMs)} and ${problem.attempts} attempts`;
    case "settlement-failed":
      return `Message ${problem.messageId ?? "without an id"} could not be settled, and is delivered again: ${reasonOf(problem.error)}`;
    case "connection":
      return `The queue cannot be reached since ${problem.since.toISOString()} (${problem.attempts} attempts): ${reasonOf(problem.error)}`;
    case "connection-restored":
      return `The queue can be reached again after ${seconds(problem.forMs)} and ${problem.attempts} attempts`;
    case "silence":
      return `The receiver got no message for ${seconds(problem.forMs)} although some waited; it was replaced`;
    case "handler-slow":
      return `The handler of message ${problem.messageId ?? "without an id"} runs for ${seconds(problem.forMs)}`;
    case "handler-timeout":
      return `The handler of message ${problem.messageId ?? "without an id"} ran longer than it may; its message was given back`;
    case "handler-finished":
      return `The slow handler of message ${problem.messageId ?? "without an id"} ended after ${seconds(problem.forMs)}`;
    case "accessories-open":
      return `All cards of shipment ${problem.shipmentId} have ended, and ${problem.open} pieces of its accessories were not shipped`;
    case "send-failed":
      return `Message ${problem.messageId} could not be sent, and is sent again: ${reasonOf(problem.error)}`;
    default:
      return problem satisfies never;
  }
}

function messageOf({
  type,
  messageId,
}: {
  readonly type?: string | undefined;
  readonly messageId?: string | undefined;
}) {
  return `${type ?? "Message"} ${messageId ?? "without an id"}`;
}

function firstOf(issues: readonly { readonly message: string }[]): string {
  return issues[0]?.message ?? "no reason given";
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : `${typeof error} thrown`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
}
