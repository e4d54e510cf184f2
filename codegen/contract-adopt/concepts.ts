import { type Field, isSure, pathOf } from "./fields.ts";
import type { Role } from "./roles.ts";
import { count, hasOf, vocabulary, type WordSet, wordsOf } from "./vocabulary.ts";

/** What the order rules and reports know of a payload. */
export type Concept =
  | "cardId"
  | "shipmentId"
  | "organisationId"
  | "expectedReportDataFields"
  | "accessories"
  | "cardIds"
  | "reportData"
  | "time"
  | "errorCode"
  | "details"
  | "messageId";

/** What an item of a list is about. */
export type ItemConcept = "id" | "articleId" | "quantity" | "name" | "value";

const conceptsOf: { readonly [role in Role]: readonly Concept[] } = {
  request: ["cardId", "shipmentId", "organisationId", "expectedReportDataFields", "accessories"],
  withdrawal: ["cardId", "shipmentId", "organisationId"],
  reportOk: ["cardId", "shipmentId", "organisationId"],
  shippedOk: ["cardIds", "shipmentId", "organisationId"],
  error: ["errorCode", "messageId", "details", "cardId", "shipmentId", "organisationId"],
  produced: ["cardId", "shipmentId", "organisationId", "reportData", "time"],
  shipped: ["cardIds", "accessories", "shipmentId", "organisationId", "time"],
};

/** Which field of a message tells what: the best match of each, no field twice. */
export function matchConcepts(fields: readonly Field[], role: Role): ReadonlyMap<Concept, Field> {
  const found = new Map<Concept, Field>();
  const scores = conceptsOf[role].flatMap((concept) =>
    fields.map((field) => ({ concept, field, score: scoreOf(concept, field, role) })),
  );
  // Depth and presence decide between equal names.
  const rank = ({ field, score }: (typeof scores)[number]) =>
    score * 100 - field.steps.length + (isSure(field) ? 0.5 : 0);
  for (const { concept, field, score } of scores.filter((each) => each.score > 0).sort((a, b) => rank(b) - rank(a))) {
    const isTaken = [...found.values()].some((other) => pathOf(other) === pathOf(field));
    if (score > 0 && !isTaken && !found.has(concept)) found.set(concept, field);
  }
  return found;
}

/** The same for the fields of a list's items. */
export function matchItem(fields: readonly Field[], noun: WordSet): ReadonlyMap<ItemConcept, Field> {
  const found = new Map<ItemConcept, Field>();
  const best = (concept: ItemConcept, score: (field: Field) => number) => {
    const [first] = fields
      .map((field) => ({ field, score: score(field) }))
      .filter((each) => each.score > 0 && ![...found.values()].includes(each.field))
      .sort((a, b) => b.score - a.score);
    if (first !== undefined) found.set(concept, first.field);
  };
  const isText = ({ shape }: Field) => shape.kind === "text";
  best("quantity", (field) => (isText(field) && isNumeric(field) ? count(lastWords(field), vocabulary.quantity) : 0));
  // An article is what is ordered, not the line of an order.
  best("id", (field) => {
    if (!isText(field)) return 0;
    const score = idScore(field, noun) || count(lastWords(field), vocabulary.id);
    return hasOf(lastWords(field), vocabulary.article) ? score / 10 : score;
  });
  best("articleId", (field) => (isText(field) ? count(lastWords(field), vocabulary.article) : 0));
  best("name", (field) => (isText(field) ? count(lastWords(field), vocabulary.name) : 0));
  best("value", (field) => (isText(field) ? count(lastWords(field), vocabulary.value) : 0));
  return found;
}

function scoreOf(concept: Concept, field: Field, role: Role): number {
  const { shape } = field;
  const last = lastWords(field);
  switch (concept) {
    case "cardId":
    case "shipmentId":
    case "organisationId":
      return shape.kind === "text" && shape.values === undefined ? idScore(field, vocabulary[nouns[concept]]) : 0;
    case "cardIds":
      return isList(field) ? listScore(field, vocabulary.card) : 0;
    case "accessories":
      return isList(field) ? listScore(field, vocabulary.accessory) : 0;
    case "expectedReportDataFields":
      return isList(field) ? count(last, vocabulary.expectation) * 2 : 0;
    case "reportData":
      return shape.kind === "map" || isNamedValues(field) ? 1 + count(last, vocabulary.readout) * 2 : 0;
    case "time":
      return timeScore(field, role);
    case "errorCode":
      return codeScore(field);
    case "details":
      return detailsScore(field);
    case "messageId":
      return messageScore(field);
  }
}

const nouns = { cardId: "card", shipmentId: "shipment", organisationId: "organisation" } as const;

/** The nearest noun on the way to an id says whose it is. */
function idScore({ steps }: Field, noun: WordSet): number {
  const path = steps.map(({ name }) => wordsOf(name));
  const last = path.at(-1) ?? [];
  if (hasOf(last, noun)) return hasOf(last, vocabulary.id) ? 10 : last.length === 1 ? 8 : 0;
  if (!last.every((word) => vocabulary.id.has(word))) return 0;
  const others = [
    vocabulary.card,
    vocabulary.shipment,
    vocabulary.organisation,
    vocabulary.accessory,
    vocabulary.message,
  ];
  for (const [index, words] of path.slice(0, -1).toReversed().entries()) {
    if (hasOf(words, noun)) return 9 - index;
    if (others.some((other) => other !== noun && hasOf(words, other))) return 0;
  }
  return 0;
}

function listScore(field: Field, noun: WordSet): number {
  const last = lastWords(field);
  return hasOf(last, noun) ? 10 - last.length : 0;
}

function timeScore({ shape, schema, steps }: Field, role: Role): number {
  if (shape.kind !== "text" || shape.isNumber) return 0;
  const last = wordsOf(steps.at(-1)?.name ?? "");
  const words = count(last, vocabulary.time) + count(last, vocabulary[role === "shipped" ? "shipped" : "produced"]);
  return schema.format === "date-time" ? 5 + words : schema.format === "date" ? 3 + words : 0;
}

function codeScore(field: Field): number {
  const { shape } = field;
  if (shape.kind !== "text" || shape.isNumber) return 0;
  const named = count(lastWords(field), vocabulary.code) * 3 + count(lastWords(field), vocabulary.refused);
  return shape.values === undefined ? named : named + 3;
}

function detailsScore(field: Field): number {
  if (field.shape.kind !== "text" || field.shape.isNumber || field.shape.values !== undefined) return 0;
  const last = lastWords(field);
  if (hasOf(last, vocabulary.details)) return 6;
  return last.length === 1 && hasOf(last, vocabulary.message) ? 3 : 0;
}

function messageScore(field: Field): number {
  if (field.shape.kind !== "text" || field.shape.values !== undefined) return 0;
  const last = lastWords(field);
  const around = wordsOf(...field.steps.slice(0, -1).map(({ name }) => name));
  if (last.includes("correlation")) return 8;
  if (!hasOf(last, vocabulary.message)) return hasOf(around, vocabulary.message) && hasOf(last, vocabulary.id) ? 8 : 0;
  if (hasOf(last, vocabulary.id)) return 10;
  if (hasOf(last, vocabulary.refusedMessage)) return 9;
  return hasOf(around, vocabulary.about) ? 8 : 4;
}

function lastWords({ steps }: Field): readonly string[] {
  return wordsOf(steps.at(-1)?.name ?? "");
}

function isNumeric({ shape }: Field): boolean {
  return shape.kind === "text" && shape.isNumber;
}

function isList({ shape }: Field): boolean {
  return shape.kind === "texts" || shape.kind === "list";
}

/** A list of names with values says what a map says. */
function isNamedValues({ shape }: Field): boolean {
  if (shape.kind !== "list") return false;
  const item = matchItem(shape.fields, new Set());
  return item.has("value") && (item.has("name") || item.has("id"));
}
