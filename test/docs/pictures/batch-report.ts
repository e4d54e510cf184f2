import type { JobReport } from "../../../src/card-series-maintenance/jobs/report/report-job.ts";

/** A job of a retailer after its results were collected: most cards are made, some were refused, some are waited for. */
export const batchReport: JobReport = {
  name: "spring",
  at: "2026-06-01T12:00:00.000Z",
  cards: 25_000,
  generated: 23_900,
  failed: 100,
  waiting: 1_000,
  rejectedRows: 3,
  rejections: [{ reason: "column gift (Amount): expected a number", rows: 3 }],
  repeatedCustomers: 12,
  requested: [{ kind: "Amount", currency: "EUR", cards: 25_000, total: "625000.00" }],
  added: [{ kind: "Amount", currency: "EUR", cards: 23_900, total: "597500.00" }],
  failures: [
    { cards: 88, possibleCodes: ["CUSTOMER_NOT_FOUND"] },
    { cards: 12, possibleCodes: ["GENERAL_ERROR"] },
  ],
  files: [
    { file: "spring-0001.xml", cards: 12_500, generated: 12_450, failed: 50, waiting: 0, resubmissions: 1 },
    { file: "spring-0002.xml", cards: 12_500, generated: 11_450, failed: 50, waiting: 1_000, resubmissions: 0 },
  ],
};
