import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { expect, it } from "vitest";
import { Outbox } from "../../src/client/outbox.ts";
import type { NotificationMessage, ReceivedMessage } from "../../src/ledger/index.ts";
import { openSqliteLedger, type SqlLedger } from "../../src/ledger/index.ts";
import type { EncodedMessage } from "../../src/messages/index.ts";
import { draftOf, receiveIn } from "../support/ledger.ts";
import { cardProduced, errorNotification, reportOk, requestSent, shipped, shippedOk } from "../support/messages.ts";

type State = "requested" | "reported" | "report-refused" | "acknowledged" | "announced" | "shipped";

/** What a bureau's clerk would write on paper: one line per card, and the messages in the order in which they were written. */
interface Model {
  readonly cards: Map<string, { shipmentId: string; state: State; messageId: string }>;
  readonly notices: Map<string, { shipmentId: string; cardIds: readonly string[]; isOpen: boolean }>;
  readonly written: string[];
  readonly received: ReceivedMessage[];
}

/** The ledger and the client's outbox, with a queue that drops duplicates and fails when it is told to. */
class System {
  readonly #handle = new DatabaseSync(":memory:");
  readonly arrived = new Map<string, EncodedMessage>();
  ledger!: SqlLedger;
  #outbox!: Outbox;
  /** What happens to the next sends: lost before the queue, or after it, with the answer. */
  trouble: ("before" | "after")[] = [];

  async open(): Promise<void> {
    this.ledger = await openSqliteLedger({ handle: this.#handle, leaseMs: 1_000_000 });
    this.#outbox = new Outbox({
      ledger: this.ledger,
      outbound: {
        messageLimit: async () => undefined,
        send: async (message) => {
          const trouble = this.trouble.shift();
          if (trouble === "before") throw new Error("lost");
          if (!this.arrived.has(message.messageId)) this.arrived.set(message.messageId, message);
          if (trouble === "after") throw new Error("answer lost");
        },
      },
      onProblem: () => {},
      // No wait between tries: the next flush tries again.
      resendIntervalMs: 0,
    });
  }

  async send(message: NotificationMessage): Promise<boolean> {
    try {
      await this.ledger.stage(draftOf(message));
      return true;
    } catch {
      return false;
    }
  }

  async flush(): Promise<void> {
    await this.#outbox.flush();
  }

  /** The process ends between any two transactions, and another one begins. */
  async crash(): Promise<void> {
    await this.#outbox.stop();
    await this.ledger.close();
    await this.open();
  }
}

type Command = fc.AsyncCommand<Model, System>;

const cardId = fc.constantFrom("C1", "C2", "C3", "C4");
const shipmentId = fc.constantFrom("S1", "S2");

const command = (name: string, run: (model: Model, system: System) => Promise<void>): Command => ({
  check: () => true,
  run: async (model, system) => {
    await run(model, system);
    for (const [card, { state }] of model.cards) expect((await system.ledger.findCard(card))?.state).toBe(state);
  },
  toString: () => name,
});

async function receive(model: Model, system: System, message: ReceivedMessage, allowed: boolean): Promise<void> {
  expect(await receiveIn(system.ledger, message)).toEqual(allowed ? "ok" : expect.not.stringMatching(/^ok$/));
  model.received.push(message);
}

const commands = [
  fc.tuple(cardId, shipmentId).map(([card, shipment]) =>
    command(`request ${card} in ${shipment}`, async (model, system) => {
      const isNew = !model.cards.has(card);
      const request = requestSent({ cardId: card, shipmentId: shipment });
      await receive(model, system, request, isNew);
      if (isNew) model.cards.set(card, { shipmentId: shipment, state: "requested", messageId: "" });
    }),
  ),
  cardId.map((card) =>
    command(`report ${card}`, async (model, system) => {
      const known = model.cards.get(card);
      const report = cardProduced({ cardId: card, shipmentId: known?.shipmentId ?? "S1" });
      const allowed = known?.state === "requested" || known?.state === "report-refused";
      // A report of a card that says the same as the one that stands is no error.
      expect(await system.send(report)).toBe(known !== undefined);
      if (known === undefined || !allowed) return;
      Object.assign(known, { state: "reported", messageId: report.messageId });
      model.written.push(report.messageId);
    }),
  ),
  fc.tuple(cardId, fc.boolean()).map(([card, isOk]) =>
    command(`NGOC answers the report of ${card} ${isOk ? "OK" : "with an error"}`, async (model, system) => {
      const known = model.cards.get(card);
      if (known?.state !== "reported") return;
      const about = { cardId: card, shipmentId: known.shipmentId };
      const answer = isOk ? reportOk(about) : errorNotification(about, known.messageId);
      await receive(model, system, answer, true);
      known.state = isOk ? "acknowledged" : "report-refused";
    }),
  ),
  fc.tuple(fc.uniqueArray(cardId, { minLength: 1 }), shipmentId).map(([cardIds, shipment]) =>
    command(`ship ${cardIds} of ${shipment}`, async (model, system) => {
      const notice = shipped({ cardIds }, shipment);
      const cards = cardIds.map((card) => model.cards.get(card));
      const allowed = cards.every((card) => card?.state === "acknowledged" && card.shipmentId === shipment);
      expect(await system.send(notice)).toBe(allowed);
      if (!allowed) return;
      for (const card of cards) if (card !== undefined) card.state = "announced";
      model.notices.set(notice.messageId, { shipmentId: shipment, cardIds, isOpen: true });
      model.written.push(notice.messageId);
    }),
  ),
  fc.tuple(fc.nat({ max: 3 }), fc.boolean()).map(([which, isOk]) =>
    command(`NGOC answers shipment ${which} ${isOk ? "OK" : "with an error"}`, async (model, system) => {
      const [messageId, notice] = [...model.notices].filter(([, { isOpen }]) => isOpen)[which] ?? [];
      if (messageId === undefined || notice === undefined) return;
      const { shipmentId: shipment } = notice;
      const ok = shippedOk({ shipmentId: shipment }, messageId);
      await receive(model, system, isOk ? ok : errorNotification({ shipmentId: shipment }, messageId), true);
      notice.isOpen = false;
      for (const card of notice.cardIds) {
        const known = model.cards.get(card);
        if (known !== undefined) known.state = isOk ? "shipped" : "acknowledged";
      }
    }),
  ),
  fc.nat({ max: 20 }).map((which) =>
    command(`message ${which} is delivered again`, async (model, system) => {
      const message = model.received[which];
      if (message !== undefined) expect(await receiveIn(system.ledger, message)).toBe("ok");
    }),
  ),
  fc.array(fc.constantFrom("before" as const, "after" as const), { maxLength: 4 }).map((trouble) =>
    command(`the outbox is sent, with trouble ${trouble}`, async (_, system) => {
      system.trouble = [...trouble];
      await system.flush();
      system.trouble = [];
    }),
  ),
  fc.constant(command("the process ends and begins again", (_, system) => system.crash())),
];

it("whatever happens, the ledger agrees with a clerk's notes, and each message arrives once and in order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 80, size: "max" }), async (history) => {
      const system = new System();
      await system.open();
      const model: Model = { cards: new Map(), notices: new Map(), written: [], received: [] };
      await fc.asyncModelRun(() => ({ model, real: system }), history);

      await system.flush();
      await system.flush();
      expect(new Set(system.arrived.keys()).size).toBe(system.arrived.size);
      // What NGOC has answered counts as sent, although this NGOC answers what it never got.
      const missing = model.written.filter((messageId) => !system.arrived.has(messageId));
      expect(await system.ledger.listUnsent(missing)).toEqual([]);
      const keyOf = (messageId: string) => {
        const payload = JSON.parse(new TextDecoder().decode(system.arrived.get(messageId)?.body));
        return payload.cardId ?? payload.shipmentId;
      };
      const arrived = [...system.arrived.keys()];
      const written = model.written.filter((messageId) => system.arrived.has(messageId));
      expect(Map.groupBy(arrived, keyOf)).toEqual(Map.groupBy(written, keyOf));
      await system.ledger.close();
    }),
    { numRuns: 60 },
  );
});
