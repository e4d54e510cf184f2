import { messageTable } from "cardwright/contract";
import { openPostgresLedger, openSqliteLedger, quarantineLines, type SqlLedger } from "cardwright/ledger";

// example: SqlLedger
await using ledger: SqlLedger = await openSqliteLedger({ path: "orders.db" });
const stuck = await ledger.listStuck({ olderThanMs: 3_600_000 });
console.log(stuck.map(({ kind }) => kind));

// example: quarantineLines
// What the quarantine holds, one JSON text a line: without the messages' content.
for await (const line of quarantineLines(ledger.quarantine)) console.log(line);

// example: messageTable
console.log(Object.keys(messageTable)); // the types of the built-in contract

// example: openPostgresLedger, PostgresPool, PostgresLocation
await using shared = await openPostgresLedger({ connectionString: process.env["DATABASE_URL"] ?? "" });
console.log(await shared.countCards());
