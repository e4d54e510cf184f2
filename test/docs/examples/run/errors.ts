import assert from "node:assert/strict";
import {
  CardwrightError,
  ConfigurationError,
  describeProblem,
  describeRefusal,
  isCardwrightError,
  OrderRefusedError,
  ProductionPartnerClient,
  QueueError,
  UsageError,
} from "cardwright";
import {
  CounterpartError,
  type ErrorExplanation,
  errorFor,
  errorForNotification,
  errorNotificationFor,
  explainError,
  foreignCode,
  knownErrors,
  ngocCodeFor,
  type UnknownErrorFacts,
} from "cardwright/errors";
import { CardSerialNumber } from "cardwright/numbering";

// example: isCardwrightError, CardwrightError
try {
  CardSerialNumber.parse("12345");
} catch (error) {
  if (!isCardwrightError(error)) throw error;
  console.log(error.code, error.help, error.retryable);
  assert.equal(error.code, "SERIAL_LENGTH");
}

// example: foreignCode
// An error of your own that the client and its logs treat as one of cardwright's.
const jammed = new CardwrightError("Printer jammed", { code: foreignCode("PRINTER_JAMMED"), retryable: true });
assert.ok(isCardwrightError(jammed));

// example: ConfigurationError, UsageError
try {
  new ProductionPartnerClient({ concurrency: 0 });
} catch (error) {
  // An option is wrong: a ConfigurationError. A call that can never work, such as `on` after `start`: a UsageError.
  assert.ok(error instanceof ConfigurationError && !(error instanceof UsageError));
}

// example: OrderRefusedError, describeRefusal, QueueError
const whatToDo = (error: unknown): string => {
  if (error instanceof OrderRefusedError) return `not allowed: ${describeRefusal(error.refusal)}`;
  if (error instanceof QueueError) return error.retryable ? "later" : "look at the connection strings";
  throw error;
};
assert.match(whatToDo(new OrderRefusedError({ reason: "UNKNOWN_CARD", cardId: "CARD-1" })), /CARD-1/);

// example: errorForNotification, CounterpartError
const refused = errorForNotification({ errorCode: "ARTICLE_NOT_AVAILABLE", details: "No longer produced" });
assert.ok(refused instanceof CounterpartError);
console.log(refused.system, refused.category, refused.actor, refused.help);

// example: knownErrors
const orce = knownErrors().filter(({ system }) => system === "orce");
assert.ok(orce.length > 10);

// example: ngocCodeFor
// Which code NGOC is told for one of yours.
console.log(ngocCodeFor("ARTICLE_NOT_AVAILABLE"));

// example: errorFor, errorNotificationFor, explainError, ErrorExplanation, UnknownErrorFacts
console.log(errorFor("GENERATE_CARD_ERROR_DUPLICATES_FOUND").help);
const { errorCode } = errorNotificationFor("GENERATE_CARD_ERROR_DUPLICATES_FOUND", { cardId: "CARD-1" });
assert.equal(errorCode, "DUPLICATE_CARD");
const explanation: ErrorExplanation = explainError("ARTICLE_NOT_AVAILABLE");
const isKnown = (facts: ErrorExplanation): facts is Exclude<ErrorExplanation, UnknownErrorFacts> =>
  facts.system !== "unknown";
assert.ok(isKnown(explanation));

// example: describeProblem
export const watched = (inbound: { connectionString: string }): ProductionPartnerClient =>
  new ProductionPartnerClient({
    inbound,
    outbound: inbound,
    onProblem: (problem) => console.warn(describeProblem(problem)),
  });
