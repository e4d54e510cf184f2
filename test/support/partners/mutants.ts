/** A wrong partner: what it does wrong, where that is tried, and the rules that may name it. */
export interface Mutant {
  readonly name: string;
  readonly only: readonly string[];
  readonly rules: readonly string[];
}

const mutant = (name: string, only: string, ...rules: readonly string[]): Mutant => ({
  name,
  only: only.split(" "),
  rules,
});

/** The mutants of test/support/partners/raw-partner.ts. */
export const mutants: readonly Mutant[] = [
  mutant("forgets-report-field", "REP-1", "report-fields"),
  mutant("reports-twice", "REP-1", "one-report"),
  mutant("wrong-organisation", "REP-1", "right-ids"),
  mutant("wrong-shipment-in-report", "REP-1", "right-ids"),
  mutant("card-id-in-lower-case", "REP-1", "unknown-card", "reports"),
  mutant("report-without-data", "REP-1", "full-contract", "report-fields"),
  mutant("report-as-list", "REP-1", "valid-message", "reports"),
  mutant("never-reports", "REP-1", "reports"),
  mutant("ids-are-no-uuids", "REP-1", "uuid-id"),
  mutant("subject-in-lower-case", "REP-1", "valid-message", "reports"),
  mutant("no-subject", "REP-1", "valid-message", "reports"),
  mutant("ships-before-report-ok", "GATE-1", "waits-for-report-ok", "gate-named"),
  mutant("ships-with-neighbours", "GATE-3", "waits-for-report-ok", "gate-named"),
  mutant("ships-refused-card", "GATE-7", "waits-after-error", "gate-named"),
  mutant("ships-on-each-report-ok", "GATE-8", "ships-once"),
  mutant("never-ships", "SHIP-1", "ships"),
  mutant("ships-only-complete", "SHIP-4", "ships-part"),
  mutant("forgets-later-part", "SHIP-5", "ships-later-part"),
  mutant("names-shipped-again", "SHIP-5", "ships-once"),
  mutant("ships-twice", "SHIP-1", "ships-once"),
  mutant("ships-under-card-id", "SHIP-1", "right-ids", "unknown-card"),
  mutant("forgets-accessories", "SHIP-7", "accessories-all"),
  mutant("forgets-second-accessory", "SHIP-9", "accessories-all"),
  mutant("accessory-quantity-one", "SHIP-8", "accessories-all"),
  mutant("accessory-too-many", "SHIP-8", "accessories-not-more"),
  mutant("float-quantities", "SHIP-8", "full-contract", "accessories-all", "accessories-not-more"),
  mutant("silent-on-invalid", "EIN-1", "tells-error"),
  mutant("two-errors", "EIN-1", "one-error"),
  mutant("details-are-an-object", "EIN-1", "valid-message", "error-details", "tells-error"),
  mutant("dead-letters-invalid", "EIN-1", "consumes"),
  mutant("crashes-on-bad-json", "EIN-1", "tells-error", "alive", "consumes"),
  mutant("takes-number-as-id", "EIN-10", "tells-error", "unknown-card", "valid-message", "consumes"),
  mutant("subject-by-prefix", "EIN-12", "tells-error", "unknown-card"),
  mutant("ignores-refusals", "EOUT-1", "corrects-report"),
  mutant("same-id-on-correction", "EOUT-1", "corrects-report"),
  mutant("ignores-refused-shipments", "EOUT-3", "corrects-shipment"),
  mutant("answers-errors", "EOUT-5", "never-answers-error"),
  mutant("crashes-on-bad-error", "EOUT-6", "alive", "consumes", "reports"),
  mutant("crashes-on-unknown-code", "EOUT-7", "alive", "consumes", "reports"),
  mutant("answers-acknowledgements", "REP-1", "never-answers-error"),
  mutant("sends-twice-with-new-id", "REP-1", "one-report", "ships-once"),
  mutant("completes-before-saving", "ONCE-17", "survives"),
  mutant("forgets-on-restart", "GATE-9", "ships"),
  mutant("produces-again", "ONCE-15", "one-report"),
  mutant("refuses-unknown-fields", "TOL-1", "tolerates", "needless-error"),
  mutant("refuses-other-content-type", "TOL-4", "tolerates", "needless-error"),
  mutant("never-completes", "REP-1", "consumes"),
  mutant("no-content-type", "HYG-1", "content-type"),
  mutant("no-correlation", "HYG-4", "correlation"),
  mutant("logs-names", "HYG-2", "no-personal-output"),
];
