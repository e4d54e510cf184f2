import { ConfigurationError } from "../../../errors/configuration-error.ts";
import type { ValidationIssue } from "../../../errors/validation-issue.ts";
import { localName } from "../../../xml/schema-model.ts";
import type { BatchContract } from "../../contract/batch-contract.ts";
import { type BlockField, type BlockValue, findBlockValues } from "../../contract/block-fields.ts";
import { ColumnCheck } from "./column-check.ts";
import type { Columns } from "./columns.ts";
import { type FieldText, fieldTexts, type TextNotation, WrongText } from "./field-text.ts";
import type { Row } from "./row.ts";

/** Where the fields of a block come from, and how they are written. */
export interface RowMapping<Field extends string = BlockField> extends TextNotation {
  /** The column of each field. A column with the name of a field needs no entry. */
  readonly columns?: { readonly [field in Field]?: string };
  /** The value of a field whose column is empty or missing. */
  readonly constants?: { readonly [field in Field]?: string };
  /** Columns to leave alone, though they are called like a field. */
  readonly ignore?: readonly string[];
  /** Fields without which a row is a bad row, such as `CustomerID` when there must be no card for nobody. */
  readonly required?: readonly Field[];
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

/** Something wrong with a row. */
export interface RowIssue extends ValidationIssue {
  /** The column that the value comes from; absent where the value is a constant, or of no single column. */
  readonly column?: string;
}

/**
 * Turns rows into blocks. Every field of the schema can be filled. An element without a value is left out, so there is
 * no `<Customer>` without an association; a constant type code or currency alone does not count as one.
 */
export class RowMapper {
  /** What is wrong with the row that was mapped last, beside what the checks of its block find. */
  issues: readonly RowIssue[] = noIssues;
  readonly #mapping: RowMapping<string>;
  readonly #ignore: ReadonlySet<string>;
  readonly #columnCheck: ColumnCheck;
  readonly #needed: readonly string[];
  readonly #values: readonly BlockValue[];
  readonly #blockOf: Source;
  #columns: Columns | undefined;

  /** @throws ConfigurationError `MAPPING_FIELD` for an unknown field; what {@link fieldTexts} throws. */
  constructor(mapping: RowMapping<string>, contract: BatchContract) {
    const { schema: format } = contract;
    const { columns = {}, constants = {}, ignore = [], required = [] } = mapping;
    this.#mapping = mapping;
    this.#ignore = new Set(ignore);
    this.#values = findBlockValues(format);
    const mappable = this.#values.filter(({ constant }) => constant === undefined);
    const fields = mappable.map(({ name }) => name);
    checkFields([...Object.keys(columns), ...Object.keys(constants), ...required], fields, localName(format.record));
    const ignored = Object.entries(columns).find(([, column]) => column !== undefined && this.#ignore.has(column));
    if (ignored !== undefined) {
      throw new ConfigurationError(`Column ${ignored[1]} is both ignored and mapped to ${ignored[0]}`, {
        code: "MAPPING_FIELD",
        help: "Remove it from one of the two.",
      });
    }
    this.#columnCheck = new ColumnCheck({ fields, columns, ignore: this.#ignore });
    this.#needed = mappable
      .filter((value) => isRequired(value) && columns[value.name] === undefined && constants[value.name] === undefined)
      .map(({ name }) => name);
    const textOf = fieldTexts(format, mapping);
    // A currency, which is often the same for all rows, belongs to rows that have an amount.
    const currency = contract.pathOf("CurrencyID");
    const qualifies = (value: BlockValue) =>
      value.field.kind === "attribute" || value.constant !== undefined || pathOf(value) === currency;
    this.#blockOf = objectOf(this.#values, 0, {
      qualifies,
      sourceOf: (value) => this.#sourceOf(value, textOf(value.field)),
    });
  }

  /**
   * Returns the block of a row; then `issues` says what is wrong with the row itself.
   *
   * @throws CardwrightError `ROW_COLUMN` when a row lacks a column of the mapping, when the name of a column differs
   * from that of a field in upper and lower case only, or when no column of the first row is used: a mistyped name must
   * not make a card without a customer.
   * @throws ConfigurationError `MAPPING_INCOMPLETE` when nothing gives a field that the schema requires, such as the
   * prefix.
   */
  map(row: Row): object {
    if (row.columns !== this.#columns) {
      this.#columnCheck.check(row);
      for (const name of this.#needed)
        if (row.columns.indexOf(name) === undefined || this.#ignore.has(name)) throw incomplete(name);
      this.#columns = row.columns;
    }
    this.issues = noIssues;
    // At depth 0 there is always an object.
    return this.#blockOf(row) as object;
  }

  /** Names the column of an issue that was found in the block of a row, and puts its message in the words of the file. */
  inColumns(issue: ValidationIssue, row: Row): RowIssue {
    const path = issue.path.replaceAll(/\/\d+(?=\/|$)/g, "");
    const below = this.#values.filter((value) => pathOf(value) === path || pathOf(value).startsWith(`${path}/`));
    const value = below.find(({ name }) => row.values[this.#indexOf(name, row)]) ?? below[0];
    if (value === undefined || path === "") return issue;
    const column = row.columns.names[this.#indexOf(value.name, row)];
    const { keyword, expected, message } = issue;
    const place =
      column === undefined
        ? value.name
        : column === value.name
          ? `column ${column}`
          : `column ${column} (${value.name})`;
    // What other rows have to do with it is in the message only.
    const text = keyword === "duplicate" ? message.replace(issue.path, place) : `${place}: expected ${expected}`;
    return { ...issue, message: text, ...(column !== undefined && { column }) };
  }

  #indexOf(field: string, { columns }: Row): number {
    const column = this.#mapping.columns?.[field];
    if (column === undefined && this.#ignore.has(field)) return -1;
    return columns.indexOf(column ?? field) ?? -1;
  }

  #sourceOf(value: BlockValue, toValue: FieldText): Source {
    const { name, constant } = value;
    if (constant !== undefined) return () => constant;
    const column = this.#mapping.columns?.[name];
    const fallback = this.#mapping.constants?.[name]?.trim() || undefined;
    const isNeeded = this.#mapping.required?.includes(name) === true;
    // Left for the checks, which say what is expected there.
    const missing = isRequired(value) ? "" : undefined;
    let known: Columns | undefined;
    let index = -1;
    return (row) => {
      if (row.columns !== known) {
        index = this.#indexOf(name, row);
        if (index === -1 && column !== undefined) throw this.#columnCheck.missing(row, { column, field: name });
        known = row.columns;
      }
      const text = index === -1 ? "" : (row.values[index] ?? "").trim();
      const given = text === "" ? fallback : text;
      if (given === undefined) {
        if (isNeeded) this.#add(value, row, { keyword: "required", expected: "a value" });
        return missing;
      }
      const result = toValue(given);
      if (!(result instanceof WrongText)) return result;
      this.#add(value, row, { keyword: "notation", expected: result.expected });
      return undefined;
    };
  }

  #add(value: BlockValue, row: Row, issue: { readonly keyword: string; readonly expected: string }): void {
    this.issues = [...this.issues, this.inColumns({ path: pathOf(value), message: "", ...issue }, row)];
  }
}

const noIssues: readonly RowIssue[] = [];

function isRequired({ path, field }: BlockValue): boolean {
  return path.length === 1 && field.required === true;
}

function pathOf({ path }: BlockValue): string {
  return path.map(({ property }) => `/${property}`).join("");
}

function checkFields(names: readonly string[], fields: readonly string[], record: string): void {
  const unknown = names.find((name) => !fields.includes(name));
  if (unknown === undefined) return;
  throw new ConfigurationError(`Unknown field ${unknown} of a ${record} block`, {
    code: "MAPPING_FIELD",
    help: `The fields are ${fields.join(", ")}.`,
  });
}

function incomplete(field: string): ConfigurationError {
  return new ConfigurationError(`Missing source of the required field ${field}`, {
    code: "MAPPING_INCOMPLETE",
    help: `Give it as a constant (--set ${field}=…), or name the column that holds it (--map ${field}=…).`,
  });
}

/** Creates the function that builds an element (at depth 0 the block) of the values below it. */
function objectOf(
  values: readonly BlockValue[],
  depth: number,
  how: { qualifies(value: BlockValue): boolean; sourceOf(value: BlockValue): Source },
): Source {
  const parts = [...Map.groupBy(values, ({ path }) => path[depth])].flatMap(([step, below]): readonly Part[] => {
    const [value] = below;
    if (step === undefined || value === undefined) return [];
    const isValue = step === value.field;
    const one = isValue ? how.sourceOf(value) : objectOf(below, depth + 1, how);
    return [
      {
        property: step.property,
        source: step.repeated === true ? listOf(one) : one,
        isQualifier: isValue && how.qualifies(value),
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
