import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type { CardState } from "../../../../src/production-partner/orders/index.ts";
import type { FaultRule } from "../../../../src/sandbox/index.ts";
import { errorNotification, reportOk, requestSent, shippedOk } from "../../messages.ts";
import { type Misfortune, ModelBroker, ModelSystem, type Reopen } from "./model-system.ts";

interface CardNote {
  readonly shipmentId: string;
  state: CardState;
  /** The existing report, and its content. */
  report?: { readonly messageId: string; readonly chip: string };
  parcel?: ParcelNote;
}

interface ParcelNote {
  readonly messageId: string;
  readonly shipmentId: string;
  readonly cardIds: readonly string[];
  readonly trackingId: string;
  isOpen: boolean;
}

/**
 * What a bureau's clerk would write on paper: a line per card and parcel, and each message to NGOC when it is written.
 */
class Notes {
  readonly cards = new Map<string, CardNote>();
  readonly parcels: ParcelNote[] = [];
  /** Card or shipment, and messageId, of each report and parcel. */
  readonly written: { readonly about: string; readonly messageId: string }[] = [];
  /** The messages from NGOC that must be answered with an Error Notification. */
  readonly answered: string[] = [];
}

type Command = fc.AsyncCommand<Notes, ModelSystem>;

function must(what: string, seen: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(seen, expected)) {
    throw new Error(`${what}: ${JSON.stringify(seen)} instead of ${JSON.stringify(expected)}`);
  }
}

const command = (name: string, run: (notes: Notes, system: ModelSystem) => Promise<void>): Command => ({
  check: () => true,
  run: async (notes, system) => {
    await run(notes, system);
    for (const [cardId, { state, report, parcel }] of notes.cards) {
      const card = await system.ledger.findCard(cardId);
      must(`card ${cardId}`, card?.state, state);
      must(`report of ${cardId}`, card?.reportId, report?.messageId);
      must(`shipment of ${cardId}`, card?.shippedId, parcel?.messageId);
    }
  },
  toString: () => name,
});

/** NGOC answers only what it has got. */
async function hasArrived(system: ModelSystem, messageId: string): Promise<boolean> {
  await system.client.flush();
  return system.arrived.some((message) => message.messageId === messageId);
}

const cardId = fc.constantFrom("C1", "C2", "C3", "C4");
const shipmentId = fc.constantFrom("SHIP-1", "SHIP-2");
const misfortune = fc.constantFrom<(Misfortune | undefined)[]>(
  undefined,
  undefined,
  undefined,
  "fails",
  "rejects",
  "dies",
);
const faults: readonly FaultRule[] = [
  { on: "send", effect: { kind: "refuse" } },
  { on: "send", effect: { kind: "lose" } },
  { on: "send", effect: { kind: "lose-answer" } },
  { on: "deliver", effect: { kind: "twice" } },
];

const commands: fc.Arbitrary<Command>[] = [
  fc.tuple(cardId, shipmentId, misfortune).map(([card, shipment, fate]) =>
    command(`NGOC orders ${card} in ${shipment}, the application ${fate ?? "takes it"}`, async (notes, system) => {
      const known = notes.cards.get(card);
      const isNew = known === undefined || known.state === "rejected";
      const request = requestSent({ cardId: card, shipmentId: shipment });
      await system.receive(request, fate);
      const isRejected = isNew && fate === "rejects";
      if (!isNew || isRejected) notes.answered.push(request.messageId);
      if (isNew) notes.cards.set(card, { shipmentId: shipment, state: isRejected ? "rejected" : "requested" });
    }),
  ),
  fc.tuple(cardId, fc.constantFrom("04A2", "04A3")).map(([card, chip]) =>
    command(`report ${card} with chip ${chip}`, async (notes, system) => {
      const known = notes.cards.get(card);
      const ids = await system.report(async (client) => [
        await client.reportCardProduced({ cardId: card, reportData: { MIFARE_UID: chip } }),
      ]);
      if (known?.state === "requested" || known?.state === "report-refused") {
        const [messageId = ""] = ids;
        notes.written.push({ about: card, messageId });
        Object.assign(known, { state: "reported", report: { messageId, chip } });
      }
      const exists = known?.state !== "rejected" && known?.report?.chip === chip;
      must(`the report of ${card}`, ids, exists ? [known.report?.messageId] : "refused");
    }),
  ),
  fc.tuple(cardId, fc.boolean(), misfortune).map(([card, isOk, fate]) =>
    command(
      `NGOC answers the report of ${card} ${isOk ? "OK" : "with an error"}, ${fate ?? ""}`,
      async (notes, system) => {
        const known = notes.cards.get(card);
        if (known?.state !== "reported" || !(await hasArrived(system, known.report?.messageId ?? ""))) return;
        const about = { cardId: card, shipmentId: known.shipmentId };
        const answer = isOk ? reportOk(about) : errorNotification(about, known.report?.messageId);
        await system.receive(answer, fate);
        if (fate === "rejects" && isOk) notes.answered.push(answer.messageId);
        known.state = isOk ? "acknowledged" : "report-refused";
      },
    ),
  ),
  fc.tuple(fc.uniqueArray(cardId, { minLength: 1 }), fc.constantFrom("T1", "T2")).map(([cardIds, trackingId]) =>
    command(`ship ${cardIds} as ${trackingId}`, async (notes, system) => {
      const ids = await system.report((client) => client.reportShipped({ cardIds, carrier: { trackingId } }));
      const groups = Map.groupBy(cardIds, (card) => notes.cards.get(card)?.shipmentId);
      const parcels = [...groups].map(([shipment = "", cards], index): ParcelNote | undefined => {
        const known = cards.map((card) => notes.cards.get(card));
        if (known.every((card) => card?.state === "acknowledged")) {
          const messageId = ids === "refused" ? "" : (ids[index] ?? "");
          return { messageId, shipmentId: shipment, cardIds: cards, trackingId, isOpen: true };
        }
        const [parcel] = known.map((card) => card?.parcel);
        const isSame = parcel?.trackingId === trackingId && isDeepStrictEqual(new Set(parcel.cardIds), new Set(cards));
        const exist = known.every((card) => card?.state === "announced" || card?.state === "shipped");
        return exist && isSame ? parcel : undefined;
      });
      const isAllowed = parcels.every((parcel) => parcel !== undefined);
      must(`the shipment of ${cardIds}`, ids, isAllowed ? parcels.map(({ messageId }) => messageId) : "refused");
      if (!isAllowed) return;
      for (const parcel of parcels.filter((parcel) => !notes.parcels.includes(parcel))) {
        notes.parcels.push(parcel);
        notes.written.push({ about: parcel.shipmentId, messageId: parcel.messageId });
        for (const card of parcel.cardIds) Object.assign(notes.cards.get(card) ?? {}, { state: "announced", parcel });
      }
    }),
  ),
  fc.tuple(fc.nat({ max: 3 }), fc.boolean(), misfortune).map(([which, isOk, fate]) =>
    command(`NGOC answers parcel ${which} ${isOk ? "OK" : "with an error"}, ${fate ?? ""}`, async (notes, system) => {
      const parcel = notes.parcels.filter(({ isOpen }) => isOpen)[which];
      if (parcel === undefined || !(await hasArrived(system, parcel.messageId))) return;
      const about = { shipmentId: parcel.shipmentId };
      const ok = shippedOk(about, parcel.messageId);
      await system.receive(isOk ? ok : errorNotification(about, parcel.messageId), fate);
      if (fate === "rejects" && isOk) notes.answered.push(ok.messageId);
      parcel.isOpen = false;
      for (const card of parcel.cardIds) {
        Object.assign(notes.cards.get(card) ?? {}, { state: isOk ? "shipped" : "acknowledged" });
      }
    }),
  ),
  fc
    .constantFrom(...faults)
    .map((rule) => command(`next ${rule.on}: ${rule.effect.kind}`, async (_, system) => system.disturb(rule))),
  fc.constant(command("the process ends and another begins", (_, system) => system.restart())),
];

/**
 * What NGOC has got must be what the clerk wrote: each once, about each card and shipment in that order, and no more.
 */
function compareArrivals(notes: Notes, system: ModelSystem): void {
  must("messages that NGOC cannot read", system.unreadable, 0);
  const reports = system.arrived.filter(({ type }) => type !== "EXTERNAL_PRODUCTION_ERROR");
  const aboutOf = new Map(notes.written.map(({ about, messageId }) => [messageId, about]));
  const arrived = reports.map(({ messageId }) => ({ about: aboutOf.get(messageId), messageId }));
  const byAbout = (list: readonly { readonly about: string | undefined; readonly messageId: string }[]) =>
    Map.groupBy(list, ({ about }) => about);
  must("what arrived", byAbout(arrived), byAbout(notes.written));
  const errors = system.arrived.filter(({ type }) => type === "EXTERNAL_PRODUCTION_ERROR");
  const answered = errors.map(({ correlationId = "" }) => correlationId);
  must("messages that were answered with an error", answered.sort(), [...notes.answered].sort());
}

/** Compares client and ledger with a clerk's notes over random histories. Throws at the first difference. */
export async function compareWithModel(options: {
  readonly histories: number;
  readonly commands: number;
  readonly seed: number;
  /** Makes an empty database for each history. */
  readonly newDatabase: () => Reopen | Promise<Reopen>;
  readonly onHistory?: () => void;
}): Promise<void> {
  await using broker = await ModelBroker.start();
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: options.commands, size: "max" }), async (history) => {
      const notes = new Notes();
      await using system = await ModelSystem.open(broker, await options.newDatabase());
      await fc.asyncModelRun(() => ({ model: notes, real: system }), history);
      await system.settle(notes.written.length + notes.answered.length);
      compareArrivals(notes, system);
      options.onHistory?.();
    }),
    { numRuns: options.histories, seed: options.seed },
  );
}
