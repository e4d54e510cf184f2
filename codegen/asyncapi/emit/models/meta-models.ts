import {
  AnyModel,
  ArrayModel,
  BooleanModel,
  ConstrainedDictionaryModel,
  type ConstrainedMetaModel,
  DictionaryModel,
  EnumModel,
  EnumValueModel,
  FloatModel,
  InputMetaModel,
  IntegerModel,
  type MetaModel,
  type MetaModelOptions,
  ObjectModel,
  ObjectPropertyModel,
  ReferenceModel,
  StringModel,
  TupleModel,
  TupleValueModel,
  UnionModel,
} from "@asyncapi/modelina";
import { typeName } from "../../model/names.ts";
import { type Declaration, isNever, type Member, type Signature, type TypeNode } from "../type-node.ts";

/** What a meta model has no word for. It travels as the model's original input, which Modelina hands through untouched. */
export interface Remark {
  /** Lines of the doc comment. */
  readonly doc: readonly string[];
  /** This union means all of its parts, not one of them. */
  readonly isIntersection?: true;
  /** Any other string or number, beside listed values. */
  readonly isOpen?: true;
  /** The names that a dictionary's keys have. */
  readonly pattern?: string;
  /** Number of items that a tuple has at least. */
  readonly least?: number;
  /** Items after those that a tuple lists. */
  readonly hasRest?: true;
}

/** Returns what was remarked about a model when it was made. */
export function remarkOf(model: MetaModel | ConstrainedMetaModel): Remark {
  return model.originalInput as Remark;
}

/** Whether a property of a model stands for the properties that the others do not name. */
export function isUnwrapped(model: ConstrainedMetaModel): model is ConstrainedDictionaryModel {
  return model instanceof ConstrainedDictionaryModel && model.serializationType === "unwrap";
}

/**
 * Makes Modelina's meta models of declarations: what each language's generator renders.
 *
 * The models of types within types are named after where they stand.
 *
 * @param references what a reference leads to: the `model` that it names, or the name `alone`, for a language whose declarations need
 * nothing else of each other. Modelina walks all that a model leads to once for each model.
 */
export function metaModels(
  declarations: readonly Declaration[],
  references: "model" | "alone" = "model",
): InputMetaModel {
  const input = new InputMetaModel();
  input.models = new MetaModelMaker(declarations, references).models;
  return input;
}

class MetaModelMaker {
  readonly #declarations: ReadonlyMap<string, Declaration>;
  readonly #made = new Map<string, MetaModel>();
  readonly #references: { readonly model: ReferenceModel; readonly name: string }[] = [];
  readonly models: { [name: string]: MetaModel };

  constructor(declarations: readonly Declaration[], references: "model" | "alone") {
    this.#declarations = new Map(declarations.map((declaration) => [declaration.name, declaration]));
    for (const { name, doc, type } of declarations) this.#made.set(name, this.#declared(name, doc, type));
    if (references === "model") this.#complete();
    this.models = Object.fromEntries(this.#made);
  }

  #complete(): void {
    // Only now is there something for every reference to point at, itself included.
    for (const { model, name } of this.#references) model.ref = this.#made.get(name) ?? model.ref;
  }

  /** An object that is declared stays an object, even when it is nothing but a map: then it has one unwrapped dictionary. */
  #declared(name: string, doc: readonly string[], type: TypeNode): MetaModel {
    if (type.kind === "object") return this.#object(name, { doc }, type);
    const model = this.#model(name, type, { doc });
    if (!(model instanceof ReferenceModel)) return model;
    // Another name for a declared type, or for that type or null: a reference by itself has the name of what it refers to.
    const target = this.#model(`${name}Alternative1`, { kind: "reference", name: model.name });
    return new UnionModel(name, { doc }, model.options, [target]);
  }

  #model(name: string, type: TypeNode, remark: Remark = { doc: [] }, options: MetaModelOptions = {}): MetaModel {
    switch (type.kind) {
      case "any":
        return new AnyModel(name, remark, options);
      case "null":
        return new AnyModel(name, remark, { ...options, const: { originalInput: null } });
      case "boolean":
        return new BooleanModel(name, remark, options);
      case "string":
        return new StringModel(name, { ...remark, ...(type.open && { isOpen: true }) }, options);
      case "number": {
        const said = { ...remark, ...(type.open && { isOpen: true as const }) };
        return type.integer ? new IntegerModel(name, said, options) : new FloatModel(name, said, options);
      }
      case "literal":
        return literalModel(name, type.value, remark, options);
      case "reference":
        return this.#reference(name, type.name, remark, options);
      case "object": {
        const [signature] = type.signatures;
        return signature === undefined || isInterface(type)
          ? this.#object(name, remark, type, options)
          : this.#dictionary(name, signature, remark, options);
      }
      case "array":
        return new ArrayModel(name, remark, options, this.#model(`${name}Item`, type.item));
      case "tuple": {
        const items = [...type.items, ...(type.rest ? [type.rest] : [])];
        const values = items.map((item, index) => new TupleValueModel(index, this.#model(`${name}Item${index}`, item)));
        const said = { ...remark, least: type.least, ...(type.rest && { hasRest: true as const }) };
        return new TupleModel(name, said, options, values);
      }
      case "union":
        return this.#union(name, type.of, remark, options);
      case "intersection": {
        const parts = type.of.map((part, index) => this.#model(`${name}Part${index + 1}`, part));
        return new UnionModel(name, { ...remark, isIntersection: true }, options, parts);
      }
    }
  }

  #object(
    name: string,
    remark: Remark,
    { members, signatures }: { readonly members: readonly Member[]; readonly signatures: readonly Signature[] },
    options: MetaModelOptions = {},
  ): ObjectModel {
    const properties = members.map((member) => {
      const model = this.#model(`${name}${typeName(member.name)}`, member.type, { doc: member.doc });
      return new ObjectPropertyModel(member.name, member.required, model);
    });
    // Modelina's own word for an index signature beside properties: a dictionary that is unwrapped into its object.
    const unwrapped = signatures.map((signature, index) => {
      const property = index === 0 ? "additionalProperties" : `additionalProperties${index + 1}`;
      const model = this.#dictionary(`${name}${typeName(property)}`, signature, { doc: [] }, {}, "unwrap");
      return new ObjectPropertyModel(property, false, model);
    });
    // The keys are never read. JSON names are none: "1" would change the order, and "__proto__" vanish.
    const entries = [...properties, ...unwrapped].map((property, index) => [`p${index}`, property] as const);
    return new ObjectModel(name, remark, options, Object.fromEntries(entries));
  }

  #dictionary(
    name: string,
    { pattern, type }: Signature,
    remark: Remark,
    options: MetaModelOptions,
    serialization: "unwrap" | "normal" = "normal",
  ): DictionaryModel {
    const keyRemark: Remark = { doc: [], ...(pattern !== undefined && { pattern }) };
    const key = new StringModel(`${name}Key`, keyRemark, {});
    return new DictionaryModel(name, remark, options, key, this.#model(`${name}Value`, type), serialization);
  }

  #reference(name: string, target: string, remark: Remark, options: MetaModelOptions): MetaModel {
    if (!this.#declarations.has(target)) throw new Error(`No declaration of ${target}, which ${name} refers to`);
    const model = new ReferenceModel(target, remark, options, new AnyModel(target, remark, {}));
    this.#references.push({ model, name: target });
    return model;
  }

  /** Values that are listed are an enumeration, and `null` is no alternative but an option of the others. */
  #union(name: string, types: readonly TypeNode[], remark: Remark, options: MetaModelOptions): MetaModel {
    if (isNever({ kind: "union", of: types })) return new UnionModel(name, remark, options, []);
    const others = types.filter(({ kind }) => kind !== "null");
    const nullable: MetaModelOptions = others.length < types.length ? { ...options, isNullable: true } : options;
    const values = others.flatMap((type) => (type.kind === "literal" ? [type.value] : []));
    const isListed = values.length > 1 || (values.length === 1 && nullable.isNullable === true);
    const rest = others.filter(({ kind }) => !isListed || kind !== "literal");
    const [only] = rest;
    if (isListed && rest.length === 0) return enumModel(name, values, remark, nullable);
    // An object that is declared is an interface or a class, which cannot be null itself.
    if (!isListed && rest.length === 1 && only && !isInterface(only)) return this.#model(name, only, remark, nullable);
    const alternatives = rest.map((type, index) => this.#model(`${name}Alternative${index + 1}`, type));
    const listed = isListed ? [enumModel(`${name}Values`, values, { doc: [] }, {})] : [];
    return new UnionModel(name, remark, nullable, [...listed, ...alternatives]);
  }
}

/** Whether a type is an object with properties, and not a mere map. */
function isInterface(type: TypeNode): boolean {
  return type.kind === "object" && (type.members.length > 0 || type.signatures.length !== 1);
}

function literalModel(
  name: string,
  value: string | number | boolean,
  remark: Remark,
  options: MetaModelOptions,
): MetaModel {
  const constant = { ...options, const: { originalInput: value } };
  if (typeof value === "string") return new StringModel(name, remark, constant);
  if (typeof value === "boolean") return new BooleanModel(name, remark, constant);
  return Number.isInteger(value) ? new IntegerModel(name, remark, constant) : new FloatModel(name, remark, constant);
}

function enumModel(
  name: string,
  values: readonly (string | number | boolean)[],
  remark: Remark,
  options: MetaModelOptions,
): EnumModel {
  const models = values.map((value) => new EnumValueModel(String(value), value));
  return new EnumModel(name, remark, options, models);
}
