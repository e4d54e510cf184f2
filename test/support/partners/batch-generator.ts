// A generator of batch files, right unless MUTANT names the one way in which it is wrong.
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

interface Card {
  readonly cardPrefix: string;
  readonly cardSeriesSequence: string;
  readonly customerId?: string;
  readonly typeCode?: string;
  readonly alternateId?: string;
  readonly currency?: string;
  readonly amount?: string;
}

const is = (name: string): boolean => process.env["MUTANT"] === name;
const env = (name: string): string => process.env[`CARDWRIGHT_${name}`] ?? "";

const escaped = (text: string): string =>
  is("escapes-nothing") ? text : text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const element = (name: string, text: string | undefined): string =>
  text === undefined ? "" : `<${name}>${escaped(text)}</${name}>`;
const digits = (text: string): string => {
  if (is("first-series-only") && text.length === 2) return "01";
  return is("loses-leading-zeros") ? String(Number(text)) : text;
};

function customer({ customerId, typeCode, alternateId }: Card): string {
  if (customerId === undefined && alternateId === undefined) return is("keeps-empty-customers") ? "<Customer/>" : "";
  const isByAlternate = is("prefers-alternate-ids") && alternateId !== undefined;
  const type =
    is("forgets-type-codes") || typeCode === undefined
      ? ""
      : ` TypeCode="${is("one-type-code") ? "XSTORE_ID" : typeCode}"`;
  const alternate = `<AlternateKey${type}>${is("type-code-alone") ? "" : element("AlternateID", alternateId)}</AlternateKey>`;
  if (is("alternate-id-as-customer-id"))
    return `<Customer>${element("CustomerID", customerId ?? alternateId)}</Customer>`;
  const id = isByAlternate ? "" : element("CustomerID", customerId);
  return `<Customer>${id}${alternateId === undefined ? "" : alternate}</Customer>`;
}

function block(card: Card): string {
  const amount =
    is("rounds-amounts") && card.amount !== undefined ? String(Math.round(Number(card.amount))) : card.amount;
  const money = `<RTPTransaction><RTPAmount>${element("CurrencyID", card.currency)}${element("Amount", amount)}</RTPAmount></RTPTransaction>`;
  const order = [digits(card.cardPrefix), digits(card.cardSeriesSequence)];
  const head = `${element("CardPrefix", order[0])}${element("CardSeriesSequence", order[1])}`;
  const who = customer(card);
  return `<CardSeries Action="GenerateCard">${is("customer-first") ? who + head : head}${amount === undefined ? "" : money}${is("customer-first") ? "" : who}</CardSeries>`;
}

function create(): void {
  const all = JSON.parse(readFileSync(env("CARDS_JSON"), "utf8")) as readonly Card[];
  const kept = is("forgets-the-last-card")
    ? all.slice(0, -1)
    : is("first-card-twice")
      ? [...all, ...all.slice(0, 1)]
      : all;
  const cards = is("at-most-500-cards") ? kept.slice(0, 500) : kept;
  const groups = Map.groupBy(cards, ({ cardPrefix, cardSeriesSequence }) =>
    is("mixes-series") ? "all" : `${cardPrefix}-${cardSeriesSequence}`,
  );
  for (const [name, members] of groups) {
    const end = is("leaves-files-open") ? "" : "</CardSeriesMaintenance>";
    const text = `<?xml version="1.0" encoding="UTF-8"?><CardSeriesMaintenance>${members.map(block).join("")}${end}`;
    writeFileSync(join(env("OUT"), `cards-${name}.xml`), text);
  }
}

function resubmit(): void {
  for (const set of readdirSync(env("COMPLETE")).slice(0, is("resubmits-one-file") ? 1 : undefined)) {
    const folder = join(env("COMPLETE"), set, is("resubmits-all") ? "archived" : "failed");
    if (!existsSync(folder)) continue;
    for (const file of readdirSync(folder)) {
      const again = file.replace("_failures", "-again");
      copyFileSync(join(folder, file), join(env("OUT"), again));
      if (is("resubmits-twice")) copyFileSync(join(folder, file), join(env("OUT"), `second-${again}`));
    }
  }
}

if (is("fails")) process.exit(1);
if (env("STEP") === "create") create();
else if (!is("never-resubmits")) resubmit();
