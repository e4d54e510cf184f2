import { Writable } from "node:stream";
import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { CardwrightError, describeProblem, type Problem } from "../../../src/index.ts";
import { MemoryLedger } from "../../../src/production-partner/ledger/index.ts";
import { exampleRequest } from "../../../src/sandbox/index.ts";
import { startPartner } from "./partner.ts";

describe("health", () => {
  test("follows the life of a client", async () => {
    await using partner = await startPartner();
    const { client, sandbox, until } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    expect(await client.health()).toMatchObject({ state: "idle", isHealthy: false, outbox: { unsent: 0 }, wrong: [] });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await until("the request to be handled", () => sandbox.toPartner.isEmpty());
    expect(await client.health()).toMatchObject({
      state: "receiving",
      isHealthy: true,
      inbound: { lastMessage: expect.any(Date) },
      wrong: [],
    });
    await client.drain();
    expect((await client.health()).state).toBe("drained");
    await client.close();
    const closed = await client.health();
    expect(closed).toMatchObject({ state: "closed", isHealthy: false });
    expect(JSON.parse(JSON.stringify(closed))).toMatchObject({ state: "closed" });
  });

  test("says since when the queue cannot be reached, and what waits to be sent", async () => {
    await using partner = await startPartner({
      client: { retry: { attempts: 1, initialDelayMs: 10, attemptTimeoutMs: 300 }, settleTimeoutMs: 300 },
    });
    const { client, sandbox, problems } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await client.start();
    await sandbox.broker.close();
    const { sent } = await client.sendError({ errorCode: "INTERNAL_ERROR", details: "Example" });
    expect(sent).toBe(false);
    const { isHealthy, outbox, wrong } = await client.health();
    expect({ isHealthy, outbox }).toEqual({ isHealthy: false, outbox: { unsent: 1, oldest: expect.any(Date) } });
    expect(wrong.map(({ part, kind }) => `${part} ${kind}`)).toContain("outbound connection");
    expect(problems.map(({ kind }) => kind)).toContain("send-failed");
  });

  test("does not wait for a ledger that does not answer", async () => {
    const ledger = new MemoryLedger();
    ledger.outbox = () => new Promise(() => {});
    await using partner = await startPartner({ client: { ledger } });
    const { outbox, state } = await partner.client.health();
    expect({ outbox, state }).toEqual({ outbox: undefined, state: "idle" });
  });
});

describe("a problem", () => {
  const secret = "Anna Andersson";
  const cause = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:5432"), { code: "ECONNREFUSED" });
  const error = new CardwrightError("Database unavailable: no server answers at that address", {
    code: "DATABASE",
    retryable: true,
    help: "Start it.",
    cause,
  });

  test("keeps the reason, its code and its causes in JSON", async () => {
    const written: string[] = [];
    const stream = new Writable({
      write(chunk, _, done) {
        written.push(String(chunk));
        done();
      },
    });
    await using partner = await startPartner({ client: { logger: pino(stream), onProblem: () => {} } });
    const { client, sandbox, until } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", ({ payload }, { deliveryCount }) => {
      if (deliveryCount === 0) throw new Error("no printer", { cause: error });
      expect(payload.address).toBeDefined();
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await until("the request to be handled", () => sandbox.toPartner.isEmpty());
    const [entry] = written.map((line) => JSON.parse(line));
    expect(entry).toMatchObject({
      level: 40,
      kind: "handler-failed",
      msg: expect.stringMatching(
        /^The handler of EXTERNAL_PRODUCTION_REQUEST_SENT \S+ failed at delivery 1: no printer$/,
      ),
      error: {
        name: "Error",
        message: "no printer",
        cause: {
          name: "CardwrightError",
          code: "DATABASE",
          message: error.message,
          cause: { code: "ECONNREFUSED", message: cause.message },
        },
      },
    });
  });

  test("of a value that a database cannot store does not quote it", () => {
    const quoting = Object.assign(new Error(`invalid input syntax: "${secret}"`), { code: "22P02" });
    const refused = new CardwrightError("Database cannot store a value: it reports 22P02", {
      code: "DATABASE_VALUE",
      cause: quoting,
    });
    const text = JSON.stringify({ kind: "processing-failed", error: refused });
    expect(text).toContain("22P02");
    expect(text).not.toContain(secret);
  });

  test("of each kind can be said in a sentence", () => {
    const since = new Date(0);
    const problems: readonly Problem[] = [
      { kind: "ledger-unavailable", error },
      { kind: "ledger-restored", since, forMs: 61_000, attempts: 12 },
      { kind: "connection-restored", since, forMs: 1_500, attempts: 3 },
      { kind: "handler-slow", messageId: "M-1", since, forMs: 30_000 },
      { kind: "given-up-message", type: "T", messageId: "M-1", errorCode: "INTERNAL_ERROR" },
      { kind: "accessories-open", shipmentId: "SHIP-1", open: 2 },
    ];
    expect(problems.map(describeProblem)).toEqual([
      "The ledger cannot be used, and receiving waits for it: Database unavailable: no server answers at that address",
      "The ledger can be used again after 61 s and 12 attempts",
      "The queue can be reached again after 1.5 s and 3 attempts",
      "The handler of message M-1 runs for 30 s",
      "The handler of T M-1 failed at its last delivery; NGOC was told INTERNAL_ERROR, and it is in the dead-letter queue",
      "All cards of shipment SHIP-1 have ended, and 2 pieces of its accessories were not shipped",
    ]);
  });
});
