import { parse } from "yaml";

/** A contract with one change, as the two files of `spec/` that it is written in. */
export interface ContractMutant {
  /** What was changed, such as `rename ReportOk.cardId`. */
  readonly name: string;
  readonly kind: "field" | "code" | "message";
  readonly asyncapi: string;
  readonly errorCodes: string;
}

type Node = { [key: string]: unknown };
type Change = "rename" | "remove";

const changes: readonly Change[] = ["rename", "remove"];
const renamedField = (name: string) => `${name}Renamed`;
const renamedCode = (name: string) => `${name}_RENAMED`;

/**
 * Every contract that differs from this one in a single field, error code or message: once renamed, once removed. What
 * stands beside it (`required`, the operations, the table of error codes) is changed with it, as whoever writes a
 * contract would. Examples are left out.
 */
export function contractMutants(asyncapi: string, errorCodes: string): readonly ContractMutant[] {
  const document = withoutExamples(parse(asyncapi)) as Node;
  const text = JSON.stringify(document);
  const codes = Object.keys((parse(errorCodes) as { ngoc: { codes: Node } }).ngoc.codes);
  const each = <T>(kind: ContractMutant["kind"], items: readonly T[], make: (item: T, change: Change) => Made) =>
    items.flatMap((item) => changes.map((change) => ({ kind, errorCodes, ...make(item, change) })));
  return [
    ...each("field", fieldsOf(document), ({ path, name }, change) => ({
      name: `${change} ${placeOf(path, name)}`,
      asyncapi: changeField(text, path, name, change),
    })),
    ...each("code", codes, (code, change) => ({
      name: `${change} code ${code}`,
      ...changeCode(text, errorCodes, code, change),
    })),
    ...each("message", messagesOf(document), (channel, change) => ({
      name: `${change} message ${(at(document, ["channels", channel]) as Node)["address"]}`,
      asyncapi: changeMessage(text, channel, change),
    })),
  ];
}

interface Made {
  readonly name: string;
  readonly asyncapi: string;
  readonly errorCodes?: string;
}

interface Field {
  /** The way to the schema that declares it. */
  readonly path: readonly string[];
  readonly name: string;
}

/** Every declared property, in nested objects too. */
function fieldsOf(node: unknown, path: readonly string[] = []): readonly Field[] {
  if (typeof node !== "object" || node === null) return [];
  const own = path.at(0) === "components" && path.at(1) === "schemas" ? (node as Node)["properties"] : undefined;
  const names = typeof own === "object" && own !== null ? Object.keys(own) : [];
  return [
    ...names.map((name) => ({ path, name })),
    ...Object.entries(node).flatMap(([key, value]) => fieldsOf(value, [...path, key])),
  ];
}

function placeOf(path: readonly string[], name: string): string {
  const within = path.slice(2).filter((key) => key !== "properties" && key !== "items");
  return [...within, name].join(".");
}

function changeField(text: string, path: readonly string[], name: string, change: Change): string {
  const document = JSON.parse(text) as Node;
  const schema = at(document, path) as Node;
  const properties = schema["properties"] as Node;
  schema["properties"] = Object.fromEntries(
    Object.entries(properties).flatMap(([key, value]) =>
      key !== name ? [[key, value]] : change === "rename" ? [[renamedField(name), value]] : [],
    ),
  );
  for (const list of ["required", "x-required-by-facts"]) {
    if (Array.isArray(schema[list])) schema[list] = renameIn(schema[list] as string[], name, change);
  }
  // "One of these is there": an alternative that can no longer be met goes as well.
  if (Array.isArray(schema["anyOf"])) {
    const left = (schema["anyOf"] as { required?: string[] }[])
      .map(({ required = [], ...rest }) => ({ ...rest, required: renameIn(required, name, change) }))
      .filter(({ required }) => required.length > 0);
    if (left.length > 0) schema["anyOf"] = left;
    else delete schema["anyOf"];
  }
  return JSON.stringify(document);
}

function renameIn(names: readonly string[], name: string, change: Change): readonly string[] {
  return names.flatMap((each) => (each !== name ? [each] : change === "rename" ? [renamedField(name)] : []));
}

function changeCode(
  text: string,
  errorCodes: string,
  code: string,
  change: Change,
): { readonly asyncapi: string; readonly errorCodes: string } {
  const table = parse(errorCodes) as { orce: { codes: { [code: string]: Node } }; ngoc: { codes: Node } };
  table.ngoc.codes = Object.fromEntries(
    Object.entries(table.ngoc.codes).flatMap(([key, entry]) =>
      key !== code ? [[key, entry]] : change === "rename" ? [[renamedCode(code), entry]] : [],
    ),
  );
  const other = Object.keys(table.ngoc.codes)[0];
  for (const entry of Object.values(table.orce.codes)) {
    if (entry["ngocCode"] === code) entry["ngocCode"] = change === "rename" ? renamedCode(code) : other;
  }
  const asyncapi = JSON.stringify(JSON.parse(text), (key, value) =>
    key === "enum" && Array.isArray(value) && value.includes(code)
      ? value.flatMap((each) => (each !== code ? [each] : change === "rename" ? [renamedCode(code)] : []))
      : value,
  );
  return { asyncapi, errorCodes: JSON.stringify(table) };
}

function messagesOf(document: Node): readonly string[] {
  return Object.keys(document["channels"] as Node);
}

function changeMessage(text: string, channel: string, change: Change): string {
  const document = JSON.parse(text) as Node;
  const channels = document["channels"] as Node;
  const { address } = channels[channel] as { address: string };
  if (change === "rename") {
    return JSON.stringify(document, (_, value) => (value === address ? renamedCode(address) : value));
  }
  delete channels[channel];
  const pointer = `#/channels/${channel}`;
  document["operations"] = Object.fromEntries(
    Object.entries(document["operations"] as Node).filter(
      ([, operation]) => (operation as { channel: { $ref: string } }).channel.$ref !== pointer,
    ),
  );
  return JSON.stringify(document);
}

function at(document: Node, path: readonly string[]): unknown {
  return path.reduce<unknown>((node, key) => (node as Node)[key], document);
}

/** Examples would have to follow every change, and say nothing to a compiler. */
function withoutExamples(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutExamples);
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node).filter(([key, value]) => key !== "examples" || !Array.isArray(value));
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutExamples(value)]));
}
