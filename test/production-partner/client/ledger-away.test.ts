import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { ProductionPartnerClientOptions } from "../../../src/index.ts";
import { MemoryLedger } from "../../../src/production-partner/ledger/index.ts";
import { exampleRequest, ManualClock } from "../../../src/sandbox/index.ts";
import { type AwayLedger, awayLedger } from "../../support/away-ledger.ts";
import { type Partner, startPartner } from "./partner.ts";

const kindsOf = ({ problems }: Partner) => problems.map(({ kind }) => kind);

async function startAway(
  options: ProductionPartnerClientOptions = {},
): Promise<Partner & { readonly away: AwayLedger }> {
  const away = awayLedger(new MemoryLedger());
  const partner = await startPartner({ client: { ledger: away.ledger, ...options } });
  return { ...partner, away };
}

describe("while the ledger is away", () => {
  test("no delivery is spent, it is told once, and everything is handled afterwards", async () => {
    await using partner = await startAway({ concurrency: 4 });
    const { away, client, sandbox, until } = partner;
    const handled: string[] = [];
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", ({ payload }, { deliveryCount }) => {
      handled.push(`${payload.card.cardId} at ${deliveryCount}`);
    });
    away.fails = "all";
    await client.start();
    const cards = Array.from({ length: 12 }, (_, index) => `CARD-${index}`);
    for (const cardId of cards) await sandbox.ngoc.sendRequest(exampleRequest({ cardId }));
    await until("the ledger to be tried three times", () => (away.calls["check"] ?? away.calls["findCard"] ?? 0) >= 3);
    expect(kindsOf(partner)).toEqual(["ledger-unavailable"]);
    const { state, isHealthy, wrong } = await client.health();
    expect({ state, isHealthy, wrong }).toEqual({
      state: "paused",
      isHealthy: false,
      wrong: [{ part: "ledger", kind: "unavailable", since: expect.any(Date), code: "DATABASE" }],
    });
    expect(sandbox.toPartner.totals().abandoned ?? 0).toBe(0);

    away.fails = "none";
    await until("all requests to be handled", () => handled.length === cards.length);
    expect(handled.sort()).toEqual(cards.map((cardId) => `${cardId} at 0`).sort());
    await until("the ledger to be told as restored", () => kindsOf(partner).includes("ledger-restored"));
    expect(kindsOf(partner)).toEqual(["ledger-unavailable", "ledger-restored"]);
    expect((await client.health()).isHealthy).toBe(true);
  });

  test("how a handler ended is written later, without calling it again", async () => {
    await using partner = await startAway();
    const { away, client, sandbox, until, settled } = partner;
    let calls = 0;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {
      calls++;
      away.fails = "finish";
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await until("writing to fail", () => (away.calls["finish"] ?? 0) >= 1);
    away.fails = "none";
    await settled();
    expect(calls).toBe(1);
    expect(sandbox.toPartner.totals().abandoned ?? 0).toBe(0);
  });

  test("a claim that could not be given up is given up later, and the message comes again", async () => {
    await using partner = await startAway();
    const { away, client, sandbox, until, settled } = partner;
    let calls = 0;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {
      calls++;
      if (calls > 1) return;
      away.fails = "release";
      throw new Error("no printer");
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await until("giving up to fail", () => (away.calls["release"] ?? 0) >= 1);
    away.fails = "none";
    await settled();
    expect(calls).toBe(2);
  });

  test("a client that is drained then gives up its claims as soon as it can", async () => {
    await using partner = await startAway();
    const { away, client, sandbox, until } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {
      away.fails = "finish";
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await until("writing to fail", () => (away.calls["finish"] ?? 0) >= 1);
    await client.drain();
    expect(away.calls["release"]).toBe(1);
    expect(sandbox.toPartner.totals().abandoned).toBe(1);
  });

  test("a message that the ledger cannot take holds up no other, and is given back in the end", async () => {
    const clock = new ManualClock();
    const away = awayLedger(new MemoryLedger({ clock }));
    const options = { ledger: away.ledger, clock, maxDeliveries: false } as const;
    await using partner = await startPartner({ sandbox: { clock, lockDurationMs: 300_000 }, client: options });
    const { client, sandbox } = partner;
    const passing = async (what: string, holds: () => boolean) => {
      for (let turn = 0; !holds(); turn++) {
        expect(turn, what).toBeLessThan(20_000);
        clock.advance(10);
        await setImmediate();
      }
    };
    const abandoned = () => sandbox.toPartner.totals().abandoned ?? 0;
    const handled = new Set<string>();
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", ({ payload }) => void handled.add(payload.card.cardId));
    const { messageId } = await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "BAD" }));
    away.fails = (name, [message]) =>
      name === "receive" && (message as { readonly messageId: string }).messageId === messageId;
    await client.start();
    // As long as there is no other message, it may as well be the ledger that is away.
    await passing("the ledger to be asked often", () => (away.calls["receive"] ?? 0) > 5);
    expect(abandoned()).toBe(0);
    for (let sent = 1; abandoned() === 0; sent++) {
      const cardId = `GOOD-${sent}`;
      await sandbox.ngoc.sendRequest(exampleRequest({ cardId }));
      await passing("another message to be handled", () => handled.has(cardId));
      expect(sent).toBeLessThan(20);
    }
    expect(kindsOf(partner)).toContain("processing-failed");
    away.fails = "none";
    await passing("the message to be handled", () => sandbox.toPartner.isEmpty());
    expect(handled).toContain("BAD");
  });

  test("for five minutes, locks are renewed by the clock and nothing is dead-lettered", async () => {
    const clock = new ManualClock();
    const away = awayLedger(new MemoryLedger({ clock }));
    await using partner = await startPartner({ sandbox: { clock }, client: { ledger: away.ledger, clock } });
    const { client, sandbox, until } = partner;
    let handled = 0;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {
      handled++;
    });
    away.fails = "all";
    await client.start();
    for (let index = 0; index < 30; index++)
      await sandbox.ngoc.sendRequest(exampleRequest({ cardId: `CARD-${index}` }));
    await until("messages to wait for the ledger", () => kindsOf(partner).includes("ledger-unavailable"));
    const locked = () => sandbox.toPartner.messages("locked");
    for (let seconds = 0; seconds < 300; seconds++) {
      clock.advance(1_000);
      // So that the answers to renewals reach the client before the clock moves on.
      for (let turn = 0; turn < 5; turn++) await setImmediate();
      // The sandbox's locks last 30 seconds.
      await until("locks to be renewed in time", () =>
        locked().every(({ lockedUntil }) => Number(lockedUntil) > clock.now() + 5_000),
      );
    }
    expect(sandbox.toPartner.totals()["lock-expired"] ?? 0).toBe(0);
    away.fails = "none";
    clock.advance(10_000);
    await until("all requests to be handled", () => handled === 30);
    expect(sandbox.toPartner.totals()["dead-lettered"] ?? 0).toBe(0);
  });
});
