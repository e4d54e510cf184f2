import type { Message } from "../asyncapi/model/contract.ts";
import type { Json } from "../asyncapi/model/json.ts";
import type { Schema } from "../asyncapi/model/schema.ts";
import { flatten, own } from "../contract-diff/flatten.ts";
import { usualValue } from "../samples/samples.ts";
import { type Concept, matchItem } from "./concepts.ts";
import { type Field, fieldsOf } from "./fields.ts";
import { type Entry, literal, memberType, objectLiteral, undecided } from "./source.ts";
import { vocabulary, wordsOf } from "./vocabulary.ts";
import type { WriterPlan } from "./writer-plan.ts";

/** A field that the report has to say, as nothing else knows it. */
export interface Extra {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string;
}

interface Target {
  readonly message: Message;
  /** What the fields tell, by JSON pointer. */
  readonly concepts: ReadonlyMap<string, Concept>;
  readonly plan: WriterPlan;
}

/** A literal for `make`, and when it is the one to make. */
export interface Literal {
  readonly condition?: string;
  readonly text: string;
}

/** An expression, and the variables that must be defined for it. */
interface Value {
  readonly text: string;
  readonly needs: readonly string[];
  readonly remark?: string;
  /** It says something of the message: it is more than what is left out. */
  readonly saysSomething: boolean;
}

interface Part {
  readonly schema: Schema;
  readonly path: string;
  readonly names: readonly string[];
  /** The type of the part, as source. */
  readonly type: string;
  readonly isRequired: boolean;
}

const leftOut: Value = { text: "undefined", needs: [], saysSomething: false };

/** Writes the payload of a message as a literal that names every field. */
export class PayloadWriter {
  readonly #target: Target;
  readonly #extras = new Map<string, Extra>();
  needsTime = false;

  constructor(target: Target) {
    this.#target = target;
  }

  get extras(): readonly Extra[] {
    return [...this.#extras.values()];
  }

  /** The literals to make: one, or one for each kind of payload that the alternatives ask for. */
  literals(indent: string): readonly Literal[] {
    const { message, plan } = this.#target;
    const { payload } = message;
    const root = payload.definitions.get(payload.root);
    if (root === undefined) return [];
    const schema = flatten(root, payload);
    const whole: Part = { schema, path: "", names: [], type: plan.alias, isRequired: true };
    const lists = this.#alternativeLists(schema);
    if (lists === undefined) return [{ text: this.#members(whole, indent, new Set()).text }];
    // Cards or accessories or both: each is a payload of its own kind to the type checker.
    const [cards, accessories] = lists;
    return [
      {
        condition: "cardIds.length === 0",
        text: this.#members(whole, `${indent}  `, new Set([cards, `!${accessories}`])).text,
      },
      { text: this.#members(whole, `${indent}  `, new Set([`!${cards}`])).text },
    ];
  }

  /** The paths of cards and accessories, where at least one of them has to be there. */
  #alternativeLists({ anyOf, oneOf }: Schema): readonly [cards: string, accessories: string] | undefined {
    const { concepts } = this.#target;
    const required = (anyOf ?? oneOf ?? []).map((branch) => branch.required ?? []);
    if (required.length !== 2 || required.some((names) => names.length !== 1)) return undefined;
    const paths = required.map(([name = ""]) => `/${name}`);
    const pathFor = (concept: Concept) => paths.find((path) => concepts.get(path) === concept);
    const [cards, accessories] = [pathFor("cardIds"), pathFor("accessories")];
    return cards === undefined || accessories === undefined ? undefined : [cards, accessories];
  }

  /** An object literal of all members. `fixed` names lists that are left out, or with `!` are there for sure. */
  #members(part: Part, indent: string, fixed: ReadonlySet<string>): Value {
    const { schema } = part;
    const needs: string[] = [];
    let saysSomething = false;
    const entries = Object.entries(schema.properties ?? {}).map(([name, property]): Entry => {
      const isRequired = schema.required?.includes(name) ?? false;
      const path = `${part.path}/${name}`;
      const type = memberType(part.type, name);
      const child = { schema: property, path, names: [...part.names, name], type, isRequired };
      const value = fixed.has(path) ? leftOut : this.#value(child, `${indent}  `, fixed.has(`!${path}`));
      needs.push(...value.needs);
      saysSomething ||= value.saysSomething;
      const unknown = part.path === "" && value.needs.length > 0 ? unknownRemark(value.needs) : undefined;
      return { name, text: value.text, remark: value.remark ?? unknown };
    });
    return { text: objectLiteral(entries, indent), needs, saysSomething };
  }

  #value(part: Part, indent: string, isSure: boolean): Value {
    const { payload } = this.#target.message;
    const schema = flatten(part.schema, payload);
    const concept = this.#target.concepts.get(part.path);
    const value =
      concept === undefined
        ? this.#plain({ ...part, schema }, indent)
        : this.#told(concept, { ...part, schema }, indent);
    if (concept === undefined || isSure) return value;
    const variable =
      concept === "cardIds"
        ? "cardIds"
        : concept === "accessories"
          ? "accessories"
          : concept === "expectedReportDataFields"
            ? concept
            : undefined;
    // A list that may be left out is left out when it is empty.
    return part.isRequired || variable === undefined || value.remark !== undefined
      ? value
      : { ...value, text: `${variable}.length === 0 ? undefined : ${value.text}` };
  }

  /** A field that no variable fills. */
  #plain(part: Part, indent: string): Value {
    const { schema, isRequired, names, type } = part;
    const { rest } = this.#target.plan;
    const constant = schema.const?.value ?? (schema.enum?.length === 1 && isRequired ? schema.enum[0] : undefined);
    if (constant !== undefined && isRequired) return { text: literal(constant), needs: [], saysSomething: false };
    if (Object.keys(schema.properties ?? {}).length > 0) {
      const before = new Map(this.#extras);
      const members = this.#members({ ...part, type: isRequired ? type : `NonNullable<${type}>` }, indent, new Set());
      const object = `part<${isRequired ? type : `NonNullable<${type}>`}>(${members.text})`;
      if (members.saysSomething) {
        if (members.needs.length === 0 || isRequired) return { ...members, text: object };
        const isMissing = [...new Set(members.needs)].map((name) => `${name} === undefined`).join(" || ");
        return { text: `${isMissing} ? undefined : ${object}`, needs: [], saysSomething: true };
      }
      // Nothing in it is known: the report says it as a whole, or nobody does.
      this.#extras.clear();
      for (const [name, extra] of before) this.#extras.set(name, extra);
    }
    if (rest === "invent") return isRequired ? this.#invented(part) : leftOut;
    if (rest === "report" && (isRequired || names.length <= 2)) return this.#extra(part);
    return isRequired
      ? { text: undecided, needs: [], remark: `what ${names.join(".")} is`, saysSomething: true }
      : leftOut;
  }

  /** Any value will do: the one of the document's example, or one that is made up. */
  #invented({ schema, names }: Part): Value {
    const { payload, examples } = this.#target.message;
    const example = examples.map((each) => memberAt(each.payload, names)).find((value) => value !== undefined);
    return { text: literal(example ?? usualValue(schema, payload)), needs: [], saysSomething: false };
  }

  #extra({ schema, names, type, isRequired }: Part): Value {
    const [last = ""] = names.slice(-1);
    const taken = new Set([
      ...this.#target.plan.variables.map(({ name }) => name),
      "make",
      "part",
      ...this.#extras.keys(),
    ]);
    const short = identifier([last]);
    const name = taken.has(short) ? identifier(names) : short;
    const description = schema.notes.description ?? schema.notes.title ?? "";
    this.#extras.set(name, { name, type, isRequired, description });
    return { text: name, needs: [], saysSomething: false };
  }

  /** A field that a variable fills. */
  #told(concept: Concept, part: Part, indent: string): Value {
    const { schema, isRequired } = part;
    const told = (text: string): Value => ({ text, needs: [], saysSomething: true });
    switch (concept) {
      case "cardIds":
        return told(this.#list("cardIds", part, indent));
      case "accessories":
        return told(this.#accessories(part, indent));
      case "expectedReportDataFields":
        return told(this.#list("expectedReportDataFields", part, indent));
      case "reportData":
        return told(this.#reportData(part, indent));
      case "time": {
        const name = this.#target.plan.role === "shipped" ? "shipped" : "produced";
        this.needsTime ||= isRequired;
        return told(schema.format === "date" ? `${name}${isRequired ? "" : "?"}.slice(0, 10)` : name);
      }
      case "details": {
        const most = schema.limits["maxLength"];
        return told(most === undefined ? "details" : `details.slice(0, ${most})`);
      }
      default:
        return this.#single(concept, part);
    }
  }

  #single(name: string, { schema, isRequired }: Part): Value {
    const variable = this.#target.plan.variables.find((each) => each.name === name);
    const isNumber = schema.type?.some((type) => type === "integer" || type === "number") ?? false;
    if (variable === undefined) {
      if (!isRequired) return leftOut;
      return { text: undecided, needs: [], remark: `what ${name} is`, saysSomething: true };
    }
    if (!variable.isOptional) return { text: isNumber ? `Number(${name})` : name, needs: [], saysSomething: true };
    if (!isRequired) {
      return {
        text: isNumber ? `${name} === undefined ? undefined : Number(${name})` : name,
        needs: [],
        saysSomething: true,
      };
    }
    return { text: isNumber ? `Number(${name})` : name, needs: [name], saysSomething: true };
  }

  #list(variable: string, part: Part, indent: string): string {
    const { items } = part.schema;
    const { payload } = this.#target.message;
    const item = items && flatten(items, payload);
    const isNumber = item?.type?.some((type) => type === "integer" || type === "number") ?? false;
    if (item === undefined || !isObject(item)) return isNumber ? `${variable}.map(Number)` : variable;
    const noun = variable === "cardIds" ? vocabulary.card : new Set<string>();
    const found = matchItem(this.#fieldsOf(item), noun);
    const key =
      variable === "cardIds" ? (found.get("id") ?? found.get("name")) : (found.get("name") ?? found.get("id"));
    const [parameter] = variable === "cardIds" ? ["id"] : ["name"];
    return `${variable}.map((${parameter}) => ${this.#item(part, new Map([[key, parameter ?? ""]]), indent)})`;
  }

  #accessories(part: Part, indent: string): string {
    const { items } = part.schema;
    const item = items && flatten(items, this.#target.message.payload);
    if (item === undefined || !isObject(item)) return "accessories.map(({ accessoryId }) => accessoryId)";
    const found = matchItem(this.#fieldsOf(item), vocabulary.accessory);
    const hasArticle = this.#target.plan.role === "request";
    const values = new Map<Field | undefined, string>([
      [found.get("id"), "accessoryId"],
      [found.get("quantity"), "quantity"],
      ...(hasArticle ? ([[found.get("articleId"), "articleId"]] as const) : []),
    ]);
    const names = [...values].filter(([field]) => field !== undefined).map(([, name]) => name);
    return `accessories.map(({ ${names.join(", ")} }) => ${this.#item(part, values, indent)})`;
  }

  #reportData(part: Part, indent: string): string {
    const { items } = part.schema;
    if (items === undefined) return "reportData";
    const found = matchItem(this.#fieldsOf(items), new Set());
    const key = found.get("name") ?? found.get("id");
    const values = new Map([
      [key, "name"],
      [found.get("value"), "value"],
    ]);
    return `Object.entries(reportData).map(([name, value]) => ${this.#item(part, values, indent)})`;
  }

  /** One item of a list, of which some fields are filled. */
  #item(
    { schema, type, isRequired, names }: Part,
    values: ReadonlyMap<Field | undefined, string>,
    indent: string,
  ): string {
    const { payload } = this.#target.message;
    const object = schema.items && flatten(schema.items, payload);
    const itemType = `${isRequired ? type : `NonNullable<${type}>`}[number]`;
    const byName = new Map(
      [...values].map(([field, text]) => [field?.steps.length === 1 ? field.steps[0]?.name : undefined, text]),
    );
    const entries = Object.entries(object?.properties ?? {}).map(([name, property]): Entry => {
      const text = byName.get(name);
      if (text !== undefined) return { name, text };
      if (!object?.required?.includes(name)) return { name, text: "undefined" };
      if (this.#target.plan.rest === "invent") return { name, text: literal(usualValue(property, payload)) };
      return { name, text: undecided, remark: `what ${names.join(".")}[].${name} is` };
    });
    return `part<${itemType}>(${objectLiteral(entries, indent)})`;
  }

  #fieldsOf(items: Schema): readonly Field[] {
    const { definitions } = this.#target.message.payload;
    return fieldsOf({ root: "", definitions: new Map([...definitions, ["", items]]) });
  }
}

function unknownRemark(names: readonly string[]): string {
  return `what to say when ${[...new Set(names)].join(" or ")} is not known`;
}

function memberAt(value: Json | undefined, names: readonly string[]): Json | undefined {
  return names.reduce<Json | undefined>((inner, name) => {
    const isObjectHere = typeof inner === "object" && inner !== null && !Array.isArray(inner);
    return isObjectHere ? own(inner as { readonly [name: string]: Json }, name) : undefined;
  }, value);
}

function isObject({ properties }: Schema): boolean {
  return Object.keys(properties ?? {}).length > 0;
}

function identifier(names: readonly string[]): string {
  const [first = "field", ...others] = names.flatMap(wordsKept);
  const text = first + others.map((word) => `${word[0]?.toUpperCase() ?? ""}${word.slice(1)}`).join("");
  return /^[a-z_$]/i.test(text) ? text : `field${text}`;
}

function wordsKept(name: string): readonly string[] {
  // A name that is an identifier stays as it is.
  return /^[a-z_$][\w$]*$/.test(name) ? [name] : wordsOf(name);
}
