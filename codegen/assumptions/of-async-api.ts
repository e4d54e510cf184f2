import type { Json } from "../asyncapi/model/json.ts";
import { parseSpec } from "../asyncapi/read/document.ts";
import { pointerTo } from "../asyncapi/read/pointer.ts";
import type { SpecFile } from "../generated-file.ts";
import { type Assumption, isCertainty, sentence } from "./assumption.ts";

type JsonObject = { readonly [key: string]: Json };

/** Lists the points of an AsyncAPI document whose `x-provenance` says that the vendor has not stated them. */
export function assumptionsOfAsyncApi({ path, text }: SpecFile): readonly Assumption[] {
  const document = parseSpec(path, text);
  const points: Assumption[] = [];
  const add = (pointer: string, tokens: readonly string[], point: Omit<Assumption, "file" | "line" | "subject">) => {
    points.push({
      file: path,
      line: document.locate(pointer).line,
      subject: subjectOf(tokens, document.value),
      ...point,
    });
  };
  const visit = (value: Json, pointer: string, tokens: readonly string[]) => {
    if (!isObject(value)) {
      if (Array.isArray(value)) {
        for (const [index, item] of value.entries())
          visit(item, pointerTo(pointer, `${index}`), [...tokens, `${index}`]);
      }
      return;
    }
    const certainty = value["x-provenance"];
    const reason = sentence(textOf(value["x-provenance-note"]));
    if (isCertainty(certainty)) add(pointer, tokens, { certainty, statement: statementOf(value, tokens), reason });
    const required = value["x-provenance-required"];
    if (isCertainty(required) && !isCertainty(certainty)) {
      const statement = `Required are ${namesOf(value["required"]).join(", ")}, and nothing else.`;
      add(pointer, tokens, { certainty: required, statement, reason });
    }
    for (const [key, member] of Object.entries(value)) {
      // Examples are values, not parts of the contract.
      if (key !== "examples" && key !== "example" && key !== "default")
        visit(member, pointerTo(pointer, key), [...tokens, key]);
    }
  };
  visit(document.value, "", []);
  return points;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function namesOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];
}

function subjectOf(tokens: readonly string[], root: Json): string {
  const [first, second = "", third = ""] = tokens;
  if (first === "channels") return `channel ${second}`;
  if (first === "operations") return `operation ${second}`;
  if (first === "servers") return `server ${second}`;
  if (first !== "components") return first ?? "document";
  if (second === "messages" && tokens.length === 3) {
    const name = ["components", "messages", third, "name"].reduce<Json | undefined>(
      (value, key) => (isObject(value) ? value[key] : undefined),
      root,
    );
    return `message ${textOf(name) || third}`;
  }
  const path = tokens
    .slice(2)
    .filter((token, index, all) => token !== "properties" || all[index - 1] === "properties")
    .map((token) => (token === "items" ? "[]" : token === "additionalProperties" ? "*" : token));
  return path.join(".").replaceAll(".[]", "[]");
}

/** Says what a part of the document claims. */
function statementOf(part: JsonObject, [first]: readonly string[]): string {
  if (first === "channels") return sentence(`Its address is ${textOf(part["address"])}`);
  if (first === "operations") {
    const from = part["action"] === "send" ? "NGOC sends it" : "The partner sends it";
    return `${from}: ${sentence(textOf(part["summary"]))}`;
  }
  const rules = rulesOf(part);
  const words = [textOf(part["summary"]), textOf(part["description"])].filter((text) => text !== "").map(sentence);
  return [sentence(rules.join("; ")), ...words].filter((text) => text !== "").join(" ");
}

const limits = [
  "format",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "minItems",
  "maxItems",
  "uniqueItems",
] as const;

function rulesOf(part: JsonObject): readonly string[] {
  const { type, required, enum: values, properties, items, additionalProperties, anyOf, oneOf } = part;
  const kind = isObject(additionalProperties) ? `map of ${kindOf(additionalProperties)}` : kindOf(part);
  const fields = isObject(properties) ? [`with the fields ${Object.keys(properties).join(", ")}`] : [];
  const choices = [...(Array.isArray(anyOf) ? anyOf : []), ...(Array.isArray(oneOf) ? oneOf : [])]
    .filter(isObject)
    .flatMap((branch) => namesOf(branch["required"]));
  return [
    ...(type === undefined && !isObject(items) ? [] : [kind[0]?.toUpperCase() + kind.slice(1)]),
    ...fields,
    ...(namesOf(required).length > 0 ? [`required are ${namesOf(required).join(", ")}`] : []),
    ...(choices.length > 0 ? [`at least one of ${choices.join(", ")}`] : []),
    ...limits.flatMap((limit) => (part[limit] === undefined ? [] : [`${limit} ${String(part[limit])}`])),
    ...(Array.isArray(values) ? [`one of ${values.map(String).join(", ")}`] : []),
  ];
}

function kindOf(part: JsonObject): string {
  const { type, items, $ref } = part;
  if (typeof $ref === "string") return $ref.split("/").at(-1) ?? "";
  if (type === "array" && isObject(items)) return `list of ${kindOf(items)}`;
  return Array.isArray(type) ? type.join(" or ") : textOf(type) || "anything";
}
