import { SaxesParser } from "saxes";
import { cardSeriesFormat } from "../../../generated/card-series/format.gen.ts";
import type { CardSeries } from "../../../generated/card-series/types.gen.ts";
import type { ShapeField } from "../../xml/object-shape.ts";
import type { RecordFormat } from "../../xml/record-format.ts";
import { localName } from "../../xml/schema-model.ts";
import type { BlockFormat } from "./block-fields.ts";

/** A block as far as it goes: any field may be missing, and any value may be another text than the schema allows. */
export type Incomplete<T> = T extends readonly (infer Item)[]
  ? readonly Incomplete<Item>[]
  : T extends object
    ? { readonly [K in keyof T]?: Incomplete<NonNullable<T[K]>> }
    : T | string;

/** A request as ORCE reads it: prefix and series may be missing, and the action may be another. */
export type CardRequest = Incomplete<CardSeries>;

/**
 * Reads a request that the schema refuses as far as it goes: ORCE has codes for a request without a prefix or with a
 * card number that is too long, so it reads such requests too.
 */
export const readRequest: (block: string) => CardRequest = createRequestReader(cardSeriesFormat);

/** An element that was begun and not ended yet. */
interface OpenElement {
  readonly parts: TypeParts | undefined;
  /** Where it goes in its parent; absent for the block itself and for what the schema does not know. */
  readonly field: ShapeField | undefined;
  readonly object: { [property: string]: unknown };
  text: string;
}

/** The fields of a type, by the local names of elements and attributes. */
interface TypeParts {
  readonly elements: ReadonlyMap<string, ShapeField>;
  readonly attributes: ReadonlyMap<string, ShapeField>;
  readonly text: ShapeField | undefined;
}

/**
 * Creates the function that reads the text of a block whether the schema accepts it or not. An empty element counts as
 * missing, and what the schema has no place for is left out.
 */
export function createRequestReader<T>(format: RecordFormat<T>): (block: string) => Incomplete<T> {
  const known = new Map<ShapeField["type"], TypeParts>();
  const partsOf = (type: ShapeField["type"]): TypeParts => {
    const parts = known.get(type) ?? findParts(format, type);
    known.set(type, parts);
    return parts;
  };
  return (block) => {
    const open: OpenElement[] = [];
    let root: OpenElement["object"] = {};
    const parser = new SaxesParser();
    parser.on("opentag", ({ name, attributes }) => {
      const field = open.at(-1)?.parts?.elements.get(withoutPrefix(name));
      const type = open.length === 0 ? format.recordType : field?.value === "object" ? field.type : undefined;
      const parts = type === undefined ? undefined : partsOf(type);
      const object: OpenElement["object"] = {};
      for (const [attribute, value] of Object.entries(attributes)) {
        const into = parts?.attributes.get(withoutPrefix(attribute));
        if (into !== undefined) object[into.property] = value;
      }
      open.push({ parts, field, object, text: "" });
    });
    const addText = (text: string) => {
      const element = open.at(-1);
      if (element !== undefined) element.text += text;
    };
    parser.on("text", addText);
    parser.on("cdata", addText);
    parser.on("closetag", () => {
      const element = open.pop();
      if (element === undefined) return;
      const { parts, field, object } = element;
      const text = element.text.trim();
      if (parts?.text !== undefined && text !== "") object[parts.text.property] = text;
      if (open.length === 0) root = object;
      const parent = open.at(-1);
      const isEmpty = parts === undefined ? text === "" : Object.keys(object).length === 0;
      if (field === undefined || parent === undefined || isEmpty) return;
      const value = parts === undefined ? text : object;
      const before = parent.object[field.property];
      parent.object[field.property] =
        field.repeated !== true ? value : Array.isArray(before) ? [...before, value] : [value];
    });
    // The block was read as part of a well-formed file before, so nothing can be wrong with it here.
    parser.write(block).close();
    // Built by the same schema as the type.
    return root as Incomplete<T>;
  };
}

function findParts({ shapes }: BlockFormat, type: ShapeField["type"]): TypeParts {
  const fields = shapes.get(type)?.fields ?? [];
  const named = (kind: ShapeField["kind"]) =>
    new Map(fields.filter((field) => field.kind === kind).map((field) => [localName(field.name), field]));
  return {
    elements: named("element"),
    attributes: named("attribute"),
    text: fields.find(({ kind }) => kind === "text"),
  };
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
