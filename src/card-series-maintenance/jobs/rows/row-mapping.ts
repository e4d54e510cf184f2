import { ConfigurationError } from "../../../errors/configuration-error.ts";
import { fieldValue, type ShapeField } from "../../../xml/object-shape.ts";
import type { RecordFormat } from "../../../xml/record-format.ts";
import { type BlockField, type BlockFormat, type BlockValue, findBlockValues } from "../../file/block-fields.ts";
import { ColumnCheck } from "./column-check.ts";
import type { Row } from "./row.ts";

/** Where the fields of a block come from. */
export interface RowMapping<Field extends string = BlockField> {
  /** The column of each field. A column with the name of a field needs no entry. */
  readonly columns?: { readonly [field in Field]?: string };
  /** The value of a field whose column is empty or missing. */
  readonly constants?: { readonly [field in Field]?: string };
}

/** Returns the value that a row gives a field, an element or a block; `undefined` when it gives none. */
type Source = (row: Row) => unknown;

/** An attribute or child of an element that is built from rows. */
interface Part {
  readonly property: string;
  readonly source: Source;
  /** Whether it only says something about the other parts, so that the element is left out when it is alone. */
  readonly isQualifier: boolean;
}

// A currency, which is often the same for all rows, belongs to rows that have an amount.
const qualifiers: ReadonlySet<string> = new Set(["CurrencyID"] satisfies BlockField[]);

/**
 * Creates the function that turns rows into blocks. Every field of the schema can be filled. An element without a value
 * is left out, so there is no `<Customer>` without an association; a constant type code or currency alone does not
 * count as one.
 *
 * @returns a function that throws `ROW_COLUMN` when a row lacks a column of the mapping, when the name of a column
 * differs from that of a field in upper and lower case only, or when no column of the first row is used: a mistyped
 * name must not make a card without a customer. Throws `MAPPING_INCOMPLETE` when nothing gives a required field, such
 * as the prefix
 * @throws ConfigurationError `MAPPING_FIELD` for an unknown field.
 */
export function createRowMapper<T>(mapping: RowMapping<string>, format: RecordFormat<T>): (row: Row) => T {
  const { columns = {}, constants = {} } = mapping;
  const values = findBlockValues(format);
  const mappable = values.filter(({ constant }) => constant === undefined);
  const fields = mappable.map(({ name }) => name);
  checkFields([...Object.keys(columns), ...Object.keys(constants)], fields);
  const columnCheck = new ColumnCheck({ fields, columns });
  const isRequired = ({ path, field }: BlockValue) => path.length === 1 && field.required === true;
  const required = mappable.filter(
    (value) => isRequired(value) && columns[value.name] === undefined && constants[value.name] === undefined,
  );
  const sourceOf = (value: BlockValue): Source => {
    const { name, constant, field } = value;
    if (constant !== undefined) return () => constant;
    const column = columns[name];
    const fallback = constants[name]?.trim() || undefined;
    const toValue = converter(field, format);
    // Left for the checks, which say what is expected there.
    const missing = isRequired(value) ? "" : undefined;
    return (row) => {
      const text = row.values.get(column ?? name);
      if (text === undefined && column !== undefined) throw columnCheck.missing(row, { column, field: name });
      const given = text?.trim() || fallback;
      return given === undefined ? missing : toValue(given);
    };
  };
  const blockOf = objectOf(values, 0, sourceOf);
  return (row) => {
    columnCheck.check(row);
    for (const { name } of required) if (!row.values.has(name)) throw incomplete(name);
    // The fields are those of the format, whose type is the same schema's.
    return blockOf(row) as T;
  };
}

function checkFields(names: readonly string[], fields: readonly string[]): void {
  const unknown = names.find((name) => !fields.includes(name));
  if (unknown === undefined) return;
  throw new ConfigurationError(`Unknown field ${unknown} of a CardSeries block`, {
    code: "MAPPING_FIELD",
    help: `The fields are ${fields.join(", ")}.`,
  });
}

function incomplete(field: string): ConfigurationError {
  return new ConfigurationError(`Missing source of the required field ${field}`, {
    code: "MAPPING_INCOMPLETE",
    help: "Give it as a constant, or name the column that holds it.",
  });
}

/** Creates the function that builds an element (at depth 0 the block) of the values below it. */
function objectOf(values: readonly BlockValue[], depth: number, sourceOf: (value: BlockValue) => Source): Source {
  const parts = [...Map.groupBy(values, ({ path }) => path[depth])].flatMap(([step, below]): readonly Part[] => {
    const [value] = below;
    if (step === undefined || value === undefined) return [];
    const isValue = step === value.field;
    const one = isValue ? sourceOf(value) : objectOf(below, depth + 1, sourceOf);
    return [
      {
        property: step.property,
        source: step.repeated === true ? listOf(one) : one,
        isQualifier: isValue && qualifies(value),
      },
    ];
  });
  const contents = parts.filter(({ isQualifier }) => !isQualifier);
  // An element that has attributes only consists of them.
  const [deciding, others] = contents.length === 0 ? [parts, []] : [contents, parts.filter((part) => part.isQualifier)];
  return (row) => {
    const object: { [property: string]: unknown } = {};
    let isGiven = depth === 0;
    for (const part of deciding) {
      const value = part.source(row);
      if (value === undefined) continue;
      object[part.property] = value;
      isGiven = true;
    }
    if (!isGiven) return undefined;
    for (const part of others) {
      const value = part.source(row);
      if (value !== undefined) object[part.property] = value;
    }
    return object;
  };
}

function listOf(one: Source): Source {
  return (row) => {
    const value = one(row);
    return value === undefined ? undefined : [value];
  };
}

function qualifies({ name, field, constant }: BlockValue): boolean {
  return field.kind === "attribute" || constant !== undefined || qualifiers.has(name);
}

/**
 * Creates the function that converts a text to the value of a field. An invalid text stays one, for the checks to
 * report.
 */
function converter({ value, type }: ShapeField, { schema }: BlockFormat): (text: string) => unknown {
  if (value === "string" || value === "object") return (text) => text;
  const simpleType = schema.simpleType(type);
  return (text) => {
    const normalized = simpleType.normalize(text);
    return simpleType.check(normalized) === undefined ? fieldValue(value, normalized) : text;
  };
}
