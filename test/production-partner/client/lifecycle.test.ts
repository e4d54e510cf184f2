import { describe, expect, test } from "vitest";
import { ProductionPartnerClient } from "../../../src/index.ts";
import { exampleRequest } from "../../../src/sandbox/index.ts";
import { startPartner } from "./partner.ts";

describe("the life of a client", () => {
  test("starts once, and takes handlers before that only", async () => {
    await using partner = await startPartner();
    const { client } = partner;
    await expect(client.start()).rejects.toMatchObject({ name: "UsageError", code: "HANDLER_MISSING" });
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    expect(() => client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {})).toThrow(/Duplicate handler/);
    await client.start();
    await expect(client.start()).rejects.toMatchObject({ name: "UsageError", code: "STARTED" });
    expect(() => client.on("EXTERNAL_PRODUCTION_ERROR", () => {})).toThrow(
      expect.objectContaining({ code: "STARTED" }),
    );
  });

  test("drain finishes what runs and takes nothing more; sending goes on", async () => {
    await using partner = await startPartner();
    const { client, sandbox } = partner;
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const { promise: running, resolve: runs } = Promise.withResolvers<void>();
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async () => {
      runs();
      await gate;
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "A" }));
    await running;
    const drained = Promise.all([client.drain(), client.drain()]);
    open();
    await drained;
    expect(sandbox.toPartner.isEmpty()).toBe(true);
    await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "B" }));
    await client.reportCardProduced({ cardId: "A", reportData: {} });
    expect(sandbox.toPartner.counts().active).toBeGreaterThan(0);
    expect(await client.ledger.findCard("B")).toBeUndefined();
  });

  test("close may be called twice, during a drain, and before the start; then nothing works any more", async () => {
    await using partner = await startPartner();
    const { client, sandbox } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await client.start();
    await Promise.all([client.drain(), client.close(), client.close()]);
    await client.drain();
    await expect(client.start()).rejects.toMatchObject({ name: "UsageError", code: "STARTED" });
    await expect(client.reportCardProduced({ cardId: "A", reportData: {} })).rejects.toMatchObject({
      name: "UsageError",
      code: "CLOSED",
    });
    const unused = new ProductionPartnerClient(sandbox.partner);
    await unused.close();
  });

  test("close does not wait for ever: it aborts a handler that does not end", async () => {
    await using partner = await startPartner({ client: { closeTimeoutMs: 50 } });
    const { client, sandbox } = partner;
    const { promise: aborted, resolve } = Promise.withResolvers<void>();
    const { promise: running, resolve: runs } = Promise.withResolvers<void>();
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", (_, { signal }) => {
      signal.addEventListener("abort", () => resolve());
      runs();
      return aborted;
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await running;
    await client.close();
    await aborted;
  });

  test("signals abort a start and a report", async () => {
    await using partner = await startPartner();
    const { client, sandbox, settled } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    const reason = new Error("too slow");
    await expect(client.start({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await settled();
    const aborted = { signal: AbortSignal.abort(reason) };
    await expect(client.reportCardProduced({ cardId: "CARD-1", reportData: {} }, aborted)).rejects.toBe(reason);
    await client.reportCardProduced({ cardId: "CARD-1", reportData: {} });
  });

  test("no more messages are handled at a time than asked for", async () => {
    await using partner = await startPartner({ client: { concurrency: 3 } });
    const { client, sandbox, settled } = partner;
    let now = 0;
    let most = 0;
    let done = 0;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async () => {
      most = Math.max(most, ++now);
      await new Promise(setImmediate);
      now--;
      done++;
    });
    await client.start();
    for (let card = 0; card < 30; card++) await sandbox.ngoc.sendRequest(exampleRequest({ cardId: `C${card}` }));
    await settled("30 handler calls", () => done === 30);
    expect(most).toBeLessThanOrEqual(3);
    expect(most).toBeGreaterThan(1);
  });
});
