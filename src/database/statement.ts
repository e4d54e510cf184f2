import { createHash } from "node:crypto";
import { type CompiledQuery, type Kysely, type RawBuilder, type SqlBool, sql } from "kysely";
import type { SqlDialect } from "./sql-database.ts";
import type { SqlStatement } from "./sql-steps.ts";

/** What a statement is built with. */
export interface StatementTarget<Tables> {
  readonly db: Kysely<Tables>;
  readonly dialect: SqlDialect;
}

/** Stands for a value that is not known when the statement is built. */
class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  [Symbol.toPrimitive](): never {
    throw new Error(`A statement is built before the value of ${this.name} is known`);
  }
}

/**
 * A statement that is built once and run with other values each time: building one takes longer than running it. All
 * values go into the statement as they are; what is computed from them is computed by the caller.
 */
export function statement<Tables, Values extends object, Row>(
  build: (target: StatementTarget<Tables>, values: Values) => { compile(): CompiledQuery<Row> },
): (target: StatementTarget<Tables>, values: Values) => CompiledQuery<Row> {
  const built = new WeakMap<Kysely<Tables>, CompiledQuery<Row> & Pick<SqlStatement, "name">>();
  return (target, values) => {
    let template = built.get(target.db);
    if (template === undefined) {
      const placeholders = Object.fromEntries(Object.keys(values).map((name) => [name, new Placeholder(name)]));
      // Each is only ever put into the statement, where any value may stand.
      const compiled = build(target, placeholders as Values).compile();
      const name = createHash("sha1").update(compiled.sql).digest("hex");
      template = { ...compiled, name: `cardwright_${name}` };
      built.set(target.db, template);
    }
    return { ...template, parameters: template.parameters.map((parameter) => valueFor(parameter, values)) };
  };
}

function valueFor(parameter: unknown, values: object): unknown {
  return parameter instanceof Placeholder ? values[parameter.name as keyof typeof values] : parameter;
}

/** Whether a column is one of a list. The list is one parameter, so that the statement is the same however long it is. */
export function isOneOf(dialect: SqlDialect, column: string, list: readonly string[]): RawBuilder<SqlBool> {
  const ref = sql.ref(column);
  return dialect === "sqlite"
    ? sql<SqlBool>`${ref} in (select value from json_each(${list}))`
    : sql<SqlBool>`${ref} = any(${list})`;
}
