import type { ShapeField } from "../../../src/xml/object-shape.ts";
import { fieldValue, kindProperty, orderProperty, textMark, textProperty } from "../../../src/xml/object-shape.ts";
import { localName, type TypeIndex } from "../../../src/xml/schema-model.ts";
import type { EmittedConstants } from "./emitted-constants.ts";
import { emitFunction } from "./emitted-function.ts";
import type { RecordPlan } from "./record-plan.ts";

/** With more optional properties than this, an object is made one property after the other. */
const maxLiterals = 12;
/** With at most so many, each combination of them has a literal. */
const maxCombined = 4;

interface EmittedBuilder {
  /** The function for each kind of records. */
  readonly names: readonly string[];
  readonly functions: readonly string[];
  /** Whether objects may keep the order of their children. */
  readonly usesOrder: boolean;
}

/** Writes the functions that make objects from what a recogniser found, one for each element that becomes an object. */
export function emitBuilder(plan: RecordPlan, constants: EmittedConstants): EmittedBuilder {
  const emitter = new BuilderEmitter(plan, constants);
  const names = plan.records.map(({ type, tag, kind }) => emitter.record(type, tag, kind?.name));
  return { names, functions: emitter.functions, usesOrder: emitter.usesOrder };
}

interface Place {
  readonly owner: TypeIndex;
  readonly path: string;
}

/** A property of an object that is being written. */
interface Member {
  readonly property: string;
  readonly local: string;
  readonly isRequired: boolean;
}

class BuilderEmitter {
  readonly functions: string[] = [];
  usesOrder = false;
  readonly #plan: RecordPlan;
  readonly #constants: EmittedConstants;
  readonly #known = new Map<TypeIndex, string>();

  constructor(plan: RecordPlan, constants: EmittedConstants) {
    this.#plan = plan;
    this.#constants = constants;
  }

  /** Writes the function for a record, whose object says its kind where there are several, and returns its name. */
  record(type: TypeIndex, tag: string, kind: string | undefined): string {
    const place = { owner: type, path: "" };
    if (kind === undefined || !this.#plan.isShared(type)) return this.#build(type, tag, place, kind);
    // Elements in records may have the same type, but no kind.
    const inner = this.#build(type, tag, place);
    const name = `${inner}Record`;
    const kindMember = `${JSON.stringify(kindProperty)}: ${JSON.stringify(kind)}`;
    this.functions.push(
      emitFunction(`Makes the record of <${tag}>.`, `${name}${this.functions.length + 1}`, {
        parameters: ["bytes: Buffer", "text: string", "at: number", "base: number"],
        result: "Record<string, unknown>",
        lines: [`return { ${kindMember}, ...${inner}(bytes, text, at, base) };`],
      }),
    );
    return `${name}${this.functions.length}`;
  }

  #build(type: TypeIndex, tag: string, place: Place, kind?: string): string {
    const isShared = this.#plan.isShared(type);
    const known = isShared ? this.#known.get(type) : undefined;
    if (known !== undefined) return known;
    const name = `build${tag.replace(/[^A-Za-z]/g, "")}${this.#known.size + 1}_${this.functions.length + 1}`;
    if (isShared) this.#known.set(type, name);
    const here = isShared ? { owner: type, path: "" } : place;
    const fields = this.#plan.fields(type);
    const lines: string[] = [];
    const members: Member[] =
      kind === undefined
        ? []
        : [{ property: JSON.stringify(kindProperty), local: JSON.stringify(kind), isRequired: true }];
    for (const [i, field] of fields.entries()) {
      const local = `value${i}`;
      lines.push(...this.#value(field, local, here));
      members.push({ property: JSON.stringify(field.property), local, isRequired: isAlwaysThere(field) });
    }
    lines.push(...this.#object(type, members, here));
    const base = this.#plan.isShared(here.owner) ? ["base: number"] : [];
    this.functions.push(
      emitFunction(`Makes the object of <${tag}>.`, name, {
        parameters: ["bytes: Buffer", "text: string", "at: number", ...base],
        result: "Record<string, unknown>",
        lines,
      }),
    );
    return name;
  }

  /** The statements that find the value of a property. */
  #value(field: ShapeField, local: string, place: Place): string[] {
    const path = `${place.path}/${field.property}`;
    const slot = this.#plan.slot(place.owner, path);
    const hasBase = this.#plan.isShared(place.owner);
    const at = hasBase ? `base + ${slot}` : String(slot);
    const isObject = this.#plan.isObject(field);
    const isShared = isObject && this.#plan.isShared(field.type);
    const builder = isObject
      ? this.#build(field.type, localName(field.name) || field.property, { owner: place.owner, path })
      : "";
    if (field.repeated === true) {
      const one = isObject
        ? `${builder}(bytes, text, at, frame)`
        : convert(field.value, "slotText(bytes, text, at, frame + 2)");
      return [
        `let ${local}: unknown[] | undefined;`,
        `for (let frame = slots[${at}] as number; frame >= 0; frame = slots[frame] as number)`,
        `  if (${local} === undefined) ${local} = [${one}];`,
        `  else ${local}.push(${one});`,
      ];
    }
    const found = isShared
      ? `${builder}(bytes, text, at, slots[${at}] as number)`
      : isObject
        ? `${builder}(bytes, text, at${hasBase ? ", base" : ""})`
        : convert(field.value, `slotText(bytes, text, at, ${at})`);
    const given = field.kind === "attribute" ? (field.default ?? field.fixed) : undefined;
    if (given !== undefined) {
      const value = fieldValue(field.value, this.#plan.runtime.simpleType(field.type).normalize(given));
      return [`const ${local} = (slots[${at}] as number) < 0 ? ${JSON.stringify(value)} : ${found};`];
    }
    return [
      field.required === true
        ? `const ${local} = ${found};`
        : `const ${local} = (slots[${at}] as number) < 0 ? undefined : ${found};`,
    ];
  }

  /**
   * The statements that make the object. One that lacks at most one property is made by one literal, which allocates room for
   * all properties. Adding one property after the other would copy them.
   */
  #object(type: TypeIndex, members: readonly Member[], place: Place): string[] {
    const order = this.#order(type, place);
    const literal = (some: readonly Member[]): string =>
      some.length === 0 ? "{}" : `{ ${some.map(({ property, local }) => `${property}: ${local}`).join(", ")} }`;
    const optional = members.filter(({ isRequired }) => !isRequired);
    if (optional.length === 0 && order.length === 0) return [`return ${literal(members)};`];
    const firstOptional = Math.max(0, members.indexOf(optional[0] ?? (members[0] as Member)));
    const adding = [
      `value = ${literal(optional.length === 0 ? members : members.slice(0, firstOptional))};`,
      ...(optional.length === 0 ? [] : members.slice(firstOptional)).map(({ property, local, isRequired }) =>
        isRequired ? `value[${property}] = ${local};` : `if (${local} !== undefined) value[${property}] = ${local};`,
      ),
    ];
    const [start = "", ...rest] = adding;
    const oneByOne = [
      `const ${start.replace("value", "value: Record<string, unknown>")}`,
      ...rest,
      ...order,
      "return value;",
    ];
    if (optional.length === 0 || optional.length > maxLiterals) return oneByOne;
    const masks = Array.from({ length: 1 << optional.length }, (_, mask) => mask);
    // Of many, those that are there together with all others but one; the rest are made one property after the other.
    const some = optional.length <= maxCombined ? masks : [0, ...optional.map((_, i) => 1 << i)];
    const cases = some.map((mask) => ({
      mask,
      value: literal(members.filter((one) => one.isRequired || (mask & (1 << optional.indexOf(one))) === 0)),
    }));
    const missing = [
      "let missing = 0;",
      ...optional.map(({ local }, i) => `if (${local} === undefined) missing |= ${1 << i};`),
    ];
    if (order.length === 0) {
      const returned = cases.flatMap(({ mask, value }) => [`  case ${mask}:`, `    return ${value};`]);
      if (some !== masks) return [...missing, "switch (missing) {", ...returned, "}", ...oneByOne];
      const last = cases.at(-1)?.value ?? "{}";
      return [...missing, "switch (missing) {", ...returned.slice(0, -2), "  default:", `    return ${last};`, "}"];
    }
    return [
      ...missing,
      "let value: Record<string, unknown>;",
      "switch (missing) {",
      ...cases.flatMap(({ mask, value }) => [`  case ${mask}:`, `    value = ${value};`, "    break;"]),
      "  default:",
      ...adding.map((line) => `    ${line}`),
      "}",
      ...order,
      "return value;",
    ];
  }

  /** The statements that keep the text of a mixed element that holds nothing else. */
  #textAlone({ owner, path }: Place): string[] {
    const slot = this.#plan.slot(owner, `${path}/${textMark}`);
    const at = this.#plan.isShared(owner) ? `base + ${slot}` : String(slot);
    return [
      `if ((slots[${at}] as number) >= 0) {`,
      `  value[${JSON.stringify(orderProperty)}] = [${JSON.stringify(textMark)}];`,
      `  value[${JSON.stringify(textProperty)}] = [slotText(bytes, text, at, ${at})];`,
      "}",
    ];
  }

  /** The statements that keep the order of children where it is not the usual one. */
  #order(type: TypeIndex, { owner, path }: Place): string[] {
    const text = this.#plan.mayBeText(type) ? this.#textAlone({ owner, path }) : [];
    const shape = this.#plan.shapeOf(type);
    if (shape.ordered !== true && shape.mixed !== true) return [];
    const read = this.#plan.fields(type);
    const children = shape.fields.flatMap((field, i) => {
      if (field.kind !== "element" || !read.includes(field)) return [];
      const slot = this.#plan.slot(owner, `${path}/${field.property}`);
      const isFrame = field.repeated === true || (this.#plan.isObject(field) && this.#plan.isShared(field.type));
      return [slot, isFrame ? 1 : 0, i];
    });
    if (children.length === 0) return text;
    this.usesOrder = true;
    const fields = this.#constants.name("children", `Int32Array.of(${children.join(", ")})`);
    const base = this.#plan.isShared(owner) ? "base" : "0";
    return [
      ...text,
      `if (!isUsualOrder(${fields}, ${base})) {`,
      "  order ??= new ChildOrder(schema);",
      `  order.keep(shapes.get(${type} as TypeIndex), value, childOrder(${fields}, ${base}));`,
      "}",
    ];
  }
}

function isAlwaysThere(field: ShapeField): boolean {
  return field.required === true || (field.kind === "attribute" && (field.default ?? field.fixed) !== undefined);
}

function convert(kind: ShapeField["value"], text: string): string {
  return kind === "string" ? text : `fieldValue(${JSON.stringify(kind)}, ${text})`;
}
