import statements from "../../spec/production-partner-statements.json" with { type: "json" };
import type { Level, RuleProvenance } from "./scenario.ts";

/** A sentence of the vendor, numbered in `spec/production-partner-statements.json`. */
export interface Statement {
  readonly id: string;
  readonly section: string;
  readonly quote: string;
  /** Whom it binds: `partner`, `ngoc` or `both`. */
  readonly binds: string;
  /** Why no scenario can exercise it. */
  readonly notTestable?: string;
}

/** What an application is held to. */
export interface Rule {
  /** What is expected, in words. */
  readonly says: string;
  readonly level: Level;
  /** A rule that is `assumed` can at most warn: the vendor never said it. */
  readonly provenance: RuleProvenance;
  /** The sentences it stands on. */
  readonly statements: readonly string[];
}

/** All numbered sentences of the Production Partner guide that the scenarios stand on. */
export const allStatements: readonly Statement[] = statements.statements;

const must = (says: string, ...from: readonly string[]): Rule => ({
  says,
  level: "MUST",
  provenance: "seen",
  statements: from,
});
const inferred = (says: string, ...from: readonly string[]): Rule => ({
  says,
  level: "MUST",
  provenance: "inferred",
  statements: from,
});
const assumed = (says: string, ...from: readonly string[]): Rule => ({
  says,
  level: "SHOULD",
  provenance: "assumed",
  statements: from,
});

/** All rules by name. */
export const rules: { readonly [id: string]: Rule } = {
  // Steps
  connects: must(
    "The application receives from the queue of NGOC with the credentials that it was given",
    "PP-01",
    "PP-03",
    "PP-04",
  ),
  "own-rights": must("It only receives from the queue of NGOC, and only sends to the other one", "PP-02"),
  reconnects: inferred("It goes on by itself after its connection was lost", "PP-01"),
  reports: must("Each ordered card is reported with a Card Produced Notification", "PP-05", "PP-18"),
  ships: must("What was acknowledged and has left is reported with a Shipped Notification", "PP-06", "PP-12"),
  "ships-later-part": must("A later part of a shipment is a Shipped Notification of its own", "PP-13"),
  "ships-part": must("A card can be shipped before the others of its shipment", "PP-22"),
  "ships-each-shipment": must("Each shipmentId gets a notification of its own", "PP-24"),
  "tells-error": must("An invalid message is answered with an Error Notification", "PP-08", "PP-09", "PP-10", "PP-40"),
  "one-error": inferred("An invalid message is answered with one Error Notification, not several", "PP-09"),
  consumes: must("Each message is consumed, whether it was valid or not, and none is dead-lettered", "PP-09", "PP-31"),
  "waits-for-report-ok": must("No Shipped Notification names a card before its Report OK", "PP-19"),
  "waits-after-error": must("A card whose report was refused is not shipped", "PP-19"),
  "never-answers-error": inferred("An Error Notification is not answered with an Error Notification", "PP-30"),
  "corrects-report": inferred("A refused report is corrected and sent as a new message", "PP-11"),
  "corrects-shipment": inferred("A refused Shipped Notification is corrected and sent as a new message", "PP-11"),
  survives: inferred("What was received is not lost when the application is stopped or killed", "PP-05"),
  resends: inferred("A notification that the queue did not accept is sent again", "PP-05", "PP-33"),
  tolerates: inferred("What is unknown in a valid message does not make it invalid", "PP-04"),
  "keeps-up": assumed("The load is handled in the time that the profile states"),
  // Over the whole log
  "valid-message": must("Each message has a known type and a payload that fits what the vendor has said", "PP-05"),
  "full-contract": assumed("Each payload fits the full contract, the assumed parts of it included", "PP-41"),
  "one-report": must("One Card Produced Notification per card", "PP-18"),
  "report-fields": must("reportData holds each field that the request expects", "PP-20"),
  "right-ids": must("A notification names the shipment and the organisation of the request", "PP-21", "PP-35"),
  "unknown-card": inferred("No notification names a card or a shipment that was never ordered", "PP-21"),
  "gate-named": must("A Shipped Notification comes after the Report OK of each card in it", "PP-19", "PP-25", "PP-39"),
  "gate-all": inferred(
    "A Shipped Notification comes after the Report OK of all produced cards of its shipment",
    "PP-25",
  ),
  "ships-once": inferred("No card is in two Shipped Notifications", "PP-12", "PP-13", "PP-36"),
  "accessories-all": must(
    "The accessories that were ordered with the cards are reported when they are shipped",
    "PP-23",
  ),
  "accessories-own": inferred(
    "Only accessories that were ordered with the shipment are reported with it",
    "PP-21",
    "PP-23",
  ),
  "own-readout": assumed("No two cards have the same readout", "PP-42"),
  "accessories-not-more": inferred("Not more of an accessory is reported than was ordered", "PP-23"),
  "needless-error": inferred("A valid message is not answered with an Error Notification", "PP-09"),
  "error-details": must("The details of an Error Notification are a text", "PP-32"),
  "uuid-id": must("The messageId is a UUID", "PP-33"),
  "content-type": assumed("The content type is application/json"),
  correlation: assumed("An Error Notification carries the messageId that it answers as its correlationId"),
  "no-personal-output": assumed("The application's output contains no personal data of an order"),
  prefetch: assumed("Not more messages are held at a time than the profile states"),
  alive: inferred("The application does not end by itself", "PP-04"),
};

/** The rules that hold in each scenario, whatever it is about. */
export const everywhere: readonly string[] = [
  "valid-message",
  "full-contract",
  "one-report",
  "report-fields",
  "right-ids",
  "unknown-card",
  "gate-named",
  "ships-once",
  "accessories-own",
  "accessories-not-more",
  "own-readout",
  "needless-error",
  "never-answers-error",
  "uuid-id",
  "consumes",
  "alive",
];

/** Returns a rule. A scenario that names one that is not there is our fault. */
export function ruleOf(id: string): Rule {
  const rule = rules[id];
  if (rule === undefined) throw new Error(`no rule ${id}`);
  return rule;
}
