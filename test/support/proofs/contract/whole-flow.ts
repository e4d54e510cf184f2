import { randomUUID } from "node:crypto";
import { type MessageHandler, type Problem, ProductionPartnerClient } from "../../../../src/index.ts";
import type { Contract, ErrorCodeOf, ReceivedType } from "../../../../src/production-partner/contract/index.ts";
import type { OrderLedger } from "../../../../src/production-partner/ledger/index.ts";
import type { CardState } from "../../../../src/production-partner/orders/index.ts";
import { type CounterpartOf, ProductionPartnerSandbox } from "../../../../src/sandbox/index.ts";
import { seededRandom } from "../../seeded-random.ts";

/** What came of orders under a contract, as both ends know it. */
export interface WholeFlowOutcome {
  /** Cards in each state, as the ledger has them. */
  readonly cards: { readonly [state in CardState]?: number };
  /** The same as NGOC has them. */
  readonly ngoc: { readonly [state: string]: number };
  /** Pieces of accessories that were ordered and not shipped, as NGOC counts them. */
  readonly openAccessories: number;
  /** Notifications that NGOC refused. */
  readonly refusedByNgoc: number;
  /** Messages of NGOC that nobody can read: each is to be answered once. */
  readonly unreadable: number;
  readonly answeredUnreadable: number;
  /** What the client reported that nothing explains. */
  readonly unexplained: readonly Problem["kind"][];
  readonly left: number;
}

interface WholeFlow<C extends Contract> {
  readonly contract: C;
  readonly counterpart: CounterpartOf<C>;
  readonly ledger: OrderLedger;
  readonly cards: number;
  readonly seed: number;
}

const explained: readonly Problem["kind"][] = ["invalid-message", "rejected-message", "deviation"];

/**
 * Takes orders through the real client, a broker and a simulated NGOC, under any contract: requests, reports that NGOC
 * refuses at times, shipments in parts, requests that the partner rejects, and messages that nobody can read.
 */
export async function wholeFlow<C extends Contract>(given: WholeFlow<C>): Promise<WholeFlowOutcome> {
  const { contract, counterpart, ledger, cards } = given;
  const random = seededRandom(given.seed);
  const defaultCode: ErrorCodeOf<C> = contract.errorCodes.default;
  const refuse = doubtful(defaultCode);
  await using sandbox = await ProductionPartnerSandbox.start<C>({ contract, counterpart, refuse: refuse.next });
  const { ngoc } = sandbox;
  const problems: Problem["kind"][] = [];
  const answers: string[] = [];
  ngoc.events.on((event) => {
    if (event.type === "message" && event.fact.kind === "refused") answers.push(event.message.correlationId ?? "");
  });

  await using client = new ProductionPartnerClient<C>({
    ...sandbox.partner,
    ledger,
    onProblem: ({ kind }) => problems.push(kind),
  });
  const produce = async (cardId: string) => {
    const card = await ledger.findCard(cardId);
    if (card?.state !== "requested" && card?.state !== "report-refused") return;
    const reportData = Object.fromEntries(card.expectedReportDataFields.map((field) => [field, `04-${cardId}`]));
    await client.reportCardProduced({ cardId, reportData, produced: "2026-03-01T12:00:00Z" });
  };
  const ready = new Set<string>();
  const handle: MessageHandler<unknown, C> = async (_, { fact, reject }) => {
    switch (fact.kind) {
      case "card-requested":
        if (fact.cardId.endsWith("7")) throw reject({ errorCode: defaultCode, details: "Not in stock" });
        return produce(fact.cardId);
      case "report-acknowledged": {
        const card = await ledger.findCard(fact.cardId);
        if (card !== undefined) ready.add(card.shipmentId);
        return;
      }
      case "shipment-acknowledged":
        return void ready.add(fact.shipmentId);
      case "refused":
        if (fact.cardId !== undefined) await produce(fact.cardId);
        else if (fact.shipmentId !== undefined) ready.add(fact.shipmentId);
        return;
      default:
        return;
    }
  };
  for (const type of Object.keys(contract.messages)) {
    const isReceived = contract.definitionOf(type)?.direction !== "send";
    if (isReceived) client.on(type as ReceivedType<C["messages"]>, handle);
  }
  /** Ships a part of what is acknowledged; the accessories go with the first part. */
  const ship = async () => {
    for (const shipmentId of [...ready]) {
      const shipment = await ledger.findShipment(shipmentId);
      const open = shipment?.cards.filter(({ state }) => state === "acknowledged") ?? [];
      const cardIds = open.slice(0, Math.max(1, Math.round(open.length * random()))).map(({ cardId }) => cardId);
      ready.delete(shipmentId);
      if (cardIds.length === 0) continue;
      if (cardIds.length < open.length) ready.add(shipmentId);
      const accessories = (shipment?.accessories ?? [])
        .map(({ accessoryId, ordered, announced }) => ({ shipmentId, accessoryId, quantity: ordered - announced }))
        .filter(({ quantity }) => quantity > 0);
      await client.reportShipped({ cardIds, accessories, shipped: "2026-03-02T12:00:00Z" });
    }
  };
  await client.start();

  const unreadable: string[] = [];
  for (let card = 0; card < cards; card++) {
    const request = ngoc.exampleRequest({
      cardId: `CARD-${card}`,
      shipmentId: `SHIP-${card % Math.ceil(cards / 4)}`,
      organisationId: "ORG-1",
      expected: card % 2 === 0 ? ["UID"] : [],
      ...(card % 3 === 0 && { accessories: [{ accessoryId: `ACC-${card}`, quantity: 1 + (card % 2) }] }),
    });
    await ngoc.sendRequest(request);
    if (card % 5 !== 0) continue;
    const messageId = randomUUID();
    unreadable.push(messageId);
    const type = card % 2 === 0 ? contract.requestType : "MESSAGE_OF_TOMORROW";
    await ngoc.sendRaw({ subject: type, messageId, body: { nothing: "of it" } });
  }
  const signal = AbortSignal.timeout(60_000);
  const isOver = () => {
    const { shipped, refused } = ngoc.book.countCards();
    const isEmpty = sandbox.toPartner.isEmpty() && sandbox.fromPartner.isEmpty();
    return shipped + refused === cards && isEmpty && unreadable.every((id) => answers.includes(id));
  };
  while (!signal.aborted) {
    // Asked for before it is looked: what happens meanwhile must not be missed.
    const next = Promise.race([
      sandbox.broker.events.once(() => true, { signal }),
      ngoc.events.once(() => true, { signal }),
    ]).catch(() => {});
    await ship();
    if (isOver()) break;
    await next;
  }
  await client.drain();
  const states = await Promise.all(
    Array.from({ length: cards }, async (_, card) => (await ledger.findCard(`CARD-${card}`))?.state ?? "requested"),
  );
  const counts = [sandbox.toPartner.counts(), sandbox.fromPartner.counts()];
  return {
    cards: Object.fromEntries(
      [...new Set(states)].map((state) => [state, states.filter((one) => one === state).length]),
    ),
    ngoc: ngoc.book.countCards(),
    openAccessories: ngoc.book.countOpenAccessories(),
    refusedByNgoc: refuse.count(),
    unreadable: unreadable.length,
    answeredUnreadable: unreadable.filter((id) => answers.filter((answer) => answer === id).length === 1).length,
    unexplained: problems.filter((kind) => !explained.includes(kind)),
    left: counts.reduce((sum, each) => sum + Object.values(each).reduce((total, count) => total + count, 0), 0),
  };
}

/** An NGOC that refuses every fourth card's first report and every third shipment's first notice, all of them right. */
function doubtful<Code>(errorCode: Code) {
  const seen = new Set<string>();
  let count = 0;
  const next = (
    _: unknown,
    fact: { readonly kind: string; readonly cardId?: string; readonly shipmentId?: string | undefined },
  ) => {
    const about = fact.kind === "card-produced" ? fact.cardId : fact.kind === "shipped" ? fact.shipmentId : undefined;
    if (about === undefined || seen.has(about)) return undefined;
    seen.add(about);
    if (seen.size % 4 !== 0) return undefined;
    count++;
    return { errorCode, details: "Booked wrongly" };
  };
  return { next, count: () => count };
}
