import type { Contract } from "../asyncapi/model/contract.ts";
import { samplesOf } from "../samples/samples.ts";
import type { Card, InstalledContract, Written } from "./installed-contract.ts";

/** A message that a client may send. */
export interface SentSample {
  readonly type: string;
  readonly value: unknown;
  readonly variation: string;
  /** What the binding threw instead of writing a message; then `type` says in words what it was to write. */
  readonly threw?: unknown;
}

interface Sender {
  readonly installed: InstalledContract;
  readonly installedDocument: Contract | undefined;
  /** The document that is the truth. */
  readonly document: Contract;
  readonly card: Card;
}

/** Messages that a client sends: what its binding writes, and what its contract lets through beside. */
export function sentSamples(sender: Sender): readonly SentSample[] {
  const samples = [...written(sender.installed, sender.card)];
  const messages = samples.filter(({ threw }) => threw === undefined);
  return [...samples, ...allowed(sender, idPaths(messages, sender.card))];
}

const accessoryId = "ACCESSORY-1";
const produced = "2026-01-31T09:30:00+01:00";

function* written(installed: InstalledContract, card: Card): Generator<SentSample> {
  const { cardId, shipmentId, organisationId } = card;
  const accessories = [{ accessoryId, quantity: 1 }];
  const reportData = { FIELD: "text" };
  yield* attempt("", () => installed.writeCardProduced(card, { cardId, reportData, produced }), "the report of a card");
  yield* attempt("a report without a time", () => installed.writeCardProduced(card, { cardId, reportData }));
  yield* attempt("a report without data", () => installed.writeCardProduced(card, { cardId, reportData: {} }));
  const part = { shipmentId, organisationId, cardIds: [cardId], accessories };
  yield* attempt("", () => installed.writeShipped(part, { shipped: produced }), "the report of a shipment");
  yield* attempt("a shipment without a time", () => installed.writeShipped(part, {}));
  yield* attempt("a shipment of cards alone", () => installed.writeShipped({ ...part, accessories: [] }, {}));
  yield* attempt("a shipment of accessories alone", () => installed.writeShipped({ ...part, cardIds: [] }, {}));
  for (const errorCode of new Set(Object.values(installed.errorCodes))) {
    if (errorCode === undefined) continue;
    const error = {
      errorCode,
      details: "The message cannot be read.",
      ...card,
      messageId: "0b54e0c8-4d1c-4b6f-9f0e-2f4d0f6a7b11",
    };
    yield* attempt(`the error code ${errorCode}`, () => installed.writeError(error), "an Error Notification");
    const unknown = { organisationId: undefined, shipmentId: undefined, cardId: undefined, messageId: undefined };
    yield* attempt("an error about nothing that is known", () => installed.writeError({ ...error, ...unknown }));
  }

  /** What the contract in use refuses itself is never sent. */
  function* attempt(variation: string, write: () => Written, what?: string): Generator<SentSample> {
    let message: Written;
    try {
      message = write();
    } catch (threw) {
      // A binding may need what only its own reports have.
      if (what !== undefined) yield { type: what, value: undefined, variation, threw };
      return;
    }
    const definition = installed.definitionOf(message.type);
    if (definition?.strict(message.payload).valid) yield { type: message.type, value: message.payload, variation };
  }
}

/** What the contract in use lets through: an application may report any of it, save the ids, which are those of the requests. */
function* allowed({ installed, installedDocument, document }: Sender, ids: IdPaths): Generator<SentSample> {
  for (const { type, direction, payload } of installedDocument?.messages ?? []) {
    if (direction === "receive") continue;
    const definition = installed.definitionOf(type);
    const other = document.messages.find((message) => message.type === type);
    const samples = samplesOf(payload);
    const [usual] = samples;
    const usualThere = other === undefined ? undefined : samplesOf(other.payload)[0]?.value;
    const known = [...(ids.get(type) ?? [])];
    for (const { value, variation } of samples) {
      if (known.some((path) => variation.startsWith(`${path} is `))) continue;
      const likely = withTextsOf(value, usual?.value, usualThere);
      const sent = definition?.strict(likely).valid ? likely : value;
      if (definition?.strict(sent).valid) yield { type, value: sent, variation };
    }
  }
}

/** Takes texts of no meaning from a value that the document allows, so that only what is varied can be wrong. */
function withTextsOf(value: unknown, usual: unknown, there: unknown): unknown {
  if (typeof value === "string") return value === usual && typeof there === "string" ? there : value;
  if (typeof value !== "object" || value === null) return value;
  const inner = (key: string, item: unknown) => withTextsOf(item, memberOf(usual, key), memberOf(there, key));
  if (Array.isArray(value)) return value.map((item, index) => inner(String(index), item));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, inner(name, member)]));
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

/** Where the ids of cards and shipments stand in the messages of a type. */
type IdPaths = ReadonlyMap<string, ReadonlySet<string>>;

function idPaths(messages: readonly SentSample[], { cardId, shipmentId, organisationId }: Card): IdPaths {
  const ids = new Set<unknown>([cardId, shipmentId, organisationId, accessoryId]);
  const found = new Map<string, Set<string>>();
  const visit = (value: unknown, path: string, paths: Set<string>) => {
    if (ids.has(value)) paths.add(path);
    if (typeof value !== "object" || value === null) return;
    for (const [name, member] of Object.entries(value))
      visit(member, `${path}/${Array.isArray(value) ? "*" : name}`, paths);
  };
  for (const { type, value } of messages) {
    const paths = found.get(type) ?? new Set();
    found.set(type, paths);
    visit(value, "", paths);
  }
  return found;
}
