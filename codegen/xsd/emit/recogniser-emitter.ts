import { type ShapeField, textMark } from "../../../src/xml/object-shape.ts";
import { type ContentState, elementAt, localName, type TypeIndex, typeAt } from "../../../src/xml/schema-model.ts";
import type { CompiledSchema } from "../compile/schema.ts";
import { type Branch, emitBranches } from "./branch-tree.ts";
import { EmittedConstants } from "./emitted-constants.ts";
import { emitFunction } from "./emitted-function.ts";
import type { NameMatching } from "./name-matching.ts";
import type { RecordPlan } from "./record-plan.ts";
import { emitValueScan } from "./value-scan.ts";

/** The type whose frame holds an element's fields, and the properties from it to the element. */
interface Place {
  readonly owner: TypeIndex;
  readonly path: string;
}

/** Writes the functions that read the elements of a record. */
export class RecogniserEmitter {
  readonly constants: EmittedConstants = new EmittedConstants();
  readonly functions: string[] = [];
  usesFrames = false;
  readonly #plan: RecordPlan;
  readonly #names: NameMatching;
  readonly #schema: CompiledSchema;
  /** The functions of types with frames, by type and name. */
  readonly #known = new Map<string, string>();
  #functionCount = 0;

  constructor(plan: RecordPlan, names: NameMatching) {
    this.#plan = plan;
    this.#names = names;
    this.#schema = plan.schema;
  }

  /**
   * Writes the function that reads an element with attributes or children, from the end of its opening to the end of
   * its end tag. The opening is the start tag, or the part of it before the attributes.
   */
  complexType(type: TypeIndex, element: string, place: Place): { readonly name: string; readonly rest: string } {
    const attributes = this.#plan.fields(type).filter(({ kind }) => kind === "attribute");
    const rest = attributes.length > 0 ? "" : ">";
    const isShared = this.#plan.isShared(type);
    const key = `${type} ${element}`;
    const known = isShared ? this.#known.get(key) : undefined;
    if (known !== undefined) return { name: known, rest };
    const tag = localName(element);
    const name = `read${tag.replace(/[^A-Za-z]/g, "")}${++this.#functionCount}`;
    if (isShared) this.#known.set(key, name);
    const here = isShared ? { owner: type, path: "" } : place;
    const lines = ["let at = from | 0;"];
    if (attributes.length > 0) lines.push(...this.#attributes(attributes, here), ...this.#endOfTag(type, here));
    const definition = typeAt(this.#schema.model, type);
    if (definition.kind !== "complex") throw new Error(`type ${type} is not complex`);
    const { content } = definition;
    if (this.#plan.mayBeText(type)) lines.push(...this.#textAlone(element, here));
    if (content.kind === "elements") lines.push(...this.#elements(content.states, type, { element, place: here }));
    else if (content.kind === "all") lines.push(...this.#all(type, { element, place: here }));
    else if (content.kind === "simple") {
      const field = this.#plan.fields(type).find(({ kind }) => kind === "text");
      if (field !== undefined) lines.push(...this.#value(field, "<", this.#slots(field, here)));
      lines.push(this.#endOfElement(element));
    } else lines.push(this.#endOfElement(element));
    const returnsFrame = this.#plan.isShared(here.owner);
    this.functions.push(
      emitFunction(`<${tag}> after <${tag}${rest}`, name, {
        parameters: ["bytes: Buffer", "view: DataView", "from: number", ...(returnsFrame ? ["base: number"] : [])],
        result: "number",
        lines,
      }),
    );
    return { name, rest };
  }

  /** Reads a text that is all that a mixed element holds. White space alone is no such text. */
  #textAlone(element: string, place: Place): string[] {
    const { start, end } = this.#slotsOf(place, textMark);
    return [
      "if (startsText(bytes, at)) {",
      "  let end = scanText(bytes, view, at, 60, false) | 0;",
      "  if (end < 0) end = scanLines(bytes, view, at, position) | 0;",
      "  if (end < 0) return -1;",
      `  ${start} = at;`,
      `  ${end} = end;`,
      "  at = end & ~markedBit;",
      `  ${this.#endOfElement(element)}`,
      "}",
    ];
  }

  /** Reads attributes in any order. */
  #attributes(fields: readonly ShapeField[], place: Place): string[] {
    const groups = Math.ceil(fields.length / 31);
    const required = new Array<number>(groups).fill(0);
    const branches = fields.map((field, i): Branch => {
      const group = Math.floor(i / 31);
      const bit = 1 << (i % 31);
      if (field.required === true && field.default === undefined && field.fixed === undefined)
        required[group] = (required[group] ?? 0) | bit;
      const { test, length } = this.#names.attribute(field.name);
      return {
        at: "at",
        text: ` ${localName(field.name)}="`,
        test,
        lines: [
          `if ((seen${group} & ${bit}) !== 0) return -1;`,
          `seen${group} |= ${bit};`,
          `at = ${length};`,
          ...this.#value(field, '"', this.#slots(field, place)),
          "if (bytes[at] !== 34) return -1;",
          "at++;",
          "continue;",
        ],
      };
    });
    const isForeign = this.#names.isDynamic && this.#plan.hasForeignAttributes;
    return [
      ...required.map((_, group) => `let seen${group} = 0;`),
      "for (;;) {",
      // Prefixes have any length, so the first bytes do not tell the name.
      ...(isForeign ? branches.flatMap((one) => emitBranches([one])) : emitBranches(branches)).map(indent),
      "  break;",
      "}",
      ...required.flatMap((bits, group) =>
        bits === 0 ? [] : [`if ((seen${group} & ${bits}) !== ${bits}) return -1;`],
      ),
    ];
  }

  /** Reads what follows the attributes: the end of the start tag, or of the element where that may be empty. */
  #endOfTag(type: TypeIndex, place: Place): string[] {
    const text = this.#plan.fields(type).find(({ kind }) => kind === "text");
    const slots = text === undefined ? undefined : this.#slots(text, place);
    return [
      "if (bytes[at] !== 62) {",
      ...(this.#mayBeEmpty(type)
        ? [
            "  if (bytes[at] === 32) at++;",
            "  if (bytes[at] !== 47 || bytes[at + 1] !== 62) return -1;",
            ...(slots === undefined ? [] : [`  ${slots.start} = at;`, `  ${slots.end} = at;`]),
            "  return at + 2;",
          ]
        : ["  return -1;"]),
      "}",
      "at++;",
    ];
  }

  /** Whether an element of a complex type may be written as one tag. */
  #mayBeEmpty(type: TypeIndex): boolean {
    const definition = typeAt(this.#schema.model, type);
    if (definition.kind !== "complex") return false;
    const { content } = definition;
    if (content.kind === "elements") return content.states[0]?.accepts === true;
    if (content.kind === "all") return content.optional === true || content.members.every(({ required }) => !required);
    if (content.kind === "simple") return this.#plan.runtime.simpleType(content.type).check("") === undefined;
    return content.kind === "empty";
  }

  /**
   * Looks for each child in one place, whatever the state, and only then checks whether the state allows it. That keeps
   * the code short, so a just-in-time compiler has soon seen all of it. Children that are texts are read inline,
   * because a call would cost as much as reading them.
   */
  #elements(
    states: readonly ContentState[],
    type: TypeIndex,
    { element, place }: { readonly element: string; readonly place: Place },
  ): string[] {
    const children = this.#plan.fields(type).filter(({ kind }) => kind === "element");
    const tag = localName(element);
    if (children.length === 0 && states[0]?.accepts !== true) return ["return -1;"];
    // A row for each state: the next state for each child, then whether the element may end.
    const rows = states.map(({ accepts, next }) => [
      ...children.map(({ name }) => next.find(([one]) => elementAt(this.#schema.model, one).name === name)?.[1] ?? -1),
      accepts === true ? 0 : -1,
    ]);
    const steps = this.constants.name("steps", `Int16Array.of(${rows.flat().join(", ")})`, `<${tag}>: state by child`);
    const width = children.length + 1;
    const step = (column: number): string => `${steps}[state * ${width} + ${column}] as number`;
    return [
      ...(children.length > 0 ? ["let state = 0;"] : ["const state = 0;"]),
      ...this.#loop(children, element, {
        place,
        enter: (_, column) => [`state = ${step(column)};`, "if (state < 0) return -1;"],
        mayEnd: `(${step(children.length)}) >= 0`,
      }),
    ];
  }

  /** Reads children in any order, each at most once. */
  #all(type: TypeIndex, { element, place }: { readonly element: string; readonly place: Place }): string[] {
    const definition = typeAt(this.#schema.model, type);
    if (definition.kind !== "complex" || definition.content.kind !== "all") return ["return -1;"];
    const { members, optional } = definition.content;
    const nameOf = (index: Parameters<typeof elementAt>[1]): string => elementAt(this.#schema.model, index).name;
    const children = this.#plan.fields(type).filter(({ kind }) => kind === "element");
    const groups = members.map(({ element: one, substitutes = [], required }) => ({
      names: [one, ...substitutes].map(nameOf),
      required: required === true,
    }));
    const fieldsOf = (names: readonly string[]): string[] =>
      children.filter(({ name }) => names.includes(name)).map((field) => this.#slots(field, place).start);
    const missing = groups
      .filter(({ required }) => required)
      .map(
        ({ names }) =>
          fieldsOf(names)
            .map((slot) => `(${slot} as number) < 0`)
            .join(" && ") || "true",
      );
    const none = children.map((field) => `(${this.#slots(field, place).start} as number) < 0`).join(" && ") || "true";
    const isIncomplete = missing.length === 0 ? "false" : missing.map((one) => `(${one})`).join(" || ");
    return this.#loop(children, element, {
      place,
      enter: ({ name }) =>
        fieldsOf(groups.find(({ names }) => names.includes(name))?.names ?? [name]).map(
          (slot) => `if ((${slot} as number) >= 0) return -1;`,
        ),
      mayEnd: optional === true && missing.length > 0 ? `!(${isIncomplete}) || (${none})` : `!(${isIncomplete})`,
    });
  }

  #loop(
    children: readonly ShapeField[],
    element: string,
    {
      place,
      enter,
      mayEnd,
    }: {
      readonly place: Place;
      readonly enter: (child: ShapeField, column: number) => readonly string[];
      readonly mayEnd: string;
    },
  ): string[] {
    const branches = children.map((child, column): Branch => {
      const { rest, lines } = this.#child(child, place);
      const { test, length } = this.#names.open(child.name, rest);
      const { at, text } = this.#names.start(child.name);
      return {
        at,
        text: text + rest,
        test,
        lines: [...enter(child, column), `at = ${length};`, ...lines, "continue;"],
      };
    });
    // Elements that are written as one tag are looked for last.
    const short = children.flatMap((child, column): Branch[] => {
      const lines = this.#emptyChild(child, place);
      if (lines === undefined) return [];
      const { at, text } = this.#names.start(child.name);
      return ["/>", " />"].map((rest) => {
        const { test, length } = this.#names.open(child.name, rest);
        return {
          at,
          text: text + rest,
          test,
          lines: [...enter(child, column), `at = ${length};`, ...lines, "continue;"],
        };
      });
    });
    const end = this.#names.close(element);
    return [
      "for (;;) {",
      "  at = space(bytes, view, at) | 0;",
      ...this.#names.starts(children.map(({ name }) => name)).map(indent),
      ...emitBranches(branches).map(indent),
      `  if (${end.test}) return ${mayEnd} ? ${end.length} : -1;`,
      ...(short.length === 0 ? [] : ["  {", ...emitBranches(short).map((line) => `    ${line}`), "  }"]),
      "  return -1;",
      "}",
    ];
  }

  /** Returns what follows the name of a child in its opening, and the statements that read the child from there. */
  #child(field: ShapeField, place: Place): { readonly rest: string; readonly lines: readonly string[] } {
    const slots = this.#slots(field, place);
    if (this.#plan.isObject(field)) {
      const isShared = this.#plan.isShared(field.type);
      const below = { owner: place.owner, path: `${place.path}/${field.property}` };
      const { name, rest } = this.complexType(field.type, field.name, below);
      if (!isShared) {
        const base = this.#plan.isShared(place.owner) ? ", base" : "";
        return {
          rest,
          lines: [`${slots.start} = at;`, `at = ${name}(bytes, view, at${base}) | 0;`, "if (at < 0) return -1;"],
        };
      }
      const isRecursive = this.#plan.isRecursive(field.type);
      return {
        rest,
        lines: [
          ...this.#frame(slots.index, this.#plan.frameSize(field.type)),
          ...(isRecursive
            ? [
                "position[3] = (position[3] as number) + 1;",
                `if ((position[3] as number) > ${this.#plan.depth.nesting}) return -1;`,
              ]
            : []),
          `at = ${name}(bytes, view, at, frame) | 0;`,
          "if (at < 0) return -1;",
          ...(isRecursive ? ["position[3] = (position[3] as number) - 1;"] : []),
        ],
      };
    }
    const close = this.#names.close(field.name);
    return {
      rest: ">",
      lines: [
        ...(field.repeated === true ? this.#frame(slots.index, 4) : []),
        ...this.#value(field, "<", field.repeated === true ? frameSlots : slots),
        ...(field.default === undefined && field.fixed === undefined
          ? []
          : [`if (at === ${field.repeated === true ? frameSlots.start : slots.start}) return -1;`]),
        `if (!(${close.test})) return -1;`,
        `at = ${close.length};`,
      ],
    };
  }

  /** The statements for a child that is written as one tag; `undefined` if it cannot be. */
  #emptyChild(field: ShapeField, place: Place): readonly string[] | undefined {
    const slots = this.#slots(field, place);
    if (this.#plan.isObject(field)) {
      // With attributes, the function of the type sees the end of the tag.
      if (this.#plan.fields(field.type).some(({ kind }) => kind === "attribute")) return undefined;
      if (!this.#mayBeEmpty(field.type)) return undefined;
      const text = this.#plan.fields(field.type).find(({ kind }) => kind === "text");
      if (text !== undefined) return undefined;
      return this.#plan.isShared(field.type)
        ? this.#frame(slots.index, this.#plan.frameSize(field.type), false)
        : [`${slots.start} = at;`];
    }
    if (field.default !== undefined || field.fixed !== undefined) return undefined;
    if (this.#plan.runtime.simpleType(field.type).check("") !== undefined) return undefined;
    const { start, end } = field.repeated === true ? frameSlots : slots;
    return [...(field.repeated === true ? this.#frame(slots.index, 4) : []), `${start} = at;`, `${end} = at;`];
  }

  /** The statements that add a frame to a list of frames. */
  #frame(list: string, size: number, isUsed = true): string[] {
    this.usesFrames = true;
    return isUsed
      ? [`const frame = addFrame(${list}, ${size}, at) | 0;`, "if (frame < 0) return -1;"]
      : [`if (addFrame(${list}, ${size}, at) < 0) return -1;`];
  }

  #value(field: ShapeField, terminator: '"' | "<", slots: Slots): string[] {
    const { type, fixed } = field;
    const text = fixed === undefined ? undefined : this.#plan.runtime.simpleType(type).normalize(fixed);
    const place = { type, terminator, ...slots, ...(text !== undefined && { only: text }) };
    return emitValueScan(this.#schema, place, this.constants);
  }

  /** The two numbers of a field, as expressions. */
  #slots(field: ShapeField, place: Place): Slots & { readonly index: string } {
    return this.#slotsOf(place, field.property);
  }

  #slotsOf({ owner, path }: Place, property: string): Slots & { readonly index: string } {
    const slot = this.#plan.slot(owner, `${path}/${property}`);
    const at = (add: number): string => (this.#plan.isShared(owner) ? `base + ${slot + add}` : String(slot + add));
    return { start: `slots[${at(0)}]`, end: `slots[${at(1)}]`, index: at(0), id: String(slot) };
  }

  #endOfElement(element: string): string {
    const { test, length } = this.#names.close(element);
    return `return ${test} ? ${length} : -1;`;
  }
}

/** Where the start and the marked end of a value go; `id` makes variable names unique. */
interface Slots {
  readonly start: string;
  readonly end: string;
  readonly id: string;
}

const frameSlots: Slots = { start: "slots[frame + 2]", end: "slots[frame + 3]", id: "frame" };

function indent(line: string): string {
  return `  ${line}`;
}
