// One process of the allocation soak: eight workers that take numbers and write each down before taking the next.
import { appendFileSync, openSync } from "node:fs";
import {
  openNumberAllocator,
  openPostgresNumberStore,
  openSqliteNumberStore,
} from "../../../src/card-series-maintenance/numbering/allocation/index.ts";
import { bytesPerNumber } from "./allocation.ts";

const [where = "", file = "", last = "", blockSize = ""] = process.argv.slice(2);
const log = openSync(file, "a");

await Promise.all(
  Array.from({ length: 8 }, async (_, worker) => {
    const store = where.startsWith("postgres:")
      ? await openPostgresNumberStore({ connectionString: where })
      : await openSqliteNumberStore({ path: where });
    const numbers = await openNumberAllocator({
      store,
      pool: { name: "soak", first: 1, last: Number(last) },
      blockSize: Number(blockSize),
      leaseMs: 1_000,
      owner: `${process.pid}/${worker}`,
    });
    for (;;) {
      // A number that was taken but not written down is in no card file either: it is a gap.
      appendFileSync(log, `${String(await numbers.allocate()).padStart(bytesPerNumber - 1)}\n`);
      // Lets the other workers and the parent's signals in.
      await new Promise(setImmediate);
    }
  }),
);
