import { ServiceBusClient } from "@azure/service-bus";
import { describe, expect, test } from "vitest";
import { ProductionPartnerClient } from "../../../src/index.ts";
import { exampleRequest } from "../../../src/sandbox/index.ts";
import { startPartner } from "./partner.ts";

describe("the connection", () => {
  const eager = { retry: { initialDelayMs: 10, maxDelayMs: 50, attemptTimeoutMs: 2_000 }, settleTimeoutMs: 1_000 };

  test("when it drops while a handler runs, nothing hangs and the message is handled", async () => {
    await using partner = await startPartner({ sandbox: { lockDurationMs: 5_000 }, client: eager });
    const { client, sandbox, problems, until } = partner;
    let calls = 0;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
      if (card.cardId === "A" && calls++ === 0) {
        sandbox.broker.dropConnections();
        await sandbox.broker.events.once(({ type }) => type === "connected");
      }
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "A" }));
    const failures = () =>
      problems.flatMap((problem) => (problem.kind === "settlement-failed" ? [problem.error.code] : []));
    let expired = 0;
    const waitUntilSettled = () =>
      until("the inbound queue to be empty, with locks that expire after a failed settlement", () => {
        if (failures().length > expired) {
          expired = failures().length;
          sandbox.toPartner.expireLocks();
        }
        return sandbox.toPartner.isEmpty();
      });
    await waitUntilSettled();
    await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "B" }));
    await waitUntilSettled();
    expect(calls).toBe(1);
    // It is settled through the next link, so nothing is left to report.
    expect(failures()).toEqual([]);
    expect(await client.ledger.findCard("B")).toMatchObject({ state: "requested" });
  });

  test("a report whose connection drops is sent once all the same", async () => {
    await using partner = await startPartner({ client: eager });
    const { client, sandbox, toNgoc, settled } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await settled();
    sandbox.broker.dropConnections();
    await client.reportCardProduced({ cardId: "CARD-1", reportData: {} });
    await settled("NGOC to handle 1 message", () => toNgoc.length === 1);
    expect(sandbox.fromPartner.totals()).toMatchObject({ enqueued: 1 });
  });

  test("a report that cannot be sent stays in the outbox and is sent by the next client", async () => {
    await using partner = await startPartner({
      client: { retry: { attempts: 2, initialDelayMs: 1, attemptTimeoutMs: 500 } },
    });
    const { client, sandbox, problems, toNgoc, settled } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await settled();
    const { outbound } = sandbox.partner;
    if (!("connectionString" in outbound)) throw new Error("expected a connection string");
    sandbox.broker.revokeKey(/SharedAccessKeyName=([^;]+)/.exec(outbound.connectionString)?.[1] ?? "");
    expect(await client.reportCardProduced({ cardId: "CARD-1", reportData: {} })).toMatchObject({ sent: false });
    expect(problems).toMatchObject([{ kind: "send-failed", error: { code: "UNAUTHORIZED" } }]);
    const { ledger } = client;
    const reportId = (await ledger.findCard("CARD-1"))?.reportId ?? "";
    expect(await ledger.listUnsent([reportId])).toMatchObject([{ messageId: reportId }]);
    // Reporting again returns the same report, and does not wait for the queue to recover.
    const again = await client.reportCardProduced({ cardId: "CARD-1", reportData: {} });
    expect(again).toMatchObject({ messageId: reportId, sent: false });
    await client.close();
    await using next = new ProductionPartnerClient({
      inbound: sandbox.partner.inbound,
      outbound: {
        connectionString: sandbox.broker.connectionString({ queue: sandbox.fromPartner.name, rights: ["Send"] }),
      },
      ledger,
    });
    next.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await next.start();
    await settled("NGOC to handle 1 message", () => toNgoc.length === 1);
    expect(await ledger.listUnsent([reportId])).toEqual([]);
  });
});

describe("credentials", () => {
  test("a wrong key, a wrong right and a wrong queue fail at once and say what to do", async () => {
    await using started = await startPartner();
    const { broker, partner, toPartner } = started.sandbox;
    const attempt = async (inbound: string): Promise<unknown> => {
      await using other = new ProductionPartnerClient({
        inbound: { connectionString: inbound },
        outbound: partner.outbound,
      });
      other.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
      return await other.start().catch((error: unknown) => error);
    };
    const good = broker.connectionString({ queue: toPartner.name, rights: ["Listen"] });
    expect(await attempt(good.replace(/SharedAccessKey=[^;]+/, "SharedAccessKey=d3Jvbmc="))).toMatchObject({
      code: "UNAUTHORIZED",
    });
    expect(await attempt(broker.connectionString({ queue: toPartner.name, rights: ["Send"] }))).toMatchObject({
      code: "UNAUTHORIZED",
    });
    expect(await attempt(`${broker.connectionString()};EntityPath=nowhere`)).toMatchObject({ code: "QUEUE_NOT_FOUND" });
  });

  test("an error never holds the key", async () => {
    await using started = await startPartner();
    const { broker, partner, toPartner } = started.sandbox;
    const connectionString = broker.connectionString({ queue: toPartner.name, rights: ["Send"] });
    const key = /SharedAccessKey=([^;]+)/.exec(connectionString)?.[1] ?? "";
    await using other = new ProductionPartnerClient({ inbound: { connectionString }, outbound: partner.outbound });
    other.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    const error: unknown = await other.start().catch((reason: unknown) => reason);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(key);
  });

  test("Listen cannot send and Send cannot listen, tried with the Azure client itself", async () => {
    await using partner = await startPartner();
    const { broker, toPartner } = partner.sandbox;
    const retryOptions = { maxRetries: 0, timeoutInMs: 5_000 };
    const listen = new ServiceBusClient(broker.connectionString({ queue: toPartner.name, rights: ["Listen"] }), {
      retryOptions,
    });
    const send = new ServiceBusClient(broker.connectionString({ queue: toPartner.name, rights: ["Send"] }), {
      retryOptions,
    });
    await expect(listen.createSender(toPartner.name).sendMessages({ body: 1 })).rejects.toMatchObject({
      code: "UnauthorizedAccess",
    });
    await expect(send.createReceiver(toPartner.name).receiveMessages(1)).rejects.toMatchObject({
      code: "UnauthorizedAccess",
    });
    await expect(send.createReceiver(toPartner.name).peekMessages(1)).rejects.toMatchObject({
      code: "UnauthorizedAccess",
    });
    await Promise.all([listen.close(), send.close()]);
  });
});
