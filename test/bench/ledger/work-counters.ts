import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync, StatementSync } from "node:sqlite";
import pg from "pg";

/** Commits and statements so far. */
export interface Work {
  readonly commits: number;
  readonly statements: number;
}

const sqlite = { commits: 0, statements: 0 };

/** Counts what this process does with SQLite from now on. */
export function countSqliteWork(): () => Work {
  const { exec } = DatabaseSync.prototype;
  const { all, run } = StatementSync.prototype;
  DatabaseSync.prototype.exec = function (sql) {
    if (/^COMMIT/i.test(sql)) sqlite.commits++;
    else sqlite.statements++;
    return exec.call(this, sql);
  };
  StatementSync.prototype.all = function (...parameters: unknown[]) {
    sqlite.statements++;
    return Reflect.apply(all, this, parameters);
  };
  StatementSync.prototype.run = function (...parameters: unknown[]) {
    sqlite.statements++;
    return Reflect.apply(run, this, parameters);
  };
  return () => ({ ...sqlite });
}

/** Asks a PostgreSQL server with pg_stat_statements for its work so far, that of this question aside. */
export async function postgresWork(connectionString: string): Promise<Work> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
    const { rows } = await client.query<{ statements: string; commits: string }>(
      `SELECT coalesce(sum(calls), 0) AS statements,
         coalesce(sum(calls) FILTER (WHERE query ILIKE 'commit%'), 0) AS commits FROM pg_stat_statements`,
    );
    return { commits: Number(rows[0]?.commits), statements: Number(rows[0]?.statements) };
  } finally {
    await client.end();
  }
}

/** The processor time of a process and everything that it has started, in milliseconds; zero where /proc is missing. */
export function cpuOfTreeMs(pid: number): number {
  const stats = new Map<number, { readonly parent: number; readonly ticks: number }>();
  try {
    for (const entry of readdirSync("/proc")) {
      if (!/^\d+$/.test(entry)) continue;
      const stat = statOf(entry);
      if (stat !== undefined) stats.set(Number(entry), stat);
    }
  } catch {
    return 0;
  }
  const isIn = (id: number): boolean => id === pid || (stats.has(id) && isIn(stats.get(id)?.parent ?? 0));
  let ticks = 0;
  for (const [id, stat] of stats) if (isIn(id)) ticks += stat.ticks;
  return ticks * 10;
}

function statOf(pid: string): { readonly parent: number; readonly ticks: number } | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    // Its own time, and that of the children that have ended.
    return {
      parent: Number(fields[1]),
      ticks: fields
        .slice(11, 15)
        .map(Number)
        .reduce((a, b) => a + b, 0),
    };
  } catch {
    return undefined;
  }
}
