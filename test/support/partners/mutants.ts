import type { Profile } from "../../../src/conformance/profile.ts";

/** A wrong partner: what it does wrong, where that is tried, and the rules that may name it. */
export interface Mutant {
  readonly name: string;
  /** The cases that are made for it. */
  readonly only: readonly string[];
  /** The rules that may name it; the first one has to. */
  readonly rules: readonly string[];
  readonly changes?: Partial<Profile>;
}

const mutant = (name: string, only: string, ...rules: readonly string[]): Mutant => ({
  name,
  only: only.split(" "),
  rules: rules.flatMap((one) => one.split(" ")),
});

// What no report, or no shipment, can be seen to keep.
const unreported =
  "connects survives resends tolerates keeps-up corrects-report corrects-shipment ships ships-part ships-later-part ships-each-shipment";
const unshipped = "survives resends keeps-up corrects-shipment ships-part ships-later-part ships-each-shipment";

/** The mutants of test/support/partners/raw-partner.ts. */
export const mutants: readonly Mutant[] = [
  // connecting
  mutant("reads-nothing", "CONN-1", "connects", "consumes"),
  mutant("listens-on-both-queues", "CONN-6", "own-rights"),
  mutant("never-reconnects", "CONN-3", "reconnects", "consumes", "tells-error", "reports", unreported),
  mutant("ends-after-an-order", "CONN-6", "alive", "consumes reconnects tells-error reports", unreported),
  // reports
  mutant("forgets-report-field", "REP-1", "report-fields"),
  mutant("empty-readout", "REP-1", "report-fields"),
  mutant("readout-as-number", "REP-1", "full-contract", "report-fields"),
  mutant("same-readout-for-all-cards", "REP-2", "own-readout"),
  mutant("reports-twice", "REP-1", "one-report"),
  mutant("repeats-late-reports", "REP-6", "one-report"),
  mutant("reports-one-card-per-shipment", "REP-2", "reports", unreported),
  mutant("wrong-organisation", "REP-1", "right-ids"),
  mutant("wrong-shipment-in-report", "REP-1", "right-ids"),
  mutant("card-id-in-lower-case", "REP-1", "unknown-card", "reports", unreported),
  mutant("report-without-data", "REP-1", "full-contract", "report-fields"),
  mutant("report-as-list", "REP-1", "valid-message", "reports", unreported),
  mutant("report-as-text", "REP-1", "valid-message", "reports", unreported),
  mutant("never-reports", "REP-1", "reports", unreported),
  mutant("ids-are-no-uuids", "REP-1", "uuid-id"),
  mutant("ids-without-dashes", "REP-1", "uuid-id"),
  mutant("subject-in-lower-case", "REP-1", "valid-message", "reports", "tells-error", unreported),
  mutant("no-subject", "REP-1", "valid-message", "reports", "tells-error", unreported),
  mutant("same-id-for-all-of-a-card", "SHIP-1", "ships", "corrects-report", unshipped),
  // gate
  mutant(
    "ships-before-report-ok",
    "GATE-1",
    "waits-for-report-ok",
    "gate-named",
    "waits-after-error ships-once corrects-report",
  ),
  mutant("ships-after-a-while", "GATE-1", "waits-for-report-ok", "gate-named", "waits-after-error"),
  mutant("ships-with-neighbours", "GATE-3", "waits-for-report-ok", "gate-named"),
  mutant("opens-on-any-report-ok", "GATE-4", "waits-for-report-ok", "gate-named"),
  mutant("ships-refused-card", "GATE-7", "waits-after-error", "gate-named", "corrects-report"),
  mutant("ships-on-each-report-ok", "GATE-8", "ships-once"),
  mutant("forgets-the-gate-on-start", "GATE-9", "waits-for-report-ok", "gate-named"),
  mutant("forgets-on-restart", "GATE-9", "ships"),
  {
    ...mutant("ships-what-is-acknowledged", "GATE-6", "waits-for-report-ok", "gate-all"),
    changes: { reportOkGateAllProduced: true, partialDeliveries: false },
  },
  // shipping
  mutant("never-ships", "SHIP-1", "ships", unshipped),
  mutant("ships-only-complete", "SHIP-4", "ships-part"),
  mutant("forgets-later-part", "SHIP-5", "ships-later-part", "ships"),
  mutant("ignores-second-shipment", "SHIP-3", "ships-each-shipment", "ships"),
  mutant("ships-two-shipments-as-one", "SHIP-3", "ships-each-shipment", "right-ids", "ships accessories-own"),
  mutant("ships-without-cards", "SHIP-1", "ships", "full-contract", unshipped),
  mutant("names-shipped-again", "SHIP-5", "ships-once"),
  mutant("ships-twice", "SHIP-1", "ships-once", "accessories-not-more"),
  mutant("repeats-late-shipments", "SHIP-12", "ships-once"),
  mutant("ships-under-card-id", "SHIP-1", "right-ids", "unknown-card", "ships-each-shipment accessories-own"),
  mutant("wrong-organisation-in-shipment", "SHIP-1", "right-ids"),
  mutant("forgets-accessories", "SHIP-7", "accessories-all"),
  mutant("forgets-second-accessory", "SHIP-9", "accessories-all"),
  mutant("accessory-quantity-one", "SHIP-8", "accessories-all"),
  mutant("accessory-quantity-zero", "SHIP-8", "accessories-all", "full-contract"),
  mutant("accessory-too-many", "SHIP-8", "accessories-not-more"),
  mutant("accessories-with-each-part", "SHIP-14", "accessories-not-more"),
  mutant("accessories-of-other-shipments", "SHIP-11", "accessories-own", "accessories-not-more"),
  mutant("adds-an-accessory", "SHIP-1", "accessories-own"),
  mutant("float-quantities", "SHIP-8", "full-contract", "accessories-all", "accessories-not-more"),
  // errors in
  mutant("silent-on-invalid", "EIN-1", "tells-error"),
  mutant("two-errors", "EIN-1", "one-error"),
  mutant("details-are-an-object", "EIN-1", "valid-message", "error-details", "tells-error"),
  mutant("error-without-details", "EIN-1", "error-details", "tells-error full-contract valid-message"),
  mutant("error-names-another-message", "EIN-1", "tells-error"),
  mutant("dead-letters-invalid", "EIN-1", "consumes"),
  mutant("abandons-invalid", "EIN-1", "consumes"),
  mutant("defers-invalid", "EIN-1", "consumes"),
  mutant("dead-letters-unknown-types", "EIN-12", "consumes"),
  mutant("crashes-on-bad-json", "EIN-1", "tells-error", "alive", "consumes"),
  mutant("takes-number-as-id", "EIN-10", "tells-error", "unknown-card", "valid-message", "consumes"),
  mutant("takes-order-without-shipment", "EIN-9", "tells-error", "valid-message", "right-ids", "unknown-card"),
  mutant("subject-by-prefix", "EIN-12", "tells-error", "unknown-card"),
  // errors out
  mutant("ignores-refusals", "EOUT-1", "corrects-report", "corrects-shipment"),
  mutant("corrects-twice", "EOUT-1", "one-report"),
  mutant("same-id-on-correction", "EOUT-1", "corrects-report"),
  mutant("ignores-refused-shipments", "EOUT-3", "corrects-shipment"),
  mutant("stops-after-a-refusal", "EOUT-4", "reports", "consumes tells-error", unreported),
  mutant("answers-errors", "EOUT-5", "never-answers-error", "corrects-report corrects-shipment"),
  mutant("crashes-on-bad-error", "EOUT-6", "alive", "consumes", "reports"),
  mutant("crashes-on-unknown-code", "EOUT-7", "alive", "consumes", "reports"),
  mutant("answers-acknowledgements", "REP-1", "never-answers-error", "ships"),
  // exactly once
  mutant("sends-twice-with-new-id", "REP-1", "one-report", "ships-once", "accessories-not-more one-error"),
  mutant("new-id-on-resend", "ONCE-18", "one-report", "ships-once"),
  mutant("gives-up-when-busy", "ONCE-7", "resends"),
  mutant("gives-up-when-the-link-is-lost", "ONCE-6", "resends"),
  mutant("completes-before-saving", "ONCE-17", "survives", "reports consumes ships"),
  mutant("produces-again", "ONCE-15", "one-report"),
  mutant("reports-again-on-start", "ONCE-9", "one-report"),
  mutant("ships-again-on-start", "ONCE-12", "ships-once"),
  mutant("no-inbox", "ONCE-3", "one-report", "ships-once"),
  // tolerance
  mutant("refuses-unknown-fields", "TOL-1", "tolerates", "needless-error"),
  mutant("refuses-unknown-card-fields", "TOL-2", "tolerates", "needless-error"),
  mutant("refuses-no-content-type", "TOL-3", "tolerates", "needless-error"),
  mutant("refuses-other-content-type", "TOL-4", "tolerates", "needless-error"),
  mutant("refuses-properties", "TOL-5", "tolerates", "needless-error"),
  mutant("refuses-upper-case-ids", "TOL-6", "tolerates", "needless-error"),
  mutant("refuses-blanks", "TOL-7", "tolerates", "needless-error"),
  mutant("refuses-long-messages", "TOL-8", "tolerates", "needless-error"),
  mutant("refuses-what-is-not-ascii", "TOL-9", "tolerates", "needless-error"),
  // order, load, hygiene
  mutant("drops-what-was-overtaken", "ORD-3", "reports"),
  mutant("drops-under-load", "LOAD-1", "keeps-up", unreported, "reports"),
  mutant("takes-a-second-for-each", "LOAD-1", "keeps-up", "consumes", unreported, "reports"),
  { ...mutant("takes-all-at-once", "LOAD-1", "prefetch"), changes: { maxInHand: 30 } },
  mutant("never-completes", "REP-1", "consumes"),
  mutant("no-content-type", "HYG-1", "content-type"),
  mutant("no-correlation", "HYG-4", "correlation"),
  mutant("logs-names", "HYG-2", "no-personal-output"),
  mutant("logs-names-of-refused-orders", "HYG-3", "no-personal-output"),
];
