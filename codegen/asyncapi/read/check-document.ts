import { Parser } from "@asyncapi/parser";
import { type Omission, SpecError } from "../../problem.ts";
import type { Json } from "../model/json.ts";
import type { Cursor } from "./cursor.ts";
import type { DocumentSet, SpecDocument } from "./document.ts";
import { type DocumentPart, documentPart } from "./document-parts.ts";
import { Findings } from "./findings.ts";
import { pointerTo, pointerTokens } from "./pointer.ts";
import { networkReferences, withoutRepetition } from "./references.ts";

const supported = /^(?:2\.[0-6]|3\.[01])\.\d+$/;

/** Refuses what is no AsyncAPI document, or one of a version that is not read. */
export function checkVersion({ root }: DocumentSet): void {
  const version = versionOf(root);
  if (version !== undefined && supported.test(version)) return;
  const message = version === undefined ? "This is no AsyncAPI document" : `AsyncAPI ${version} is not supported`;
  const place = root.locate(version === undefined ? "" : "/asyncapi");
  throw new SpecError([{ ...place, message, remedy: "Use AsyncAPI 2.0 to 2.6, 3.0 or 3.1." }]);
}

/** A fault that the AsyncAPI Initiative's own parser finds. */
export interface Fault {
  readonly pointer: string;
  readonly message: string;
  /** Whether it breaks the form that the specification gives its objects, and not only a rule for writing good documents. */
  readonly breaksForm: boolean;
}

// Rules about examples, defaults, tags, parameters and the like have names of their own.
const formRules = /^asyncapi-document-|^asyncapi\d-schemas$/;

/** Checks a document against the AsyncAPI specification itself, with the AsyncAPI Initiative's own parser. */
export async function parserFaults(documents: DocumentSet): Promise<readonly Fault[]> {
  const { path, value } = documents.root;
  // No network, whatever a document refers to: only what is given instead of it.
  const read = (uri: object) => JSON.stringify(givenFor(String(uri), documents));
  const resolvers = ["http", "https"].map((schema) => ({ schema, order: 1, canRead: true, read }));
  const parser: Parser = new Parser({ __unstable: { resolver: { resolvers } } });
  const found = await parser.validate(JSON.stringify(withoutRepetition(value)), { source: path });
  // References are followed by the readers: the parser loses its way in circles that span files (asyncapi/parser-js).
  return found
    .filter(({ severity, code, source }) => severity === 0 && code !== "invalid-ref" && (source ?? path) === path)
    .map(({ code, path: tokens, message }) => ({
      pointer: pointerTo("", ...tokens),
      message: message.replace(/\.$/, ""),
      breaksForm: formRules.test(String(code)),
    }));
}

/** What is given for a URL. A file that is not right is refused where a reader opens it. */
function givenFor(url: string, documents: DocumentSet): Json {
  return new Findings().attempt(() => documents.open(documents.root, url)?.value ?? {}, {});
}

/**
 * Sorts the parser's faults: those that messages depend on are reasons to refuse the document, all others are warnings. Runs after the
 * readers, as what they have said need not be said twice.
 */
export function reportFaults(root: Cursor, faults: readonly Fault[]): void {
  const { findings, visited, omissions } = root.documents;
  const here = findings.problems.filter(({ file }) => file === root.document.path);
  const told = new Set(here.map(({ pointer }) => pointer));
  const unread = here.flatMap(({ omission }) =>
    omission?.what === "schema" || omission?.what === "payload" ? [`${omission.pointer}/`] : [],
  );
  for (const { file, pointer } of omissions) {
    if (file !== root.document.path) continue;
    told.add(pointer);
    unread.push(`${pointer}/`);
  }
  const isLeftOut = (pointer: string) => omissions.length > 0 && root.at(...pointerTokens(pointer)).value === undefined;
  const isTold = ({ pointer }: Fault) =>
    told.has(pointer) || unread.some((whole) => pointer.startsWith(whole)) || isLeftOut(pointer);
  const said = faults.filter((fault) => !isTold(fault) && !isNoise(fault, faults, told));
  // Several rules find the same fault; the first of them says which property it is about.
  const places = new Map([...said].reverse().map((fault) => [fault.pointer, fault]));
  for (const fault of said.filter((each) => places.get(each.pointer) === each)) {
    const { matters, omit, component } = documentPart(pointerTokens(fault.pointer));
    const isUsed = component === undefined || isVisited(pointerTo("", ...component), root, visited);
    const place = root.document.locate(fault.pointer);
    if (!matters || !isUsed || !fault.breaksForm || isBranch(fault) || !isPrecise(fault)) {
      const remedy = "No message depends on it. Correct the document: it breaks the AsyncAPI specification here.";
      findings.warn({ ...place, message: fault.message, remedy });
      continue;
    }
    const remedy = "Correct the document: it breaks the AsyncAPI specification here.";
    const omission = omit && omissionOf(omit, root);
    findings.add([{ ...place, message: fault.message, remedy, ...(omission && { omission }) }]);
  }
}

function omissionOf({ what, tokens }: NonNullable<DocumentPart["omit"]>, { document }: Cursor): Omission {
  const pointer = pointerTo("", ...tokens);
  return { accept: pointer, file: document.path, pointer, what };
}

function isVisited(component: string, { document }: Cursor, visited: ReadonlySet<string>): boolean {
  const key = `${document.path}#${component}`;
  return [...visited].some((each) => each === key || each.startsWith(`${key}/`));
}

// The parser tries a message as a list of messages too, and then complains about all that such a list does not have.
const messageFields = new Set(
  "messageId headers payload correlationId schemaFormat contentType name title summary description tags externalDocs bindings examples traits".split(
    " ",
  ),
);

/**
 * The specification's own schema branches: which branch failed, and what the other branch would not allow, is noise beside what failed
 * in it. Where nothing else is said, the readers found nothing wrong with what messages depend on.
 */
function isNoise({ pointer, message }: Fault, faults: readonly Fault[], told: ReadonlySet<string>): boolean {
  const name = /^Property "(.*)" is not expected to be here$/.exec(message)?.[1];
  if (name !== undefined && messageFields.has(name)) {
    const parent = pointerTo("", ...pointerTokens(pointer).slice(0, -1));
    return faults.some((other) => other.pointer === parent && isBranch(other));
  }
  if (!isBranch({ message })) return false;
  const isExplained = (other: string) => other === pointer || other.startsWith(`${pointer}/`);
  return [...told].some(isExplained) || faults.some((other) => isExplained(other.pointer) && !isBranch(other));
}

/** Whether the parser knows the place: names with a slash in them make it lose its way, and then it names what is around. */
function isPrecise({ pointer, message }: Fault): boolean {
  const named = /^"(.*?)" property |^Property "(.*)" is not expected/.exec(message);
  const name = named?.[1] ?? named?.[2];
  return name === undefined || name === pointerTokens(pointer).at(-1);
}

function isBranch({ message }: Pick<Fault, "message">): boolean {
  return /must match "(?:then|else)" schema$|required property "oneOf"$|^must match a schema in anyOf$/.test(message);
}

/** Warns of what would have to be fetched and that no message depends on; the readers refuse the others. */
export function reportNetworkReferences(root: Cursor): void {
  const { findings, requested } = root.documents;
  for (const { pointer, target } of networkReferences(root.document.value)) {
    if (requested.has(target)) continue;
    findings.warn({
      ...root.document.locate(pointer),
      message: `The reference ${target} leads to the network and is not read`,
      remedy: "No message depends on it. Nothing has to be done.",
    });
  }
}

function versionOf({ value }: SpecDocument): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const version = (value as { readonly [key: string]: Json })["asyncapi"];
  return typeof version === "string" ? version : undefined;
}
