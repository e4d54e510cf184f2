import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { MemoryLedger, ProductionPartnerClient, RejectMessageError } from "../../../src/index.ts";
import { builtInContract, type Contract } from "../../../src/production-partner/contract/index.ts";
import { openSqliteLedger } from "../../../src/production-partner/ledger/index.ts";
import { exampleRequest } from "../../../src/sandbox/index.ts";
import { type Partner, startPartner } from "./partner.ts";

const request = "EXTERNAL_PRODUCTION_REQUEST_SENT";
const reportOk = "EXTERNAL_PRODUCTION_REPORT_OK";

/** Sends a message that the partner consumes without handling it, and returns its entry in the quarantine. */
async function quarantined({ client, sandbox, settled }: Partner, message: { subject: string; body: unknown }) {
  const messageId = randomUUID();
  await sandbox.ngoc.sendRaw({ ...message, messageId });
  await settled(`${messageId} to be consumed`, () => (sandbox.toPartner.totals().completed ?? 0) > 0);
  const [entry] = (await client.quarantine.list()).items;
  return { messageId, entry };
}

describe("what is consumed without having been handled is kept", () => {
  test("when it cannot be read, with its raw form and the answer that NGOC got", async () => {
    await using partner = await startPartner();
    partner.client.on(request, () => {});
    await partner.client.start();
    const { messageId, entry } = await quarantined(partner, { subject: request, body: { organisationId: "ORG-1" } });
    await partner.settled("the answer", () => partner.toNgoc.length === 1);
    expect(entry).toMatchObject({
      state: "kept",
      type: request,
      messageId,
      cause: { reason: "invalid", issues: expect.arrayContaining([expect.objectContaining({ path: "/card" })]) },
      answer: { errorCode: "INVALID_MESSAGE", messageId: partner.toNgoc[0]?.messageId },
    });
    const shown = await partner.client.quarantine.show(entry?.id ?? "");
    expect(shown?.raw.subject).toBe(request);
    expect(JSON.parse(String(shown?.raw.body))).toEqual({ organisationId: "ORG-1" });
  });

  test("when its type is unknown, when a rule refuses it, and when its handler rejects it", async () => {
    await using partner = await startPartner();
    const { client, sandbox, settled, toNgoc } = partner;
    client.on(request, () => {
      throw new RejectMessageError({ errorCode: "ARTICLE_NOT_AVAILABLE", details: "Discontinued" });
    });
    await client.start();
    await sandbox.ngoc.sendRaw({ subject: "EXTERNAL_PRODUCTION_RECALLED", messageId: randomUUID(), body: {} });
    await sandbox.ngoc.send(reportOk, { organisationId: "ORG-1", shipmentId: "SHIP-1", cardId: "CARD-9" });
    await sandbox.ngoc.sendRequest(exampleRequest());
    await settled("three answers", () => toNgoc.length === 3);
    const { items } = await client.quarantine.list();
    expect(items.map(({ cause }) => cause.reason).sort()).toEqual(["refused", "rejected", "unknown-type"]);
    expect(items.map(({ answer }) => answer?.errorCode).sort()).toEqual([
      "ARTICLE_NOT_AVAILABLE",
      "UNKNOWN_CARD",
      "UNKNOWN_MESSAGE_TYPE",
    ]);
  });

  test("when its fact cannot be used, such as an id that no database can store: it is answered as invalid", async () => {
    await using partner = await startPartner();
    partner.client.on(request, () => {});
    await partner.client.start();
    const body = { ...exampleRequest(), shipmentId: "SHIP\0" };
    const { entry } = await quarantined(partner, { subject: request, body });
    expect(entry).toMatchObject({ cause: { reason: "invalid" }, answer: { errorCode: "INVALID_MESSAGE" } });
    expect(partner.problems.map(({ kind }) => kind)).toEqual(["invalid-message"]);
  });

  test("when it is an Error Notification that cannot be read, without an answer", async () => {
    await using partner = await startPartner();
    partner.client.on(request, () => {});
    await partner.client.start();
    const { entry } = await quarantined(partner, { subject: "EXTERNAL_PRODUCTION_ERROR", body: [] });
    expect(entry).toMatchObject({ cause: { reason: "invalid" } });
    expect(entry).not.toHaveProperty("answer");
  });
});

describe("a replay", () => {
  test("reads, decides and handles under the contract in use, and does not answer NGOC again", async () => {
    await using ledger = await openSqliteLedger({ path: ":memory:" });
    await using partner = await startPartner({ client: { ledger, contract: withoutRequests() } });
    partner.client.on(request, () => {});
    await partner.client.start();
    const { messageId, entry } = await quarantined(partner, { subject: request, body: exampleRequest() });
    const id = entry?.id ?? "";
    expect(entry?.answer?.errorCode).toBe("UNKNOWN_MESSAGE_TYPE");
    await partner.client.close();

    // The same ledger under the corrected contract.
    const handled: string[] = [];
    await using corrected = new ProductionPartnerClient({ ...partner.sandbox.partner, ledger });
    corrected.on(request, (message, { isReplay }) => void handled.push(message.messageId, String(isReplay)));
    const shown: unknown[] = [];
    const declined = await corrected.quarantine.replay(id, { confirm: ({ answer }) => shown.push(answer) === 0 });
    expect(declined.outcome).toEqual({ kind: "declined" });
    expect(shown).toEqual([entry?.answer]);
    expect(handled).toEqual([]);

    expect(await corrected.quarantine.replay(id)).toEqual({ outcome: { kind: "handled" }, answer: entry?.answer });
    expect(handled).toEqual([messageId, "true"]);
    expect(await ledger.findCard("CARD-1")).toMatchObject({ state: "requested", requestId: messageId });
    expect(await corrected.findRequest("CARD-1")).toMatchObject({ card: { cardId: "CARD-1" } });
    await expect(corrected.quarantine.replay(id)).rejects.toMatchObject({ code: "QUARANTINE_STATE" });
    expect(partner.errorsToNgoc()).toHaveLength(1);
  });

  test("that still cannot be read says why, and the message stays", async () => {
    await using partner = await startPartner();
    partner.client.on(request, () => {});
    await partner.client.start();
    const { entry } = await quarantined(partner, { subject: request, body: {} });
    const { outcome } = await partner.client.quarantine.replay(entry?.id ?? "");
    expect(outcome).toMatchObject({
      kind: "invalid",
      issues: expect.arrayContaining([{ ...anyIssue, path: "/card" }]),
    });
    expect((await partner.client.quarantine.list({ state: "kept" })).items).toHaveLength(1);
    await partner.client.quarantine.dismiss(entry?.id ?? "");
    expect((await partner.client.quarantine.list({ state: "kept" })).items).toEqual([]);
  });

  test("calls a handler again that failed, and keeps what is refused or rejected again", async () => {
    await using partner = await startPartner();
    const { client, sandbox, settled, toNgoc } = partner;
    let mood: "reject" | "fail" | "handle" = "reject";
    client.on(request, (_, { reject }) => {
      if (mood === "reject") throw reject({ errorCode: "ARTICLE_NOT_AVAILABLE", details: "Discontinued" });
      if (mood === "fail") throw new Error("printer jam");
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await sandbox.ngoc.send(reportOk, { organisationId: "ORG-1", shipmentId: "SHIP-1", cardId: "CARD-9" });
    await settled("both answers", () => toNgoc.length === 2);
    const { items } = await client.quarantine.list();
    const rejected = items.find(({ cause }) => cause.reason === "rejected")?.id ?? "";
    const refused = items.find(({ cause }) => cause.reason === "refused")?.id ?? "";

    expect((await client.quarantine.replay(refused)).outcome).toMatchObject({
      kind: "refused",
      refusal: { reason: "UNKNOWN_CARD" },
    });
    expect((await client.quarantine.replay(rejected)).outcome).toMatchObject({ kind: "rejected" });
    mood = "fail";
    expect((await client.quarantine.replay(rejected)).outcome).toMatchObject({ kind: "failed" });
    mood = "handle";
    expect((await client.quarantine.replay(rejected)).outcome).toEqual({ kind: "handled" });
    expect(await client.ledger.findCard("CARD-1")).toMatchObject({ state: "requested" });
    expect(toNgoc).toHaveLength(2);
  });

  test("that was requested elsewhere is done by a running client", async () => {
    const ledger = new MemoryLedger();
    await using partner = await startPartner({ client: { ledger, resendIntervalMs: 20 } });
    const { client, sandbox, settled, toNgoc } = partner;
    const replayed = Promise.withResolvers<string>();
    client.on(request, ({ messageId }, { isReplay, reject }) => {
      if (!isReplay) throw reject({ errorCode: "ARTICLE_NOT_AVAILABLE", details: "Discontinued" });
      replayed.resolve(messageId);
    });
    await client.start();
    const { messageId } = await sandbox.ngoc.sendRequest(exampleRequest());
    await settled("the answer", () => toNgoc.length === 1);
    const [entry] = (await client.quarantine.list()).items;
    await ledger.quarantine.requestReplay(entry?.id ?? "");
    expect(await replayed.promise).toBe(messageId);
  });

  test("that was requested elsewhere, and still cannot be read, is reported once", async () => {
    const ledger = new MemoryLedger();
    await using partner = await startPartner({ client: { ledger, resendIntervalMs: 20 } });
    const { client, problems, until } = partner;
    client.on(request, () => {});
    await client.start();
    const { entry } = await quarantined(partner, { subject: request, body: {} });
    await ledger.quarantine.requestReplay(entry?.id ?? "");
    await until("the problem", () => problems.some(({ kind }) => kind === "replay-failed"));
    expect(problems.at(-1)).toMatchObject({ id: entry?.id, error: { code: "INVALID_MESSAGE" } });
    expect(await ledger.quarantine.listRequested()).toEqual([]);
  });

  test("needs a handler, and an open client", async () => {
    await using partner = await startPartner();
    partner.client.on(request, () => {});
    await partner.client.start();
    const { entry } = await quarantined(partner, { subject: request, body: {} });
    const { ledger } = partner.client;
    await using other = new ProductionPartnerClient({ ...partner.sandbox.partner, ledger });
    await expect(other.quarantine.replay(entry?.id ?? "")).rejects.toMatchObject({ code: "HANDLER_MISSING" });
    await partner.client.close();
    await expect(partner.client.quarantine.replay(entry?.id ?? "")).rejects.toMatchObject({ code: "CLOSED" });
  });
});

describe("the quarantine", () => {
  test("is exported as JSON lines", async () => {
    await using partner = await startPartner();
    partner.client.on(request, () => {});
    await partner.client.start();
    const { messageId } = await quarantined(partner, { subject: request, body: { organisationId: "ORG-1" } });
    const lines: unknown[] = [];
    for await (const line of partner.client.quarantine.export({ reason: "invalid" })) lines.push(JSON.parse(line));
    expect(lines).toMatchObject([{ messageId, raw: { body: { text: '{"organisationId":"ORG-1"}' } } }]);
  });

  test("is reported at 80 %, once, and each message that it cannot keep", async () => {
    const ledger = new MemoryLedger({ quarantine: { maxEntries: 5 } });
    await using partner = await startPartner({ client: { ledger, concurrency: 1 } });
    const { client, sandbox, problems, settled, toNgoc, until } = partner;
    client.on(request, () => {});
    await client.start();
    const spoil = async (count: number) => {
      const before = toNgoc.length;
      for (let sent = 0; sent < count; sent++) {
        await sandbox.ngoc.sendRaw({ subject: request, messageId: randomUUID(), body: {} });
      }
      await settled("the answers", () => toNgoc.length === before + count);
    };
    const reported = () => problems.filter(({ kind }) => kind.startsWith("quarantine-"));
    await spoil(3);
    expect(reported()).toEqual([]);
    await spoil(1);
    await until("the problem", () => reported().length > 0);
    expect(reported()).toMatchObject([{ kind: "quarantine-filling", fill: { kept: 4, maxEntries: 5, ratio: 0.8 } }]);
    await spoil(2);
    expect(reported().map(({ kind }) => kind)).toEqual(["quarantine-filling", "quarantine-full"]);
  });
});

const anyIssue = { keyword: expect.any(String), expected: expect.any(String), message: expect.any(String) };

/** The contract as it was when a message type was still unknown. */
function withoutRequests(): typeof builtInContract {
  const definitionOf: Contract["definitionOf"] = (type) =>
    type === request ? undefined : builtInContract.definitionOf(type);
  return { ...builtInContract, definitionOf };
}
