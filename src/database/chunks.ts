import type { CompiledQuery } from "kysely";
import { query, type SqlSteps } from "./sql-steps.ts";

// Far below the number of parameters that a statement may have: 32,766 on SQLite, 65,535 on PostgreSQL.
const mostAtOnce = 200;

/** Runs a statement over many values, some at a time; none when there are no values. */
export function* queryInChunks<Value, Row>(
  values: Iterable<Value>,
  statement: (chunk: Value[]) => CompiledQuery<Row>,
): SqlSteps<readonly Row[]> {
  const all = [...values];
  if (all.length <= mostAtOnce) return all.length === 0 ? [] : yield* query(statement(all));
  const rows: Row[] = [];
  for (let start = 0; start < all.length; start += mostAtOnce) {
    rows.push(...(yield* query(statement(all.slice(start, start + mostAtOnce)))));
  }
  return rows;
}
