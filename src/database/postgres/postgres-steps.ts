import { createHash } from "node:crypto";
import type { SqlStatement, SqlSteps } from "../sql-steps.ts";

/** A connection to PostgreSQL: `Client` and `PoolClient` of `pg` fit. */
export interface PostgresHandle {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
  query(query: {
    readonly name: string;
    readonly text: string;
    readonly values: unknown[];
  }): Promise<{ readonly rows: readonly unknown[] }>;
  /** Whether statements are sent without waiting for the answers to those before, as `pg` 8.23 can. */
  readonly pipeline?: boolean;
}

/** The statements before and after the steps. */
export interface Around {
  readonly begin: string;
  readonly end: string;
  /** Whether a single deferred statement may be a transaction by itself. */
  readonly isOptional: boolean;
}

/**
 * Runs steps one after the other. Deferred statements travel together, and on a connection that allows it nothing waits
 * for an answer but the steps that need rows.
 */
export async function runPostgresSteps<Result>(
  client: PostgresHandle,
  around: Around,
  steps: SqlSteps<Result>,
): Promise<Result> {
  const sent: Promise<unknown>[] = [];
  const deferred: SqlStatement[] = [];
  let isBegun = false;

  const send = async (answer: Promise<{ readonly rows: readonly unknown[] }>) => {
    sent.push(answer);
    // Reported by the next wait: the first failure is the one that counts.
    answer.catch(() => {});
    if (client.pipeline !== true) await answer;
  };
  const begin = async () => {
    if (isBegun) return;
    isBegun = true;
    await send(client.query(around.begin));
  };
  const sendDeferred = async () => {
    while (deferred.length > 0) await send(execute(client, together(deferred.splice(0, countDistinct(deferred)))));
  };

  let step = steps.next();
  while (step.done !== true) {
    try {
      const statement = step.value;
      const isDeferred = statement.isDeferred === true;
      if ("burst" in statement) {
        await begin();
        await sendDeferred();
        const answers = [];
        for (const each of statement.burst) {
          const answer = execute(client, each);
          answers.push(answer);
          await send(answer);
        }
        if (!isDeferred) await Promise.all(sent.splice(0));
        step = steps.next(isDeferred ? [] : (await Promise.all(answers)).map(({ rows }) => rows));
        continue;
      }
      if (isDeferred && isWrite(statement)) {
        deferred.push(statement);
        step = steps.next([]);
        continue;
      }
      await begin();
      await sendDeferred();
      const answer = execute(client, statement);
      await send(answer);
      if (!isDeferred) await Promise.all(sent.splice(0));
      step = steps.next(isDeferred ? [] : (await answer).rows);
    } catch (error) {
      step = steps.throw(error);
    }
  }
  if (isBegun || !around.isOptional || deferred.length > 1) {
    await begin();
    await sendDeferred();
    await send(client.query(around.end));
  } else {
    await sendDeferred();
  }
  await Promise.all(sent);
  return step.value;
}

/** Counts the statements before one occurs again: the parts of a statement run in no defined order. */
function countDistinct(statements: readonly SqlStatement[]): number {
  const seen = new Set<string>();
  const again = statements.findIndex(({ sql }) => seen.size === seen.add(sql).size);
  return again === -1 ? statements.length : again;
}

const joined = new Map<string, Pick<SqlStatement, "name" | "sql">>();
/** What the rules of this package join is far less; each is also prepared on every connection. */
const maxJoined = 500;

/** A part of a joined statement that only reads would not be run. */
function isWrite({ sql }: SqlStatement): boolean {
  return /^(insert|update|delete) /.test(sql);
}

/** Joins several statements that change different rows into one. */
export function together(statements: readonly SqlStatement[]): SqlStatement {
  const [first] = statements;
  if (first === undefined || statements.length === 1) return first ?? { sql: "select", parameters: [] };
  const key = statements.map(({ sql }) => sql).join(";");
  const parameters = statements.flatMap((statement) => statement.parameters);
  const known = joined.get(key);
  if (known !== undefined) return { ...known, parameters };
  let count = 0;
  const parts = statements.map((statement, index) => {
    const before = count;
    count += statement.parameters.length;
    return `part_${index} as (${statement.sql.replaceAll(/\$(\d+)/g, (_, number) => `$${before + Number(number)}`)})`;
  });
  const sql = `with ${parts.join(", ")} select`;
  // Without a name, it is not prepared either.
  if (joined.size >= maxJoined) return { sql, parameters };
  const made = { name: `cardwright_${createHash("sha1").update(key).digest("hex")}`, sql };
  joined.set(key, made);
  return { ...made, parameters };
}

function execute(client: PostgresHandle, { name, sql, parameters }: SqlStatement): ReturnType<PostgresHandle["query"]> {
  const values = [...parameters];
  // Only where the connections are ours: poolers that share a connection by transactions may not support names.
  return name !== undefined && client.pipeline === true
    ? client.query({ name, text: sql, values })
    : client.query(sql, values);
}
