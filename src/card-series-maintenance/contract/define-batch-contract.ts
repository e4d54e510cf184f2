import { cardSeriesFormat } from "../../../generated/card-series/format.gen.ts";
import { ConfigurationError } from "../../errors/configuration-error.ts";
import type { RecordFormat } from "../../xml/record-format.ts";
import { RecordWriter } from "../../xml/record-writer.ts";
import { localName } from "../../xml/schema-model.ts";
import type { BatchContract, RequestField, RequestPart } from "./batch-contract.ts";
import type { BatchBinding } from "./binding.ts";
import { type BlockValue, findBlockValues } from "./block-fields.ts";
import { type CardRequest, createRequestReader, type Incomplete } from "./read-request.ts";

/**
 * Makes a contract of a generated schema module and a binding: what the batch jobs and `OrceSandbox` take as their option
 * `contract`.
 *
 * @throws ConfigurationError `BATCH_CONTRACT` when the schema is no list of blocks, a path of the binding leads nowhere, no
 * value is the card prefix or series, or the envelope is not as the schema says.
 * @example
 * // cardFormat is what `cardwright generate --xsd` wrote.
 * const contract = defineBatchContract({
 *   schema: cardFormat,
 *   binding: { fields: { CardPrefix: "/kind", CardSeriesSequence: "/run", CustomerID: "/owner/client" } },
 * });
 * await checkBatch({ files: ["cards.xml"], contract });
 */
export function defineBatchContract<T extends object, E>({
  schema,
  binding = {},
}: {
  readonly schema: RecordFormat<T, E>;
  readonly binding?: BatchBinding<T, E>;
}): BatchContract {
  if (schema.whole === true || schema.value !== undefined) {
    throw new ConfigurationError(`The documents of <${localName(schema.root)}> are not lists of blocks`, {
      code: "BATCH_CONTRACT",
      help: "Say with --record which elements are blocks when you generate from the schema.",
    });
  }
  if (schema.kinds !== undefined) {
    const kinds = schema.kinds.map(({ record }) => `<${localName(record)}>`).join(", ");
    throw new ConfigurationError(
      `The documents of <${localName(schema.root)}> hold several kinds of blocks: ${kinds}`,
      {
        code: "BATCH_CONTRACT",
        help: "Batch jobs take files whose blocks are one element. Generate from a copy of the schema that allows only the blocks you send.",
      },
    );
  }
  checkEnvelope(schema, binding.envelope);
  const values = findBlockValues(schema);
  const bound = requestFields.flatMap((to): readonly BoundField[] => {
    const given = binding.fields?.[to.name];
    if (given === undefined) {
      const named = values.filter(({ field }) => localName(field.name) === to.name);
      const [value] = named;
      return value === undefined || named.length > 1 ? [] : [{ to, path: pathOf(value), read: reader(value) }];
    }
    const path = typeof given === "string" ? given : given.path;
    const value = values.find((one) => pathOf(one) === path);
    if (value === undefined) throw unknownPath(schema, to.name, { path, values });
    // The binding was checked against the type of the same schema.
    const read = typeof given === "string" ? reader(value) : (block: object) => given.read(block as Incomplete<T>);
    return [{ to, path, read }];
  });
  for (const name of ["CardPrefix", "CardSeriesSequence"] as const)
    if (!bound.some(({ to }) => to.name === name)) throw missingField(schema, name, values);
  const readBlock = createRequestReader<object>(schema);
  // A schema that names no action has the only one that there is.
  const hasAction = bound.some(({ to }) => to.name === "Action");
  const requestOf = (block: object) => requestFrom(bound, hasAction, block);
  const paths = new Map<RequestPart, string>(bound.map(({ to, path }) => [to.name, path]));
  const customer = paths.get("CustomerID") ?? paths.get("AlternateID") ?? "";
  paths.set("Customer", customer);
  return {
    schema: schema as RecordFormat<object>,
    envelope: (binding.envelope ?? undefined) as object | undefined,
    fields: values.filter(({ constant }) => constant === undefined).map(({ name }) => name),
    requestOf,
    readRequest: (text) => requestOf(readBlock(text)),
    pathOf: (part) => paths.get(part) ?? "",
  };
}

/** A value of a request, and its place in the object of one. */
interface RequestValue {
  readonly name: RequestField;
  readonly steps: readonly string[];
}

/** A value of a request with its source. */
interface BoundField {
  readonly to: RequestValue;
  readonly path: string;
  read(block: object): string | undefined;
}

const requestFields: readonly RequestValue[] = findBlockValues(cardSeriesFormat).map(({ name, path }) => ({
  // The names of the built-in schema are the fields of a request.
  name: name as RequestField,
  steps: path.map(({ property }) => property),
}));

function requestFrom(fields: readonly BoundField[], hasAction: boolean, block: object): CardRequest {
  const request: { [property: string]: unknown } = hasAction ? {} : { Action: "GenerateCard" };
  for (const { to, read } of fields) {
    const value = read(block);
    if (value === undefined) continue;
    let object = request;
    for (const step of to.steps.slice(0, -1)) {
      const inner = object[step] ?? {};
      object[step] = inner;
      // Only this function puts objects there.
      object = inner as typeof object;
    }
    object[to.steps.at(-1) ?? ""] = value;
  }
  // The steps are those of the request's own type.
  return request as CardRequest;
}

function pathOf({ path }: BlockValue): string {
  return path.map(({ property }) => `/${property}`).join("");
}

/** Returns the function that reads a value as text: of several, the first. */
function reader({ path }: BlockValue): (block: object) => string | undefined {
  const properties = path.map(({ property }) => property);
  return (block) => {
    let value: unknown = block;
    for (const property of properties) {
      if (Array.isArray(value)) value = value[0];
      if (typeof value !== "object" || value === null) return undefined;
      value = (value as { readonly [property: string]: unknown })[property];
    }
    if (Array.isArray(value)) value = value[0];
    return value === undefined || value === null || typeof value === "object" ? undefined : String(value);
  };
}

function checkEnvelope<T extends object, E>(schema: RecordFormat<T, E>, envelope: E | undefined): void {
  const [issue] = new RecordWriter(schema, { indent: 2, fast: false, envelope }).checkEnvelope();
  if (issue === undefined) return;
  throw new ConfigurationError(
    `What stands around the blocks of <${localName(schema.root)}> is wrong: ${issue.message}`,
    {
      code: "BATCH_CONTRACT",
      help: "Give it as envelope of the binding: an object of what the root holds beside the blocks.",
    },
  );
}

function unknownPath(
  schema: RecordFormat<object>,
  field: string,
  { path, values }: { readonly path: string; readonly values: readonly BlockValue[] },
): ConfigurationError {
  return new ConfigurationError(`No value ${path} in <${localName(schema.record)}>, which is to be ${field}`, {
    code: "BATCH_CONTRACT",
    help: `The values are ${values.map(pathOf).join(", ")}.`,
  });
}

function missingField(schema: RecordFormat<object>, field: string, values: readonly BlockValue[]): ConfigurationError {
  return new ConfigurationError(`No value of <${localName(schema.record)}> is the ${field}`, {
    code: "BATCH_CONTRACT",
    help: `Name its path in the binding: fields: { ${field}: PATH }. The values are ${values.map(pathOf).join(", ")}.`,
  });
}
