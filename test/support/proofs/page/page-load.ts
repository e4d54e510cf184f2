import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { ServiceBusClient } from "@azure/service-bus";
import { chromium, type Page } from "playwright-core";
import { buildPage } from "../../built-page.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox-command.ts";

/** How large the load is. */
export interface PageLoad {
  readonly cards: number;
  readonly messagesPerSecond: number;
  readonly seconds: number;
  readonly chromium: string;
}

/** How the page fared. All times are from an input to the paint that follows it, in milliseconds. */
export interface PageLoadResult {
  readonly inputs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** The longest that the browser itself measured (Event Timing), if any took more than a frame. */
  readonly browserMaxMs: number;
  readonly slowest: string;
  /** How long it took until a view that was asked for showed data, at worst. */
  readonly shownMaxMs: number;
  readonly messagesPerSecond: number;
  readonly cards: number;
  readonly shipped: number;
}

interface Card {
  readonly cardId: string;
  readonly shipmentId: string;
  readonly organisationId: string;
}

const measureInputs = fileURLToPath(new URL("./measure-inputs.js", import.meta.url));
const tickMs = 20;
const pauseBetweenInputsMs = 50;
/** A report, its answer, a shipment, its answer. */
const messagesPerCard = 4;

/** Gives inputs to the page while cards move over its board, and measures how long it takes to paint what they do. */
export async function loadPage({
  cards,
  messagesPerSecond,
  seconds,
  chromium: path,
}: PageLoad): Promise<PageLoadResult> {
  await buildPage();
  await using stack = new AsyncDisposableStack();
  const sandbox = stack.use(await startSandbox());
  await sandbox.call("POST", "/api/v1/requests", { count: cards, cardsPerShipment: 10 });
  const { value } = await sandbox.call("GET", `/api/v1/cards?limit=${cards}`);
  const bus = stack.adopt(new ServiceBusClient(sandbox.connections.outbound), (client) => client.close());
  const browser = stack.adopt(await chromium.launch({ executablePath: path, args: ["--no-sandbox"] }), (one) =>
    one.close(),
  );
  const page = await browser.newPage();
  await page.addInitScript({ path: measureInputs });
  await page.goto(sandbox.url);
  await page.getByText("live", { exact: true }).waitFor();
  const stop = new AbortController();
  const before = await countMessages(sandbox);
  const startMs = performance.now();
  const moving = moveCards(bus, value.cards, { perSecond: messagesPerSecond / messagesPerCard, signal: stop.signal });
  const shownMaxMs = await giveInputs(page, { untilMs: startMs + seconds * 1000, card: value.cards[0].cardId });
  const elapsed = (performance.now() - startMs) / 1000;
  const after = await countMessages(sandbox);
  stop.abort();
  await moving;
  const { value: state } = await sandbox.call("GET", "/api/v1/state");
  const { inputs, slowEvents } = await page.evaluate<Measured>("globalThis.measured");
  const times = inputs.map(({ ms }) => ms).sort((one, other) => one - other);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const slowest = inputs.find(({ ms }) => ms === times.at(-1));
  return {
    inputs: times.length,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    maxMs: times.at(-1) ?? Number.NaN,
    browserMaxMs: Math.max(0, ...slowEvents),
    slowest: slowest?.what ?? "",
    shownMaxMs,
    messagesPerSecond: (after - before) / elapsed,
    cards: value.cards.length,
    shipped: state.cards.shipped,
  };
}

interface Measured {
  readonly inputs: readonly { readonly what: string; readonly ms: number }[];
  readonly slowEvents: readonly number[];
}

/** Types, clicks and goes from view to view, as a person does. Returns how long it took at worst until data was shown. */
async function giveInputs(page: Page, { untilMs, card }: { untilMs: number; card: string }): Promise<number> {
  let shownMaxMs = 0;
  const shown = async (what: ReturnType<Page["locator"]>): Promise<void> => {
    const startMs = performance.now();
    await what.waitFor();
    shownMaxMs = Math.max(shownMaxMs, performance.now() - startMs);
  };
  const view = (name: string) => page.getByRole("link", { name, exact: true }).click();
  while (performance.now() < untilMs) {
    await view("Orders");
    await shown(page.locator(".column li").first());
    await page.getByRole("searchbox").pressSequentially(card.slice(0, 8), { delay: pauseBetweenInputsMs });
    await page.getByRole("searchbox").fill("");
    await clickMoving(page.locator(".column li a").first());
    await shown(page.locator("table.sequence tbody tr").first());
    await view("Messages");
    await shown(page.locator("main tbody tr").nth(5));
    await clickMoving(page.locator("main tbody button").first());
    await shown(page.getByRole("region", { name: "Payload" }));
    await page.getByRole("searchbox").pressSequentially("SHIPPED", { delay: pauseBetweenInputsMs });
    await view("Queues");
    await shown(page.locator("main tbody tr").first());
  }
  return shownMaxMs;
}

/** Clicks what may move away meanwhile: then what is in its place, as a person does. */
async function clickMoving(what: ReturnType<Page["locator"]>): Promise<void> {
  for (let triesLeft = 4; ; triesLeft--) {
    try {
      return await what.click({ force: true });
    } catch (error) {
      if (triesLeft === 0 || !/not visible|not attached|detached/.test(String(error))) throw error;
    }
  }
}

/** Reports and ships the cards, so many a second, until all are shipped or it is stopped. */
async function moveCards(
  bus: ServiceBusClient,
  cards: readonly Card[],
  { perSecond, signal }: { readonly perSecond: number; readonly signal: AbortSignal },
): Promise<void> {
  const sender = bus.createSender("partner-to-ngoc");
  const startMs = performance.now();
  let [reported, shipped] = [0, 0];
  while (!signal.aborted) {
    const due = Math.min(cards.length, Math.floor(((performance.now() - startMs) / 1000) * perSecond));
    // A card is shipped a second after it was reported: its report has been answered by then.
    const toShip = Math.max(0, due - Math.ceil(perSecond));
    const messages = [
      ...cards.slice(reported, due).map((card) => ({
        subject: "EXTERNAL_PRODUCTION_CARD_PRODUCED",
        messageId: randomUUID(),
        body: { ...idsOf(card), cardId: card.cardId, reportData: {} },
      })),
      ...cards.slice(shipped, toShip).map((card) => ({
        subject: "EXTERNAL_PRODUCTION_SHIPPED",
        messageId: randomUUID(),
        body: { ...idsOf(card), cardIds: [card.cardId] },
      })),
    ];
    if (messages.length > 0) await sender.sendMessages(messages);
    [reported, shipped] = [due, toShip];
    await wait(tickMs, undefined, { signal }).catch(() => undefined);
  }
}

const idsOf = ({ organisationId, shipmentId }: Card) => ({ organisationId, shipmentId });

async function countMessages(sandbox: RunningSandbox): Promise<number> {
  const { value } = await sandbox.call("GET", "/api/v1/messages?latest=1");
  return value.messages[0]?.number ?? 0;
}
