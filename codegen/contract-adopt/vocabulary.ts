import { words } from "../asyncapi/model/names.ts";

/** A set of words, in the singular and in lower case. */
export type WordSet = ReadonlySet<string>;

function wordSet(text: string): WordSet {
  return new Set(text.split(" "));
}

type Topic =
  | "card"
  | "shipment"
  | "organisation"
  | "accessory"
  | "article"
  | "quantity"
  | "id"
  | "message"
  | "refusedMessage"
  | "about"
  | "code"
  | "details"
  | "time"
  | "readout"
  | "expectation"
  | "name"
  | "value"
  | "requested"
  | "withdrawn"
  | "refused"
  | "accepted"
  | "produced"
  | "shipped";

/** What vendors call the things of card production, and how they write ids, times and answers. */
export const vocabulary: { readonly [topic in Topic]: WordSet } = {
  card: wordSet("card badge credential pass token keycard smartcard"),
  shipment: wordSet("shipment delivery parcel dispatch consignment package packet"),
  organisation: wordSet("organisation organization org tenant customer client account company merchant"),
  accessory: wordSet("accessory extra addon supplement line item article"),
  article: wordSet("article product sku"),
  quantity: wordSet("quantity qty piece count number amount"),
  id: wordSet("id ref reference number no nr key uuid guid identity identifier"),
  message: wordSet("message msg"),
  refusedMessage: wordSet("failed original refused rejected faulty causing related"),
  about: wordSet("about regarding concerning subject context"),
  code: wordSet("code reason"),
  details: wordSet("detail text description explanation remark comment info note"),
  time: wordSet("at on when date time timestamp"),
  readout: wordSet("report readout read readback back data value reading result output field"),
  expectation: wordSet("expected report readout read readback back required requested return field"),
  name: wordSet("name key field id"),
  value: wordSet("value data content text"),
  // What a message does.
  requested: wordSet("request requested order ordered job created create new command"),
  withdrawn: wordSet(
    "cancel canceled cancelled cancellation withdraw withdrawn withdrawal revoke revoked recall abort aborted stop",
  ),
  refused: wordSet(
    "error failure fail failed fault refusal refused reject rejected rejection nack problem exception invalid",
  ),
  accepted: wordSet(
    "ok ack acknowledge acknowledged acknowledgement accepted acceptance accept confirm confirmed confirmation checked approved approval valid validated received",
  ),
  produced: wordSet(
    "produced printed done made personalized personalised completed finished encoded manufactured report",
  ),
  shipped: wordSet("shipped dispatched posted left sent delivered shipment delivery dispatch parcel consignment"),
};

/** Splits names into words, in lower case and in the singular. */
export function wordsOf(...names: readonly string[]): readonly string[] {
  return names.flatMap((name) => words(name)).map((word) => singular(word.toLowerCase()));
}

function singular(word: string): string {
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}

/** How many of the words are in the set. */
export function count(found: readonly string[], set: WordSet): number {
  return found.filter((word) => set.has(word)).length;
}

/** Whether one of the words is in the set. */
export function hasOf(found: readonly string[], set: WordSet): boolean {
  return found.some((word) => set.has(word));
}
