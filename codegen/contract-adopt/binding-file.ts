import type { Contract, Message } from "../asyncapi/model/contract.ts";
import { type Concept, matchConcepts, matchItem } from "./concepts.ts";
import { errorCodeTable } from "./error-code-table.ts";
import { fieldsOf } from "./fields.ts";
import type { Extra } from "./payload-writer.ts";
import { readerOf } from "./readers.ts";
import { messageOf, type Roles } from "./roles.ts";
import { type Entry, objectLiteral, undecided } from "./source.ts";
import { vocabulary } from "./vocabulary.ts";
import type { Variable } from "./writer-plan.ts";
import { type WriterText, writerOf } from "./writers.ts";

const first = (...names: readonly string[]): readonly Variable[] => names.map((name) => ({ name, from: "first" }));
const report = (...names: readonly string[]): readonly Variable[] => names.map((name) => ({ name, from: "report" }));

/** What a writer of Error Notifications is called with, on both sides. */
export const errorVariables: readonly Variable[] = [
  ...first("errorCode", "details"),
  ...first("organisationId", "shipmentId", "cardId", "messageId").map((each) => ({ ...each, isOptional: true })),
];

/** Writes the binding of a contract: filled in where names tell, and with a compile error where a decision is needed. */
export function bindingFile({ messages, title }: Contract, { received, sent }: Roles): string {
  const request = messageOf(received, "request");
  const error = messageOf(sent, "error");
  const produced = writerOf(messageOf(sent, "produced"), {
    name: "cardProduced",
    role: "produced",
    alias: "CardProduced",
    variables: [...first("cardId", "shipmentId", "organisationId"), ...report("reportData", "produced")],
    rest: "report",
  });
  const shipped = writerOf(messageOf(sent, "shipped"), {
    name: "shipped",
    role: "shipped",
    alias: "Shipped",
    variables: [...first("shipmentId", "organisationId", "cardIds", "accessories"), ...report("shipped")],
    rest: "report",
  });
  const told = writerOf(error, {
    name: "error",
    role: "error",
    alias: "Told",
    variables: errorVariables,
    rest: "decide",
  });
  const codes = errorCodeTable(error, "Told");
  const readers = messages
    .filter(({ direction }) => direction !== "send")
    .map((message) => readerOf(message, received.get(message), "partner"));
  const receivedError = [...received].find(([, role]) => role === "error")?.[0];
  const entries: readonly Entry[] = [
    { name: "received", text: objectLiteral(readers, "  ") },
    request === undefined
      ? { name: "requestType", text: undecided, remark: "the type of the message that orders a card" }
      : { name: "requestType", text: JSON.stringify(request.type) },
    produced.entry,
    shipped.entry,
    told.entry,
    ...(receivedError !== undefined && error !== undefined && receivedError.type !== error.type
      ? [{ name: "receivedErrorType", text: JSON.stringify(receivedError.type) }]
      : []),
    codes.entry,
    ...(saysQuantities(messageOf(sent, "shipped")) ? [] : [{ name: "accessories", text: `"whole-lines"` }]),
  ];
  const errorTypes = [...new Set([error?.type, receivedError?.type])].filter((type) => type !== undefined);
  const usesCodes = codes.type !== "string";
  return [
    importsOf({
      usesPart: [produced, shipped, told].some(({ usesPart }) => usesPart),
      keepsRequest: request !== undefined,
    }),
    aliasesOf([
      [produced.alias, messageOf(sent, "produced")],
      [shipped.alias, messageOf(sent, "shipped")],
      [told.alias ?? (usesCodes ? "Told" : undefined), error],
    ]),
    reportType(produced, {
      name: "VendorCardProducedReport",
      base: "CardProducedReport",
      time: "produced",
      about: "a produced card",
    }),
    reportType(shipped, { name: "VendorShippedReport", base: "ShippedReport", time: "shipped", about: "a shipment" }),
    termsType({ request, codeType: codes.type, errorTypes }),
    `/** How the messages of ${title} become facts, and reports become messages. The only place that names a payload field. */`,
    `export const binding: Binding<MessageTable, VendorTerms> = ${objectLiteral(entries, "")};`,
  ]
    .filter((text) => text !== "")
    .join("\n\n")
    .replace("field. */\n\nexport", "field. */\nexport")
    .concat("\n");
}

/** A contract without quantities in its notices cannot say that a part of an accessory was shipped. */
function saysQuantities(shipped: Message | undefined): boolean {
  const found = shipped && matchConcepts(fieldsOf(shipped.payload), "shipped").get("accessories" satisfies Concept);
  if (found === undefined) return true;
  return found.shape.kind === "list" && matchItem(found.shape.fields, vocabulary.accessory).has("quantity");
}

function importsOf({ usesPart, keepsRequest }: { readonly usesPart: boolean; readonly keepsRequest: boolean }): string {
  const types = [
    "Binding",
    "CardProducedReport",
    ...(keepsRequest ? ["ReceivedPayload"] : []),
    "SentPayload",
    "ShippedReport",
    "Terms",
  ];
  const names = [...(usesPart ? ["part"] : []), ...types.map((name) => `type ${name}`)];
  return [
    `import { ${names.join(", ")} } from "cardwright/contract";`,
    `import type { MessageTable } from "./generated/index.gen.ts";`,
  ].join("\n");
}

function aliasesOf(aliases: readonly (readonly [alias: string | undefined, message: Message | undefined])[]): string {
  return aliases
    .flatMap(([alias, message]) =>
      alias === undefined || message === undefined
        ? []
        : [`type ${alias} = SentPayload<MessageTable, ${JSON.stringify(message.type)}>;`],
    )
    .join("\n");
}

interface ReportNames {
  readonly name: string;
  readonly base: string;
  readonly time: string;
  readonly about: string;
}

function reportType({ extras, needsTime }: WriterText, { name, base, time, about }: ReportNames): string {
  const members = [
    ...(needsTime ? [`  /** When it was: this contract requires it. */\n  readonly ${time}: string;`] : []),
    ...extras.map(memberOf),
  ];
  if (members.length === 0) return `/** What is reported of ${about}. */\nexport interface ${name} extends ${base} {}`;
  return `/** What is reported of ${about}: beside what every contract needs, the fields of this one. */\nexport interface ${name} extends ${base} {\n${members.join("\n")}\n}`;
}

function memberOf({ name, type, isRequired, description }: Extra): string {
  const text = description.replaceAll(/\s+/g, " ").replaceAll("*/", "* /").trim();
  const comment = text === "" ? "" : `  /** ${text} */\n`;
  // With exactOptionalPropertyTypes, an optional member may be given as undefined where the writer passes it on.
  return `${comment}  readonly ${name}${isRequired ? "" : "?"}: ${type}${isRequired ? "" : " | undefined"};`;
}

function termsType(words: {
  readonly request: Message | undefined;
  readonly codeType: string;
  readonly errorTypes: readonly string[];
}): string {
  const { request, codeType, errorTypes } = words;
  const kept = request === undefined ? "object" : `ReceivedPayload<MessageTable, ${JSON.stringify(request.type)}>`;
  const types = errorTypes.length === 0 ? "string" : errorTypes.map((type) => JSON.stringify(type)).join(" | ");
  return [
    "/** The words in which an application and this contract talk. */",
    "export interface VendorTerms extends Terms {",
    "  readonly cardProduced: VendorCardProducedReport;",
    "  readonly shipped: VendorShippedReport;",
    `  readonly errorCode: ${codeType};`,
    `  readonly errorType: ${types};`,
    "  /** What the ledger keeps of a request for findRequest. It is treated as personal data. */",
    `  readonly kept: ${kept};`,
    "}",
  ].join("\n");
}
