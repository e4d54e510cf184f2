import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ServiceBusClient } from "@azure/service-bus";
import { describe, expect, test } from "vitest";
import { deliverBatch } from "../../../src/card-series-maintenance/index.ts";
import { ProductionPartnerClient } from "../../../src/index.ts";
import { SandboxProcess, type SandboxProcessOptions } from "../../../src/sandbox/process/sandbox-process.ts";

/** What came as JSON: the assertions say its shape. */
type Json = ReturnType<typeof JSON.parse>;

const start = (options: Partial<SandboxProcessOptions> = {}) =>
  SandboxProcess.start({ port: 0, httpPort: 0, page: "/nowhere", version: "0.0.0", ...options });

async function call(
  sandbox: SandboxProcess,
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; value: Json }> {
  const answer = await fetch(sandbox.url + path, {
    method,
    ...(body !== undefined && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, value: text === "" ? undefined : JSON.parse(text) };
}

/** The status of a call with these headers, which fetch would not send. */
function statusOf(
  url: string,
  headers: { readonly [name: string]: string },
  method = "GET",
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.on("error", reject).end();
  });
}

/** Reads the event stream until an event fits. */
async function untilEvent(sandbox: SandboxProcess, fits: (type: string, data: Json) => boolean): Promise<void> {
  const answer = await fetch(`${sandbox.url}/api/v1/events?after=0`);
  let text = "";
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    text += Buffer.from(chunk).toString("utf8");
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const [, type, data] = /^id: \d+\nevent: (.*)\ndata: (.*)$/.exec(block) ?? [];
      if (type !== undefined && data !== undefined && fits(type, JSON.parse(data))) return;
    }
  }
  throw new Error("the stream ended");
}

describe("the HTTP interface of the sandbox", () => {
  test("refuses foreign hosts and origins, bodies that are no JSON, and calls without the key", async () => {
    await using open = await start();
    const { host } = new URL(open.url);
    const path = `${open.url}/api/v1/state`;
    expect(await statusOf(path, { host })).toBe(200);
    expect(await statusOf(path, { host: "evil.example:80" })).toBe(403);
    expect(await statusOf(path, { host: "127.0.0.1.evil.example" })).toBe(403);
    expect(await statusOf(path, { host, origin: "http://evil.example" })).toBe(403);
    expect(await statusOf(path, { host, origin: "null" })).toBe(403);
    expect(await statusOf(path, { host, origin: `http://${host}` })).toBe(200);
    expect(await statusOf(`${open.url}/api/v1/reset`, { host, "content-type": "text/plain" }, "POST")).toBe(415);
    expect(await statusOf(`${open.url}/../../etc/passwd`, { host })).toBe(404);
    await using locked = await start({ key: "a key of our own" });
    expect(await statusOf(`${locked.url}/api/v1/state`, {})).toBe(401);
    expect(await statusOf(`${locked.url}/api/v1/events`, { authorization: "Bearer wrong" })).toBe(401);
    expect(await statusOf(`${locked.url}/api/v1/state`, { authorization: "Bearer a key of our own" })).toBe(200);
    expect(await statusOf(`${locked.url}/health`, {})).toBe(200);
    await expect(start({ httpPort: Number(new URL(open.url).port) })).rejects.toMatchObject({ code: "HTTP_PORT" });
    await expect(start({ host: "0.0.0.0" })).rejects.toMatchObject({ code: "SANDBOX_KEY" });
  });

  test("says twice a second that something changed, to whoever asks for no more", async () => {
    await using sandbox = await start();
    const answer = await fetch(`${sandbox.url}/api/v1/events?only=changes`);
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    await call(sandbox, "POST", "/api/v1/requests", { count: 200 });
    let text = "";
    while (text.split("event: ").length < 3) text += Buffer.from((await reader.read()).value ?? []).toString("utf8");
    // A thousand events have happened: the first is told at once, all others together half a second later.
    expect(text.match(/event: \w+\ndata: .*/g)).toEqual(["event: changed\ndata: {}", "event: changed\ndata: {}"]);
    expect(sandbox.parts.feed.lastId).toBeGreaterThan(400);
    await reader.cancel();
  });

  test("describes every route in its OpenAPI document, and checks requests by the same schemas", async () => {
    await using sandbox = await start();
    const { value } = await call(sandbox, "GET", "/api/v1/openapi.json");
    const ids = Object.values<object>(value.paths).flatMap((path) =>
      Object.values<Json>(path).map((one) => one.operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    const count = value.paths["/api/v1/requests"].post.requestBody.content["application/json"].schema.properties.count;
    const tooMany = await call(sandbox, "POST", "/api/v1/requests", { count: count.maximum + 1 });
    expect(tooMany).toMatchObject({ status: 400, value: { code: "INVALID_BODY" } });
    expect(await call(sandbox, "POST", "/api/v1/requests", { constructor: 1 })).toMatchObject({ status: 400 });
    expect(await call(sandbox, "DELETE", "/api/v1/cards")).toMatchObject({ status: 405 });
  });

  test("tells the schema of each message, and how sure each field is", async () => {
    await using sandbox = await start();
    const { value } = await call(sandbox, "GET", "/api/v1/contract");
    const request = value.messages.find(({ type }: { type: string }) => type === value.requestType);
    expect(request.schema.properties.shipmentId).toMatchObject({ type: "string", "x-provenance": "seen" });
    expect(request.schema.properties.ordered["x-provenance"]).toBe("inferred");
    const { value: example } = await call(sandbox, "POST", "/api/v1/requests/example", {});
    const sent = await call(sandbox, "POST", "/api/v1/requests", { payload: example.payload });
    expect(sent).toMatchObject({ status: 201, value: { messages: [{ cardId: example.payload.card.cardId }] } });
    expect(await call(sandbox, "POST", "/api/v1/requests", { payload: {} })).toMatchObject({ status: 422 });
  });

  test("shows the life of a card, live, and answers as it is told", async () => {
    await using sandbox = await start();
    const { inbound, outbound } = sandbox.parts.connections;
    await using partner = new ProductionPartnerClient({
      inbound: { connectionString: inbound },
      outbound: { connectionString: outbound },
    });
    partner.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload }) => {
      await partner.reportCardProduced({ cardId: payload.card.cardId, reportData: {} });
    });
    await partner.start();
    await call(sandbox, "POST", "/api/v1/answer-rules", { plan: { kind: "hold" }, cardId: "CARD-1" });
    const held = untilEvent(sandbox, (type, data) => type === "message" && data.verdict === "held");
    await call(sandbox, "POST", "/api/v1/requests", { cardId: "CARD-1" });
    await held;
    const [messageId] = (await call(sandbox, "GET", "/api/v1/held")).value.held;
    const refused = untilEvent(sandbox, (type, data) => type === "message" && data.verdict === "refused");
    const answer = { kind: "refuse", errorCode: "REPORT_DATA_INVALID", details: "By hand" };
    expect(await call(sandbox, "POST", `/api/v1/held/${messageId}`, answer)).toMatchObject({ status: 204 });
    await refused;
    const { value } = await call(sandbox, "GET", "/api/v1/cards/CARD-1");
    expect(value.card.state).toBe("ordered");
    expect(value.messages.map(({ type }: { type: string }) => type.replace("EXTERNAL_PRODUCTION_", ""))).toEqual([
      "REQUEST_SENT",
      "CARD_PRODUCED",
      "ERROR",
    ]);
    expect(await call(sandbox, "GET", "/api/v1/answer-rules")).toMatchObject({ value: { rules: [{ hits: 1 }] } });
    await call(sandbox, "POST", "/api/v1/reset", {});
    expect(await call(sandbox, "GET", "/api/v1/cards")).toMatchObject({ value: { cards: [] } });
  });

  test("sends late answers when the clock is advanced, and counts the hits of faults", async () => {
    await using sandbox = await start();
    const { ngoc, broker, toPartner } = sandbox.parts.sandbox;
    await call(sandbox, "POST", "/api/v1/requests", { cardId: "CARD-1" });
    await call(sandbox, "POST", "/api/v1/answer-rules", { plan: { kind: "late", ms: 3_600_000 } });
    const client = new ServiceBusClient(broker.connectionString());
    await client.createSender("partner-to-ngoc").sendMessages({
      subject: "EXTERNAL_PRODUCTION_CARD_PRODUCED",
      messageId: "6f0d4f6e-3d43-4a8e-9d0b-0a2f6f1f7a10",
      body: {
        organisationId: "ORG-1",
        shipmentId: sandbox.parts.sandbox.ngoc.book.card("CARD-1")?.shipmentId,
        cardId: "CARD-1",
        reportData: {},
      },
    });
    await ngoc.until(() => ngoc.book.stateOf("CARD-1") === "produced");
    expect(toPartner.counts().active).toBe(1);
    const fault = await call(sandbox, "POST", "/api/v1/faults", {
      on: "send",
      queue: "ngoc-to-partner",
      effect: { kind: "delay", ms: 1 },
    });
    expect(fault).toMatchObject({ status: 201, value: { hits: 0, active: true } });
    const sent = untilEvent(
      sandbox,
      (type, data) => type === "message" && data.type === "EXTERNAL_PRODUCTION_REPORT_OK",
    );
    // The first step lets the answer go, later ones the delay of the fault end.
    await call(sandbox, "POST", "/api/v1/clock/advance", { ms: 3_600_000 });
    await sent;
    expect(await call(sandbox, "GET", "/api/v1/faults")).toMatchObject({
      value: { faults: [{ hits: 1, active: false }] },
    });
    await client.close();
  });

  test("resends an edited copy of a dead letter, and removes the others", async () => {
    await using sandbox = await start();
    const { broker, toPartner } = sandbox.parts.sandbox;
    for (const body of ["one", "two", "three"]) await call(sandbox, "POST", "/api/v1/messages", { subject: "X", body });
    const client = new ServiceBusClient(broker.connectionString());
    const receiver = client.createReceiver("ngoc-to-partner");
    for (const message of await receiver.receiveMessages(3))
      await receiver.deadLetterMessage(message, { deadLetterReason: "test", deadLetterErrorDescription: "" });
    await client.close();
    const path = "/api/v1/queues/ngoc-to-partner/dead-letters";
    const { messages } = (await call(sandbox, "GET", path)).value;
    const chosen = messages.find(({ body }: { body: string }) => body === "two");
    expect(chosen.deadLetterReason).toBe("test");
    const edited = { sequenceNumbers: [chosen.sequenceNumber], body: "edited" };
    expect(await call(sandbox, "POST", `${path}/resend`, edited)).toMatchObject({ value: { resent: 1 } });
    expect(toPartner.messages("active").map(({ body }) => String(body))).toEqual(["edited"]);
    expect(await call(sandbox, "POST", `${path}/remove`, {})).toMatchObject({ value: { removed: 2 } });
    expect(toPartner.counts().deadLettered).toBe(0);
  });

  test("goes on after a restart with what it had", async () => {
    const folder = mkdtempSync(join(tmpdir(), "cardwright-sandbox-"));
    try {
      const data = join(folder, "sandbox.json");
      await using first = await start({ data });
      await call(first, "POST", "/api/v1/requests", { cardId: "CARD-1", expected: ["MIFARE_UID"] });
      const before = await call(first, "GET", "/api/v1/cards/CARD-1");
      const { inbound } = first.parts.connections;
      await first.close();
      await using second = await start({ data });
      expect(await call(second, "GET", "/api/v1/cards/CARD-1")).toEqual(before);
      expect(second.parts.sandbox.toPartner.counts().active).toBe(1);
      const keyOf = (text: string) => /SharedAccessKey=([^;]+)/.exec(text)?.[1];
      expect(keyOf(second.parts.connections.inbound)).toBe(keyOf(inbound));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("takes a batch file through File Services, and has the failures to fetch", async () => {
    await using sandbox = await start();
    const folder = mkdtempSync(join(tmpdir(), "cardwright-sandbox-"));
    try {
      const file = new URL("../../../spec/examples/card-series/sample.xml", import.meta.url).pathname;
      await deliverBatch({
        files: [file],
        services: { baseUrl: sandbox.url, authorization: { bearer: "any" } },
        journal: join(folder, "journal.jsonl"),
      });
      await untilEvent(sandbox, (type) => type === "orce-file");
      const { value } = await call(sandbox, "GET", "/api/v1/orce/files");
      expect(value.files[0].outcome).toMatchObject({ file: "sample.xml", unreadable: false });
      const failed = value.results.find((name: string) => name.includes("/failed/"));
      expect(failed).toBeDefined();
      const answer = await fetch(`${sandbox.url}/api/v1/orce/results/${encodeURIComponent(failed)}`);
      expect(await answer.text()).toContain("<CardSeries");
      expect(readFileSync(file, "utf8")).toContain("<CardSeries");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("tells the cards of a customer, their balances and their history", async () => {
    await using sandbox = await start();
    const block =
      '<CardSeries Action="GenerateCard"><CardPrefix>12345</CardPrefix><CardSeriesSequence>01</CardSeriesSequence>' +
      "<RTPTransaction><RTPAmount><CurrencyID>USD</CurrencyID><Amount>12.50</Amount></RTPAmount></RTPTransaction>" +
      "<Customer><CustomerID>C 1</CustomerID></Customer></CardSeries>";
    await call(sandbox, "PUT", "/api/v1/orce/faults", { failEvery: 2, unknownCustomers: ["C 2"] });
    await fetch(`${sandbox.url}/api/v1/orce/files/a.xml`, {
      method: "PUT",
      headers: { "content-type": "application/xml" },
      body: `<CardSeriesMaintenance>${block}${block}${block.replace("C 1", "C 2")}</CardSeriesMaintenance>`,
    });
    await untilEvent(sandbox, (type) => type === "orce-file");
    const { value } = await call(sandbox, "GET", "/api/v1/orce/customers/C%201/cards");
    expect(value.cards).toEqual([
      expect.objectContaining({
        serialNumber: "1234501001000001",
        cardNumber: expect.stringMatching(/^\*{12}[0-9]{4}$/),
        customerId: "C 1",
        accounts: [expect.objectContaining({ kind: "tender", balance: "12.50", currency: "USD" })],
      }),
    ]);
    expect((await call(sandbox, "GET", "/api/v1/orce/cards?limit=5")).value).toEqual({ kept: 1, cards: value.cards });
    const one = await call(sandbox, "GET", "/api/v1/orce/cards/1234501001000001");
    expect(one.value.history).toContainEqual(expect.objectContaining({ what: "balance-added", amount: "12.50" }));
    expect(await call(sandbox, "GET", "/api/v1/orce/cards/1")).toMatchObject({ status: 404 });
    const { failures } = (await call(sandbox, "GET", "/api/v1/orce/files")).value.files[0];
    expect(failures).toEqual([
      { block: 2, code: "GENERAL_ERROR" },
      { block: 3, code: "CUSTOMER_NOT_FOUND" },
    ]);
  });
});
