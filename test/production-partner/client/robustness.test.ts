import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { ProductionPartnerClient, RejectMessageError } from "../../../src/index.ts";
import { exampleRequest, ManualClock } from "../../../src/sandbox/index.ts";
import { withTimeout } from "../../../src/timing/abort.ts";
import { startPartner } from "./partner.ts";

describe("a lock", () => {
  test("is renewed while the handler works", async () => {
    const clock = new ManualClock();
    await using partner = await startPartner({ sandbox: { lockDurationMs: 200, clock } });
    const { client, sandbox, until } = partner;
    let calls = 0;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async () => {
      calls++;
      for (let renewals = 1; renewals <= 4; renewals++) {
        await until(`renewal ${renewals}`, () => (sandbox.toPartner.totals()["lock-renewed"] ?? 0) >= renewals);
        // The second time, a lock that is not renewed would expire.
        clock.advance(150);
      }
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await until("the inbound queue to be empty", () => sandbox.toPartner.isEmpty());
    expect(calls).toBe(1);
    expect(sandbox.toPartner.totals()["lock-expired"] ?? 0).toBe(0);
  });

  test("is no longer renewed when the message cannot be settled, so that it is delivered again", async () => {
    await using partner = await startPartner({
      sandbox: { lockDurationMs: 300 },
      client: { retry: { initialDelayMs: 10 }, settleTimeoutMs: 500 },
    });
    const { client, sandbox, until } = partner;
    let dropped = false;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {
      if (!dropped) sandbox.broker.dropConnections();
      dropped = true;
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await until("the message to be completed", () => (sandbox.toPartner.totals().completed ?? 0) === 1);
    expect(sandbox.toPartner.totals()["lock-renewed"] ?? 0).toBeLessThan(3);
  });
});

describe("close", () => {
  test("does not wait for a connection whose other end is gone", async () => {
    await using partner = await startPartner({ client: { closeTimeoutMs: 100 } });
    const { client, sandbox } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await client.start();
    await sandbox.broker.close();
    let isClosed = false;
    const closed = client.close().then(() => {
      isClosed = true;
    });
    await withTimeout(closed, 10_000);
    expect(isClosed).toBe(true);
  });

  test("does not wait for a host that never answers", async () => {
    const silent = createServer(() => {}).listen(0, "127.0.0.1");
    await new Promise((resolve) => silent.once("listening", resolve));
    const { port } = silent.address() as { port: number };
    const connectionString = `Endpoint=sb://127.0.0.1:${port};SharedAccessKeyName=n;SharedAccessKey=a;UseDevelopmentEmulator=true`;
    const endpoint = { connectionString, queue: "q" };
    const other = new ProductionPartnerClient({
      inbound: endpoint,
      outbound: endpoint,
      settleTimeoutMs: 200,
      closeTimeoutMs: 100,
    });
    other.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    const failed = expect(other.start()).rejects.toThrow();
    await other.close();
    await failed;
    silent.close();
  });
});

describe("a report", () => {
  test("within a handler survives an outage of the outbound queue, and so does the request", async () => {
    await using partner = await startPartner({
      sandbox: { maxDeliveryCount: 3 },
      client: { retry: { attempts: 1, attemptTimeoutMs: 300 }, resendIntervalMs: 50 },
    });
    const { client, sandbox, problems, until } = partner;
    const { outbound } = sandbox.partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload }) => {
      await client.reportCardProduced({ cardId: payload.card.cardId, reportData: {} });
    });
    await client.start();
    sandbox.broker.revokeKey(/SharedAccessKeyName=([^;]+)/.exec(outbound.connectionString ?? "")?.[1] ?? "");
    await sandbox.ngoc.sendRequest(exampleRequest());
    await until("the inbound queue to be empty", () => sandbox.toPartner.isEmpty());
    expect(sandbox.toPartner.totals()).toMatchObject({ completed: 1 });
    expect(problems.every(({ kind }) => kind === "send-failed")).toBe(true);
  });

  test("is a copy of what it was given", async () => {
    await using partner = await startPartner();
    const { client, sandbox, until } = partner;
    const seen = new Map<string, unknown>();
    sandbox.ngoc.events.on((event) => {
      if (event.type !== "message" || event.message.type !== "EXTERNAL_PRODUCTION_CARD_PRODUCED") return;
      const { cardId, reportData } = event.message.payload;
      seen.set(cardId, reportData?.["UID"]);
    });
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await client.start();
    const cards = ["A", "B", "C", "D"];
    for (const cardId of cards) await sandbox.ngoc.sendRequest(exampleRequest({ cardId }));
    await until("the inbound queue to be empty", () => sandbox.toPartner.isEmpty());
    const shared: { [field: string]: string } = {};
    await Promise.all(
      cards.map((cardId) => {
        shared["UID"] = `uid of ${cardId}`;
        return client.reportCardProduced({ cardId, reportData: shared });
      }),
    );
    await until("the outbound queue to be empty", () => sandbox.fromPartner.isEmpty());
    for (const cardId of cards) expect(seen.get(cardId)).toBe(`uid of ${cardId}`);
  });

  test("too large for the queue is refused before it is recorded, so a smaller one may follow", async () => {
    await using partner = await startPartner();
    const { client, sandbox, until } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await until("the inbound queue to be empty", () => sandbox.toPartner.isEmpty());
    const reportData = { PHOTO: "x".repeat(300_000) };
    await expect(client.reportCardProduced({ cardId: "CARD-1", reportData })).rejects.toMatchObject({
      code: "MESSAGE_TOO_LARGE",
    });
    expect(await client.reportCardProduced({ cardId: "CARD-1", reportData: {} })).toMatchObject({ sent: true });
  });

  test("that is not an object is refused with one clear error", async () => {
    await using partner = await startPartner();
    const { client } = partner;
    const nothing = null as unknown as { cardId: string; reportData: object };
    await expect(client.reportCardProduced({ ...nothing, ...(nothing as object) } as never)).rejects.toThrow();
    await expect(client.reportCardProduced(nothing as never)).rejects.toMatchObject({ code: "REPORT" });
  });
});

describe("handling messages", () => {
  test("a listener that throws stops nothing", async () => {
    const onProblem = () => {
      throw new Error("the logger is broken");
    };
    await using partner = await startPartner({ client: { onProblem } });
    const { client, sandbox, until } = partner;
    const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await client.start();
    await sandbox.ngoc.sendRaw({ subject: "EXTERNAL_PRODUCTION_RECALLED", messageId: "r1", body: {} });
    await until("the inbound queue to be empty", () => sandbox.toPartner.isEmpty());
    expect(sandbox.toPartner.totals()).toMatchObject({ completed: 1 });
    expect(await warned).toMatchObject({ code: "CARDWRIGHT_ON_PROBLEM" });
  });

  test("a message whose handler failed delays no other message while it waits for its redelivery", async () => {
    await using partner = await startPartner({ client: { concurrency: 1, redeliveryDelayMs: 30_000 } });
    const { client, sandbox, until } = partner;
    const handled: string[] = [];
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", ({ payload: { card } }) => {
      if (card.cardId === "POISON") throw new Error("printer jam");
      handled.push(card.cardId);
    });
    await client.start();
    for (const cardId of ["POISON", "A", "B"]) await sandbox.ngoc.sendRequest(exampleRequest({ cardId }));
    await until("two messages to be completed", () => (sandbox.toPartner.totals().completed ?? 0) === 2);
    expect(handled).toEqual(["A", "B"]);
    // Draining abandons it immediately.
    await client.drain();
    expect(sandbox.toPartner.totals()).toMatchObject({ abandoned: 1 });
  });

  test("a rejected card may be ordered again, and a card ordered twice is still produced", async () => {
    await using partner = await startPartner();
    const { client, sandbox, problems, until, settled } = partner;
    let isStocked = false;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
      if (!isStocked && card.cardId === "A")
        throw new RejectMessageError({ errorCode: "ARTICLE_NOT_AVAILABLE", details: "Later" });
      await client.reportCardProduced({ cardId: card.cardId, reportData: {} });
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "A" }));
    await until(
      "card A to be refused",
      () => sandbox.ngoc.book.stateOf("A") === "refused" && sandbox.fromPartner.isEmpty(),
    );
    isStocked = true;
    await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "A" }));
    await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "B" }));
    await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "B" }));
    await settled();
    expect([sandbox.ngoc.book.stateOf("A"), sandbox.ngoc.book.stateOf("B")]).toEqual(["produced", "produced"]);
    expect(problems.map(({ kind }) => kind)).toEqual(["rejected-message", "refused-message"]);
  });
});

describe("start", () => {
  test("an unreachable host is a connection failure, reported immediately", async () => {
    const endpoint = {
      connectionString: "Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=n;SharedAccessKey=a;UseDevelopmentEmulator=true",
      queue: "q",
    };
    await using other = new ProductionPartnerClient({ inbound: endpoint, outbound: endpoint });
    other.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await expect(other.start()).rejects.toMatchObject({ name: "QueueError", code: "CONNECTION" });
  });
});
