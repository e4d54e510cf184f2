import { createHash } from "node:crypto";
import type { CompiledQuery, Kysely } from "kysely";
import type { SqlDialect } from "./sql-dialect.ts";
import type { SqlStatement } from "./sql-steps.ts";

/** What a statement is built with. */
export interface StatementTarget<Tables> {
  readonly db: Kysely<Tables>;
  readonly dialect: SqlDialect;
}

/** Takes the place of a value that is not known when the statement is built. */
class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  [Symbol.toPrimitive](): never {
    throw new Error(`The statement is built before the value of ${this.name} is known`);
  }
}

/** An error of the compiler that names the values which are missing in the list. */
type MustListAll<Values, Listed> = [Exclude<keyof Values, Listed>] extends [never]
  ? unknown
  : { readonly isNotListed: Exclude<keyof Values, Listed> };

/**
 * Makes a statement that is built once and run with other values each time: building one takes longer than running it.
 * The values go into the statement unchanged: the caller computes them. For a statement that is run rarely, or differs
 * from call to call, call `compile()` of the query builder instead.
 *
 * @param names the names of all values. They cannot be taken from the values of the first call, which may lack an
 * optional one that a later call has
 */
export function statement<Tables, Values extends object, Row, const Name extends keyof Values & string>(
  names: readonly Name[] & MustListAll<Values, Name>,
  build: (target: StatementTarget<Tables>, values: Values) => { compile(): CompiledQuery<Row> },
): (target: StatementTarget<Tables>, values: Required<Values>) => CompiledQuery<Row> {
  const built = new WeakMap<Kysely<Tables>, CompiledQuery<Row> & Pick<SqlStatement, "name">>();
  return (target, values) => {
    let template = built.get(target.db);
    if (template === undefined) {
      const placeholders = Object.fromEntries(names.map((name) => [name, new Placeholder(name)]));
      // Each is only ever put into the statement, where any value may be.
      const compiled = build(target, placeholders as Values).compile();
      const name = createHash("sha1").update(compiled.sql).digest("hex");
      template = { ...compiled, name: `cardwright_${name}` };
      built.set(target.db, template);
    }
    if (Object.keys(values).length !== names.length) throw wrongValues(names, values);
    return { ...template, parameters: template.parameters.map((parameter) => valueFor(parameter, values)) };
  };
}

function valueFor(parameter: unknown, values: object): unknown {
  if (!(parameter instanceof Placeholder)) return parameter;
  const value: unknown = values[parameter.name as keyof typeof values];
  if (value === undefined) throw wrongValues([parameter.name], values);
  return value;
}

function wrongValues(names: readonly string[], values: object): Error {
  return new Error(`The statement needs values for ${names.join(", ")}, but got ${Object.keys(values).join(", ")}`);
}
