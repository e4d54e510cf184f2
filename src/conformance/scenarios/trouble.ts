import type { Damage, FaultEffect, Oddity, Scenario, Step } from "../scenario.ts";

type Expectation = Extract<Step, { readonly do: "expect" }>;

const request: Step = { do: "request", card: "A", shipment: "S" };
const other: Step = { do: "request", card: "B", shipment: "T" };
const reported: Expectation = { do: "expect", message: "produced", card: "A", rule: "reports" };
const otherReported: Step = { do: "expect", message: "produced", card: "B", rule: "reports" };
const shipped: Expectation = { do: "expect", message: "shipped", card: "A", rule: "ships" };
const told: Step = { do: "expect", message: "error", rule: "tells-error" };

/** An invalid message, and a valid one after it that must not suffer. */
function errorIn(id: string, title: string, damage: Damage): Scenario {
  return {
    id,
    title,
    group: "errors-in",
    steps: [{ do: "request", card: "A", shipment: "S", damage }, told, other, otherReported],
    rules: ["one-error", "error-details"],
  };
}

function unusual(id: string, title: string, oddity: Oddity): Scenario {
  return {
    id,
    title,
    group: "tolerance",
    steps: [
      { do: "request", card: "A", shipment: "S", odd: oddity },
      { ...reported, rule: "tolerates" },
    ],
  };
}

function onSend(id: string, title: string, effect: FaultEffect): Scenario {
  return {
    id,
    title,
    group: "exactly-once",
    steps: [{ do: "fault", on: "send", effect }, request, { ...reported, rule: "resends" }],
  };
}

const killed = (id: string, steps: readonly Step[], title: string): Scenario => ({
  id,
  title,
  group: "exactly-once",
  needs: ["shipping", "durable"],
  steps,
});
const kill = (afterMs?: number | "random"): Step => ({
  do: "restart",
  how: "kill",
  ...(afterMs !== undefined && { afterMs }),
});
const survived: Step = { ...reported, rule: "survives" };
const shippedAll: Step = { ...shipped, rule: "survives" };

/** Scenarios in which something goes wrong: with the messages, the network, the application. */
export const troubleScenarios: readonly Scenario[] = [
  // errors in
  errorIn("EIN-1", "A message that is not JSON", "not-json"),
  errorIn("EIN-2", "A message without a body", "empty-body"),
  errorIn("EIN-3", "A request without any field", "empty-object"),
  errorIn("EIN-4", "A list instead of a request", "list"),
  errorIn("EIN-5", "null instead of a request", "null"),
  errorIn("EIN-6", "A request that was cut off", "truncated"),
  errorIn("EIN-7", "A body that is not UTF-8", "not-utf8"),
  errorIn("EIN-8", "A request without its card's id", "without-card-id"),
  errorIn("EIN-9", "A request without its shipment's id", "without-shipment-id"),
  errorIn("EIN-10", "A card's id that is a number", "card-id-number"),
  errorIn("EIN-11", "A shipment's id that is an object", "shipment-id-object"),
  errorIn("EIN-12", "A message type that nobody knows", "unknown-type"),
  errorIn("EIN-13", "A message without a type", "no-type"),
  errorIn("EIN-14", "A message type of the other direction", "wrong-direction"),
  {
    id: "EIN-15",
    title: "Five invalid messages in a row, and a valid one",
    group: "errors-in",
    steps: [
      ...Array.from({ length: 5 }, (): Step => ({ do: "request", card: "A", shipment: "S", damage: "not-json" })),
      { do: "expect", message: "error", count: 5, rule: "tells-error" },
      other,
      otherReported,
    ],
    rules: ["one-error"],
  },
  {
    id: "EIN-16",
    title: "An invalid message between two valid ones",
    group: "errors-in",
    steps: [
      request,
      { do: "request", card: "C", shipment: "S", damage: "without-card-id" },
      other,
      reported,
      otherReported,
      told,
    ],
    rules: ["one-error"],
  },
  // errors out
  {
    id: "EOUT-1",
    title: "A refused report is corrected",
    group: "errors-out",
    needs: ["corrections"],
    answers: { produced: "refuse-once" },
    steps: [request, { do: "expect", message: "produced", card: "A", count: 2, rule: "corrects-report" }],
  },
  {
    id: "EOUT-2",
    title: "A corrected report is shipped after its Report OK",
    group: "errors-out",
    needs: ["corrections", "shipping"],
    answers: { produced: "refuse-once" },
    steps: [request, { do: "expect", message: "produced", card: "A", count: 2, rule: "corrects-report" }, shipped],
  },
  {
    id: "EOUT-3",
    title: "A refused Shipped Notification is corrected",
    group: "errors-out",
    needs: ["corrections", "shipping"],
    answers: { shipped: "refuse-once" },
    steps: [request, { do: "expect", message: "shipped", card: "A", count: 2, rule: "corrects-shipment" }],
  },
  {
    id: "EOUT-4",
    title: "A refused report does not hold up another card",
    group: "errors-out",
    answers: { produced: "hold" },
    steps: [request, reported, { do: "answer", message: "produced", card: "A", as: "error" }, other, otherReported],
  },
  {
    id: "EOUT-5",
    title: "An Error Notification about nothing known is not answered",
    group: "errors-out",
    steps: [
      { do: "send", what: "error", card: "X", shipment: "Y" },
      { do: "expect-nothing", message: "error", rule: "never-answers-error" },
      request,
      reported,
    ],
  },
  {
    id: "EOUT-6",
    title: "An Error Notification that is not JSON is not answered",
    group: "errors-out",
    steps: [
      { do: "send", what: "error-garbage", card: "X", shipment: "Y" },
      { do: "expect-nothing", message: "error", rule: "never-answers-error" },
      request,
      reported,
    ],
  },
  {
    id: "EOUT-7",
    title: "An Error Notification with a code of tomorrow is not answered",
    group: "errors-out",
    steps: [
      { do: "send", what: "error-unknown-code", card: "X", shipment: "Y" },
      { do: "expect-nothing", message: "error", rule: "never-answers-error" },
      request,
      reported,
    ],
  },
  {
    id: "EOUT-8",
    title: "Ten Error Notifications in a row are consumed",
    group: "errors-out",
    steps: [{ do: "send", what: "error", card: "X", shipment: "Y", times: 10 }, { do: "consumed" }, request, reported],
  },
  // exactly once
  {
    id: "ONCE-1",
    title: "A request that is delivered twice",
    group: "exactly-once",
    steps: [{ do: "fault", on: "deliver", effect: "twice" }, request, reported],
  },
  {
    id: "ONCE-2",
    title: "Every message of an order is delivered twice",
    group: "exactly-once",
    needs: ["shipping"],
    steps: [{ do: "fault", on: "deliver", effect: "twice", times: 3 }, request, shipped],
  },
  {
    id: "ONCE-3",
    title: "The settlement of a request is lost",
    group: "exactly-once",
    steps: [{ do: "fault", on: "settle", effect: "lose" }, request, reported, { do: "broker", action: "expire-locks" }],
  },
  {
    id: "ONCE-4",
    title: "The answer to a settlement is lost",
    group: "exactly-once",
    steps: [{ do: "fault", on: "settle", effect: "lose-answer" }, request, reported],
  },
  {
    id: "ONCE-5",
    title: "The lock of a request is lost while it is in hand",
    group: "exactly-once",
    steps: [request, { do: "broker", action: "expire-locks" }, reported],
  },
  onSend("ONCE-6", "The connection drops while a report is sent", "drop-connection"),
  onSend("ONCE-7", "The queue is busy", "busy"),
  onSend("ONCE-8", "The link closes while a report is sent", "close-link"),
  killed(
    "ONCE-9",
    [request, reported, kill(), { do: "expect-nothing", message: "error", rule: "needless-error" }],
    "Killed after the report: it is not repeated under a new id",
  ),
  killed("ONCE-10", [request, kill(0), survived, shippedAll], "Killed as soon as an order was sent"),
  killed("ONCE-11", [request, other, kill("random"), survived, shippedAll], "Killed at a random moment of an order"),
  killed(
    "ONCE-12",
    [request, shipped, kill(), { do: "expect-nothing", message: "error", rule: "needless-error" }],
    "Killed after the shipment: nothing is sent again",
  ),
  killed(
    "ONCE-13",
    [request, reported, { do: "restart", how: "stop" }, shippedAll],
    "Stopped and started in the middle of an order",
  ),
  killed("ONCE-14", [request, kill("random"), kill("random"), survived, shippedAll], "Killed twice at random moments"),
  {
    id: "ONCE-15",
    title: "The same card ordered again by another message is not produced twice",
    group: "exactly-once",
    steps: [{ do: "request", card: "A", shipment: "S", times: 2, newIds: true }, reported],
  },
  {
    id: "ONCE-16",
    title: "The same message is sent three times",
    group: "exactly-once",
    steps: [{ do: "request", card: "A", shipment: "S", times: 3 }, reported],
  },
  killed("ONCE-17", [request, kill(150), survived], "Killed shortly after an order arrived"),
  onSend("ONCE-18", "The connection drops after the queue has taken a report", "drop-connection-after"),
  onSend("ONCE-19", "The link closes after the queue has taken a report", "close-link-after"),
  {
    id: "ONCE-20",
    title: "The connection drops while a Shipped Notification is sent",
    group: "exactly-once",
    needs: ["shipping"],
    answers: { produced: "hold" },
    steps: [
      request,
      reported,
      { do: "fault", on: "send", effect: "drop-connection-after" },
      { do: "answer", message: "produced", card: "A" },
      { ...shipped, rule: "resends" },
    ],
  },
  {
    id: "ONCE-21",
    title: "The connection drops while an order is delivered",
    group: "exactly-once",
    steps: [{ do: "fault", on: "deliver", effect: "drop-connection" }, request, { ...reported, rule: "reconnects" }],
  },
  {
    id: "ONCE-22",
    title: "The link closes while an order is delivered",
    group: "exactly-once",
    steps: [{ do: "fault", on: "deliver", effect: "close-link" }, request, { ...reported, rule: "reconnects" }],
  },
  // tolerance
  unusual("TOL-1", "An unknown field", "unknown-field"),
  unusual("TOL-2", "An unknown field inside the card", "unknown-nested-field"),
  unusual("TOL-3", "No content type", "no-content-type"),
  unusual("TOL-4", "A content type with a charset", "other-content-type"),
  unusual("TOL-5", "Application properties", "extra-properties"),
  unusual("TOL-6", "A message id in upper case", "upper-case-id"),
  unusual("TOL-7", "JSON with blanks and line breaks", "spaces"),
  unusual("TOL-8", "A text of 50 000 characters in an unknown field", "long-texts"),
  unusual("TOL-9", "Names and texts of all scripts", "unicode"),
  {
    id: "TOL-10",
    title: "A Report OK for a card that nobody ordered",
    group: "tolerance",
    steps: [{ do: "send", what: "report-ok", card: "X", shipment: "Y" }, { do: "consumed" }, request, reported],
  },
  {
    id: "TOL-11",
    title: "A Shipped OK for a shipment that nobody ordered",
    group: "tolerance",
    steps: [{ do: "send", what: "shipped-ok", card: "X", shipment: "Y" }, { do: "consumed" }, request, reported],
  },
];
