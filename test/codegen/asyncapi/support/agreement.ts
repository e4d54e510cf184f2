import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { jsonSchemaOf } from "../../../../codegen/asyncapi/emit/json-schema.ts";
import { renderDeclarations } from "../../../../codegen/asyncapi/emit/modelina.ts";
import { TypeWriter } from "../../../../codegen/asyncapi/emit/types.ts";
import type { Json } from "../../../../codegen/asyncapi/model/json.ts";
import type { SchemaTree } from "../../../../codegen/asyncapi/model/schema.ts";
import { tolerant } from "../../../../codegen/asyncapi/model/tolerant.ts";
import { Cursor } from "../../../../codegen/asyncapi/read/cursor.ts";
import { DocumentSet, parseSpec } from "../../../../codegen/asyncapi/read/document.ts";
import { readSchemaTree } from "../../../../codegen/asyncapi/read/schema-reader.ts";
import { SpecError } from "../../../../codegen/problem.ts";
import { instances, schemas } from "./schema-arbitrary.ts";
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

function cases({ seed, size, unions }: Sample & { readonly unions: boolean }): readonly Case[] {
  const pairs = schemas({ unions }).chain((raw) =>
    fc.tuple(fc.constant(raw), fc.array(instances(raw), { minLength: 12, maxLength: 12 })),
  );
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

function accepts(tree: SchemaTree, closed: boolean): (value: Json) => boolean {
  const json = jsonSchemaOf(tree, { closed });
  return new Ajv2020({ strict: false, ownProperties: true }).compile(
    typeof json === "boolean" ? (json ? {} : { not: {} }) : json,
  );
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
  options: { closed: boolean; line(value: Json, index: number): string },
): Promise<readonly unknown[]> {
  const declared = await Promise.all(found.map(({ tree }) => typesOf(tree)));
  // One module a case: one line a value, then the types.
  const files = Object.fromEntries(
    found.map(({ values }, index) => [
      `/case-${index}.mts`,
      [
        ...values.map((value, at) => options.line(value, at)),
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
      .filter(([line]) => line >= values.length)
      .map(([, message]) => ({ raw, message, types: declared[index] }));
    const differing = values.flatMap((value, at) => {
      const error = wrong.get(at);
      // A type whose properties are all optional refuses a value that shares none of them, as a likely mistake.
      if (error?.startsWith("TS2559")) return [];
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

/** Compares tolerant types and validators; returns where they disagree. */
export async function tolerantDisagreements(sample: Sample): Promise<readonly unknown[]> {
  const found = cases({ ...sample, unions: true }).map((each) => ({ ...each, tree: tolerant(each.tree) }));
  const line = (value: Json, at: number) =>
    `const value${at} = ${literal(value)}${value === null ? "" : " as const"}; export const typed${at}: Root = value${at};`;
  return disagreements(found, { closed: false, line });
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
  for (const { tree, values, raw } of cases({ ...sample, unions: true })) {
    const [strict, lenient] = [accepts(tree, true), accepts(tolerant(tree), false)];
    for (const value of values.filter((each) => strict(each))) {
      sendable++;
      if (!lenient(value)) refused.push({ raw, value });
    }
  }
  return { sendable, refused };
}
