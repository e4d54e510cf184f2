import { DatabaseSync } from "node:sqlite";
import pg from "pg";

// What a finished order leaves behind, for `n` from 1: plain text that both databases understand but for the numbers.
const columns: readonly {
  readonly table: string;
  readonly into: string;
  readonly values: string;
  readonly every: number;
}[] = [
  {
    table: "cardwright_card",
    into: "card_id, shipment_id, organisation_id, state, state_since, requested_at, request_id, expected_fields, accessories, report_id, shipped_id",
    values:
      "'OLD-' || n, 'OLDSHIP-' || (n / 5), 'ORG-1', 'shipped', n, n, 'request-' || n, '[\"MIFARE_UID\"]', '[]', 'report-' || n, 'notice-' || (n / 5)",
    every: 1,
  },
  {
    table: "cardwright_personal_data",
    into: "card_id, data",
    values: '\'OLD-\' || n, \'{"address":{"addressOne":"Example Street 1","recipient":"Example Recipient"}}\'',
    every: 1,
  },
  ...["request-", "report-ok-"].map((prefix) => ({
    table: "cardwright_inbox",
    into: "message_id, received_at, handled_at",
    values: `'${prefix}' || n, n, n`,
    every: 1,
  })),
  {
    table: "cardwright_outbox",
    into: "message_id, type, order_key, staged_at, first_tried_at, tries, not_before, sent_at",
    values: "'report-' || n, 'EXTERNAL_PRODUCTION_CARD_PRODUCED', 'card OLD-' || n, n, n, 1, 0, n",
    every: 1,
  },
  {
    table: "cardwright_notice",
    into: "message_id, shipment_id, state, state_since, card_ids, accessories",
    values: "'notice-' || n, 'OLDSHIP-' || n, 'acknowledged', n, '[]', '[]'",
    every: 5,
  },
  ...["requested", "reported", "acknowledged", "announced", "shipped"].map((state) => ({
    table: "cardwright_event",
    into: "at, direction, type, message_id, card_id, shipment_id, state",
    values: `n, 'in', 'EXTERNAL_PRODUCTION_REQUEST_SENT', 'request-' || n, 'OLD-' || n, 'OLDSHIP-' || (n / 5), '${state}'`,
    every: 1,
  })),
];

const statements = (count: number, series: (low: number, high: number) => string): readonly string[] =>
  columns.map(
    ({ table, into, values, every }) =>
      `INSERT INTO ${table} (${into}) SELECT ${values} FROM ${series(1, Math.floor(count / every))}`,
  );

/** Fills a ledger's empty tables with finished orders. */
export async function storeOrders(database: string, count: number): Promise<void> {
  if (database.startsWith("postgres:")) {
    const client = new pg.Client({ connectionString: database });
    await client.connect();
    for (const statement of statements(count, (low, high) => `generate_series(${low}, ${high}) AS n`)) {
      await client.query(statement);
    }
    await client.query("ANALYZE");
    await client.end();
    return;
  }
  const db = new DatabaseSync(database, { timeout: 60_000 });
  db.exec("PRAGMA synchronous = OFF; BEGIN IMMEDIATE");
  const series = (low: number, high: number) =>
    `(WITH RECURSIVE c(n) AS (SELECT ${low} UNION ALL SELECT n + 1 FROM c WHERE n < ${high}) SELECT n FROM c)`;
  for (const statement of statements(count, series)) db.exec(statement);
  // On the disk before anything is measured, or the disk would still be busy with it.
  db.exec("COMMIT; PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE)");
  db.close();
}
