import type { Message } from "../asyncapi/model/contract.ts";
import { received } from "../asyncapi/model/received.ts";
import { type Concept, matchConcepts, matchItem } from "./concepts.ts";
import { type Field, fieldsOf, isSure } from "./fields.ts";
import { orEmpty, pointerLiteral, readList, readNames, readText, readTexts } from "./read-expression.ts";
import type { Role } from "./roles.ts";
import { type Entry, objectLiteral, undecided } from "./source.ts";
import { vocabulary } from "./vocabulary.ts";

/** A reader: a member of the `received` of a binding or of a counterpart. */
export function readerOf(message: Message, role: Role | undefined, side: "partner" | "ngoc"): Entry {
  const { type } = message;
  if (role === undefined) {
    return side === "ngoc"
      ? { name: type, text: `() => ({ kind: "no-order-matter" })` }
      : {
          name: type,
          text: undecided,
          remark: `what ${message.title} means for an order; (payload) => ({ kind: "no-order-matter", cardId: undefined, shipmentId: undefined }) if nothing`,
        };
  }
  // What arrives is read by its received form, in which less is sure to be there.
  const fields = fieldsOf(received(message.payload));
  const facts = new Facts(matchConcepts(fields, role));
  const entries = side === "ngoc" ? facts.ofPartner(role) : facts.ofNgoc(role);
  return { name: type, text: functionText(entries, facts.needed) };
}

const indent = "    ";

function functionText(entries: readonly Entry[], needed: readonly Needed[]): string {
  const usesPayload = entries.some(({ text }) => /\bpayload\b/.test(text));
  const parameter = usesPayload ? "(payload)" : "()";
  if (needed.length === 0) return `${parameter} => (${objectLiteral(entries, indent)})`;
  const lines = needed.flatMap(({ name, text, pointer }) => [
    `const ${name} = ${text};`,
    `if (${name} === undefined) return { kind: "unusable", missing: ${pointer} };`,
  ]);
  const inner = `${indent}  `;
  const body = [...lines, `return ${objectLiteral(entries, inner)};`].map((line) => `${inner}${line}`).join("\n");
  return `${parameter} => {\n${body}\n${indent}}`;
}

/** A value without which there is no fact. */
interface Needed {
  readonly name: string;
  readonly text: string;
  readonly pointer: string;
}

/** Writes facts from the fields that tell them. */
class Facts {
  readonly needed: Needed[] = [];
  readonly #found: ReadonlyMap<Concept, Field>;

  constructor(found: ReadonlyMap<Concept, Field>) {
    this.#found = found;
  }

  /** What the partner understands of a message of NGOC. */
  ofNgoc(role: Role): readonly Entry[] {
    switch (role) {
      case "request":
        return [
          kind("card-requested"),
          this.#id("cardId", "which field is the id of the card"),
          this.#id("shipmentId", "which field is the id of the shipment"),
          this.#organisation(`""`),
          this.#expected(),
          this.#orderedAccessories(),
          { name: "kept", text: "payload" },
        ];
      case "withdrawal":
        return [kind("card-withdrawn"), this.#id("cardId", "which field is the id of the card")];
      case "reportOk":
        return [
          kind("report-acknowledged"),
          this.#id("cardId", "which field is the id of the card"),
          this.#optional("shipmentId"),
        ];
      case "shippedOk":
        return [
          kind("shipment-acknowledged"),
          this.#id("shipmentId", "which field is the id of the shipment"),
          this.#cardIds("undefined"),
        ];
      default:
        return [
          kind("refused"),
          this.#errorCode(),
          this.#optional("cardId"),
          this.#optional("shipmentId"),
          this.#optional("messageId"),
        ];
    }
  }

  /** What NGOC understands of a message of the partner. */
  ofPartner(role: Role): readonly Entry[] {
    switch (role) {
      case "produced":
        return [
          kind("card-produced"),
          this.#id("cardId", "which field is the id of the card"),
          this.#optional("shipmentId"),
          this.#organisation("undefined"),
          this.#reported(),
        ];
      case "shipped":
        return [
          kind("shipped"),
          this.#id("shipmentId", "which field is the id of the shipment"),
          this.#organisation("undefined"),
          this.#cardIds("[]"),
          this.#shippedAccessories(),
        ];
      default:
        return [kind("refused"), this.#optional("messageId")];
    }
  }

  #id(name: "cardId" | "shipmentId", remark: string): Entry {
    const field = this.#found.get(name);
    if (field === undefined) return { name, text: undecided, remark };
    const { text, isOptional } = readText(field, "payload");
    if (!isOptional) return { name, text };
    this.needed.push({ name, text, pointer: pointerLiteral(field) });
    return { name, text: name };
  }

  #optional(name: "cardId" | "shipmentId" | "messageId"): Entry {
    const field = this.#found.get(name);
    return { name, text: field === undefined ? "undefined" : readText(field, "payload").text };
  }

  /** A contract may have no organisations. */
  #organisation(none: string): Entry {
    const field = this.#found.get("organisationId");
    const name = "organisationId";
    if (field === undefined) return { name, text: none };
    const { text, isOptional } = readText(field, "payload");
    return { name, text: isOptional && none !== "undefined" ? `${text} ?? ${none}` : text };
  }

  #errorCode(): Entry {
    const field = this.#found.get("errorCode");
    if (field === undefined) return { name: "errorCode", text: undecided, remark: "which field is the error code" };
    const { text, isOptional } = readText(field, "payload");
    return { name: "errorCode", text: isOptional ? `${text} ?? "UNKNOWN"` : text };
  }

  #expected(): Entry {
    const name = "expectedReportDataFields";
    const field = this.#found.get(name);
    if (field === undefined) return { name, text: "[]" };
    const names = readTexts(field, "payload", (fields) => matchItem(fields, new Set()), "name");
    return names === undefined
      ? { name, text: undecided, remark: "the names of the fields that the report of the card must hold" }
      : { name, text: orEmpty(names) };
  }

  #cardIds(none: string): Entry {
    const name = "cardIds";
    const field = this.#found.get(name);
    if (field === undefined) return { name, text: none };
    const ids = readTexts(field, "payload", (fields) => matchItem(fields, vocabulary.card), "id");
    if (ids === undefined) return { name, text: undecided, remark: "the ids of the cards" };
    return { name, text: none === "[]" ? orEmpty(ids) : ids.text };
  }

  #reported(): Entry {
    const name = "reportedFields";
    const field = this.#found.get("reportData");
    if (field === undefined) return { name, text: "[]" };
    const names = readNames(field, "payload", (fields) => matchItem(fields, new Set()));
    return names === undefined
      ? { name, text: undecided, remark: "the names of the reported fields" }
      : { name, text: names };
  }

  #orderedAccessories(): Entry {
    return this.#accessories((item) => [
      {
        name: "articleId",
        text: item.get("articleId") ? readText(item.get("articleId") as Field, "item").text : "undefined",
      },
    ]);
  }

  #shippedAccessories(): Entry {
    return this.#accessories(() => []);
  }

  #accessories(more: (item: ReturnType<typeof matchItem>) => readonly Entry[]): Entry {
    const name = "accessories";
    const field = this.#found.get(name);
    if (field === undefined) return { name, text: "[]" };
    const list = readList(field, "payload");
    if (field.shape.kind === "texts") {
      // An id without a quantity is one piece.
      const id = field.shape.isNumber ? "String(item)" : "item";
      const entries = [{ name: "accessoryId", text: id }, ...more(new Map()), { name: "quantity", text: "1" }];
      return { name, text: `${list}.map((item) => (${objectLiteral(entries, `${indent}  `)}))` };
    }
    const item = matchItem(field.shape.kind === "list" ? field.shape.fields : [], vocabulary.accessory);
    const id = item.get("id");
    if (id === undefined || !isSure(id)) {
      return { name, text: undecided, remark: "accessoryId and quantity of each accessory" };
    }
    const quantity = item.get("quantity");
    const pieces = quantity === undefined ? "1" : quantityText(quantity);
    const entries = [
      { name: "accessoryId", text: readText(id, "item").text },
      ...more(item),
      { name: "quantity", text: pieces },
    ];
    return { name, text: `${list}.map((item) => (${objectLiteral(entries, `${indent}  `)}))` };
  }
}

function quantityText(field: Field): string {
  const { text, isOptional } = readText({ ...field, shape: { kind: "other" } }, "item");
  return isOptional ? `${text} ?? 1` : text;
}

function kind(name: string): Entry {
  return { name: "kind", text: JSON.stringify(name) };
}
