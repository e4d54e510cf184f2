import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { jsonSchemaOf } from "../../../../codegen/asyncapi/emit/json-schema.ts";
import { addKeywords } from "../../../../codegen/asyncapi/emit/keywords.ts";
import { renderDeclarations } from "../../../../codegen/asyncapi/emit/modelina.ts";
import { TypeWriter } from "../../../../codegen/asyncapi/emit/types.ts";
import { formatChecks } from "../../../../codegen/asyncapi/model/formats.ts";
import type { Json } from "../../../../codegen/asyncapi/model/json.ts";
import { received } from "../../../../codegen/asyncapi/model/received.ts";
import type { SchemaTree } from "../../../../codegen/asyncapi/model/schema.ts";
import { Cursor } from "../../../../codegen/asyncapi/read/cursor.ts";
import { DocumentSet, parseSpec } from "../../../../codegen/asyncapi/read/document.ts";
import { readSchemaTree } from "../../../../codegen/asyncapi/read/schema-reader.ts";
import { SpecError } from "../../../../codegen/problem.ts";
import type { Check } from "../../../../src/validation/check.ts";
import { receivedValidator } from "../../../../src/validation/received.ts";
import { instances, marked, schemas } from "./schema-arbitrary.ts";
import { typeErrors } from "./type-check.ts";

interface Case {
  readonly tree: SchemaTree;
  readonly raw: unknown;
  readonly values: readonly Json[];
}

export interface Sample {
  readonly seed: number;
  /** Number of random schemas, each with 12 values. */
  readonly size: number;
}

interface CaseOptions extends Sample {
  readonly unions: boolean;
  /** With a provenance here and there. */
  readonly marked?: boolean;
  /** With limits on values, of which types say nothing. */
  readonly limited?: boolean;
}

function cases({ seed, size, unions, marked: isMarked = false, limited = false }: CaseOptions): readonly Case[] {
  const pairs = schemas({ unions })
    .chain((raw) => (isMarked ? marked(raw, { limited }) : fc.constant(raw)))
    .chain((raw) => fc.tuple(fc.constant(raw), fc.array(instances(raw), { minLength: 12, maxLength: 12 })));
  return fc.sample(pairs, { seed, numRuns: size }).flatMap(([raw, values]) => {
    const document = parseSpec("schema.json", JSON.stringify(raw));
    try {
      return [
        {
          raw,
          values,
          tree: readSchemaTree(new Cursor(new DocumentSet(document), document, "", document.value), "Root"),
        },
      ];
    } catch (error) {
      // A schema that types cannot express is refused: then there is nothing to disagree about.
      if (error instanceof SpecError) return [];
      throw error;
    }
  });
}

function checkOf(tree: SchemaTree, closed: boolean): Check {
  const json = jsonSchemaOf(tree, { closed });
  const ajv = new Ajv2020({ allErrors: true, messages: false, strict: false, ownProperties: true, logger: false });
  for (const { name, check } of formatChecks) ajv.addFormat(name, check);
  addKeywords(ajv);
  return ajv.compile(typeof json === "boolean" ? (json ? {} : { not: {} }) : json) as Check;
}

function accepts(tree: SchemaTree, closed: boolean): (value: Json) => boolean {
  return checkOf(tree, closed);
}

async function typesOf(tree: SchemaTree): Promise<string> {
  const writer = new TypeWriter(tree);
  const declarations = [...tree.definitions.keys()].flatMap((name) => writer.declarations(name));
  return (await renderDeclarations(declarations)).join("\n");
}

const jsonValue =
  "export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };";

// JSON.stringify writes own __proto__ keys plainly, which a literal would take for the prototype.
const literal = (value: Json) => JSON.stringify(value).replaceAll('"__proto__":', '["__proto__"]:');

async function disagreements(
  found: readonly Case[],
  options: { readonly closed: boolean; readonly isWeak?: boolean; line(value: Json, index: number): string },
): Promise<readonly unknown[]> {
  const declared = await Promise.all(found.map(({ tree }) => typesOf(tree)));
  // One module a case: one line a value, then the types.
  const files = Object.fromEntries(
    found.map(({ values }, index) => [
      `/case-${index}.mts`,
      [
        ...values.map((value, at) => options.line(value, at)),
        ...values.map((_, at) => (options.isWeak ? `export const asserted${at} = value${at} as Root;` : "")),
        'import type { JsonValue } from "./json-value.mts";',
        declared[index],
      ].join("\n"),
    ]),
  );
  const errors = typeErrors({ "/json-value.mts": jsonValue, ...files });
  return found.flatMap(({ tree, raw, values }, index) => {
    const check = accepts(tree, options.closed);
    const wrong = errors[`/case-${index}.mts`] ?? new Map();
    const broken = [...wrong]
      .filter(([line]) => line >= 2 * values.length)
      .map(([, message]) => ({ raw, message, types: declared[index] }));
    const differing = values.flatMap((value, at) => {
      const error = wrong.get(at);
      // A type whose properties are all optional refuses a value that shares none of them, as a likely mistake.
      if (error?.startsWith("TS2559")) return [];
      // Within a union it says no more than that the value does not fit; assertions are free of that rule.
      if (options.isWeak && check(value) && error !== undefined && !wrong.has(values.length + at)) return [];
      return check(value) === (error === undefined)
        ? []
        : [
            {
              raw: JSON.stringify(raw),
              value,
              validator: check(value),
              type: error ?? "accepts",
              types: declared[index],
            },
          ];
    });
    return [...broken, ...differing];
  });
}

/** Compares received types and validators; returns where they disagree. With `marked`, parts of the schemas are guesses. */
export async function receivedDisagreements(
  sample: Sample,
  { marked: isMarked }: { readonly marked: boolean },
): Promise<readonly unknown[]> {
  const trees = cases({ ...sample, unions: true, marked: isMarked });
  const found = trees.map((each) => ({ ...each, tree: received(each.tree) }));
  const line = (value: Json, at: number) =>
    `const value${at} = ${literal(value)}${value === null ? "" : " as const"}; export const typed${at}: Root = value${at};`;
  return disagreements(found, { closed: false, isWeak: isMarked, line });
}

/** Compares strict types and validators; returns where they disagree. */
export async function strictDisagreements(sample: Sample): Promise<readonly unknown[]> {
  const line = (value: Json, at: number) => `export const typed${at}: Root = ${literal(value)};`;
  return disagreements(cases({ ...sample, unions: false }), { closed: true, line });
}

/** Counts the values that may be sent, and lists those among them that would be refused on receipt. */
export function sendableButRefused(sample: Sample): {
  readonly sendable: number;
  readonly refused: readonly unknown[];
} {
  const refused: unknown[] = [];
  let sendable = 0;
  for (const { tree, values, raw } of cases({ ...sample, unions: true, marked: true, limited: true })) {
    const [strict, lenient] = [accepts(tree, true), accepts(received(tree), false)];
    for (const value of values.filter((each) => strict(each))) {
      sendable++;
      if (!lenient(value)) refused.push({ raw, value });
    }
  }
  return { sendable, refused };
}

/** A value, and copies of it in which one member is of another kind. */
function strayed(value: Json): readonly Json[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [value];
  const names = Object.keys(value).slice(0, 5);
  const others: readonly Json[] = [true, null, { a: [null] }];
  return [value, ...names.map((name, at): Json => ({ ...value, [name]: others[at % others.length] ?? null }))];
}

/**
 * Receives values, of which parts may be left out; returns what the validator returns although it is not of the received type, and how
 * many values there were of which something was left out.
 */
export async function returnedDisagreements(
  sample: Sample,
): Promise<{ readonly cut: number; readonly wrong: readonly unknown[] }> {
  let cut = 0;
  const found = cases({ ...sample, unions: true, marked: true }).map(({ tree, raw, values }) => {
    const validate = receivedValidator<Json>(checkOf(received(tree), false));
    const returned = values.flatMap(strayed).flatMap((value) => {
      const validation = validate(value);
      if (!validation.valid) return [];
      if (validation.value !== value) cut++;
      return [validation.value];
    });
    return { tree: received(tree), raw, values: returned };
  });
  const line = (value: Json, at: number) =>
    `const value${at} = ${literal(value)}${value === null ? "" : " as const"}; export const typed${at}: Root = value${at};`;
  return { cut, wrong: await disagreements(found, { closed: false, isWeak: true, line }) };
}
