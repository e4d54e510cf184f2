import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ServiceBusClient } from "@azure/service-bus";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openLedger } from "../../src/cli/ledger-option.ts";
import type { ConsoleOptions } from "../../src/console/console-options.ts";
import { ConsoleServer } from "../../src/console/console-server.ts";
import { openPostgresLedger, openSqliteLedger, type SqlLedger } from "../../src/production-partner/ledger/index.ts";
import { ProductionPartnerSandbox } from "../../src/sandbox/index.ts";
import { DeadLetterQueue } from "../../src/service-bus/dead-letter-queue.ts";
import { resolveEndpoint } from "../../src/service-bus/endpoint.ts";
import { postgresBinaries, startPostgres, type TestPostgres } from "../support/postgres.ts";
import { fillLedger } from "./console-fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "cardwright-console-"));
let postgres: TestPostgres | undefined;
beforeAll(async () => {
  if (postgresBinaries !== undefined) postgres = await startPostgres();
});
afterAll(async () => {
  await postgres?.close();
  rmSync(folder, { recursive: true });
});

let files = 0;
const places = {
  SQLite: async () => join(folder, `${++files}.db`),
  PostgreSQL: async () => (await postgres?.createDatabase()) ?? "",
};
const make = (where: string): Promise<SqlLedger> =>
  where.startsWith("postgres") ? openPostgresLedger({ connectionString: where }) : openSqliteLedger({ path: where });

const start = (options: Pick<ConsoleOptions, "ledger" | "allowChanges" | "deadLetters">) =>
  ConsoleServer.start({ port: 0, page: "/nowhere", version: "0.0.0", ...options });

async function call(open: ConsoleServer, path: string, body?: object) {
  const answer = await fetch(open.url + path, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${open.token}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, text, value: text === "" ? undefined : JSON.parse(text) };
}

describe.each(["SQLite", "PostgreSQL"] as const)("the console over %s", (kind) => {
  const isAbsent = kind === "PostgreSQL" && postgresBinaries === undefined;

  test.skipIf(isAbsent)(
    "shows orders, the life of a card, what is stuck, outbox and quarantine; hides persons",
    async () => {
      const where = await places[kind]();
      await using filled = await make(where);
      const { reportId } = await fillLedger(filled);
      await using ledger = await openLedger(where, "look");
      await using open = await start({ ledger, allowChanges: false });
      const shown = await Promise.all(
        ["overview", "cards", "cards?state=reported", "cards/A", "stuck?minutes=0", "outbox", "quarantine"].map(
          (path) => call(open, `/api/v1/${path}`),
        ),
      );
      const [overview, cards, reported, life, stuck, outbox, quarantine] = shown.map(({ value }) => value);
      expect(overview).toMatchObject({
        cards: { requested: 1, reported: 1 },
        outbox: { unsent: 1 },
        quarantine: { kept: 1 },
        may: { change: false, seeDeadLetters: false },
      });
      expect(cards.items).toHaveLength(2);
      expect(reported.items).toMatchObject([{ cardId: "A", state: "reported" }]);
      expect(life.history.map((event: { direction: string }) => event.direction)).toEqual(["in", "out"]);
      expect(stuck.items.map((item: { kind: string }) => item.kind)).toContain("not-answered");
      expect(outbox).toMatchObject({ unsent: 1, waiting: [{ messageId: reportId }] });
      expect(quarantine.items).toMatchObject([{ messageId: "M1", cause: { reason: "invalid" } }]);
      for (const { text } of shown) expect(text).not.toMatch(/Example Recipient|Hidden Person/);
      expect((await call(open, "/api/v1/cards/A/personal-data")).text).toContain("Example Recipient");
      const { id } = quarantine.items[0];
      expect((await call(open, `/api/v1/quarantine/${id}/content`)).text).toContain("Hidden Person");
      expect(await call(open, "/api/v1/cards/NONE")).toMatchObject({ status: 404 });
      expect(await call(open, "/api/v1/cards?after=x")).toMatchObject({ status: 422 });
    },
  );

  test.skipIf(isAbsent)(
    "changes nothing unless that is allowed, and writes what it does into the history",
    async () => {
      const where = await places[kind]();
      await using filled = await make(where);
      const { reportId } = await fillLedger(filled);
      {
        await using ledger = await openLedger(where, "look");
        await using open = await start({ ledger, allowChanges: false });
        const refused = await call(open, "/api/v1/corrections", { kind: "report-acknowledged", id: "A" });
        expect(refused.status).toBe(404);
        await expect(ledger.correct({ kind: "report-lost", cardId: "A" })).rejects.toThrow();
      }
      await using ledger = await openLedger(where, "write");
      await using open = await start({ ledger, allowChanges: true });
      expect(await call(open, `/api/v1/outbox/${reportId}/resend`, {})).toMatchObject({ value: { cards: 1 } });
      expect(await call(open, `/api/v1/outbox/${reportId}/mark-sent`, {})).toMatchObject({ value: { cards: 1 } });
      expect(await call(open, `/api/v1/outbox/${reportId}/resend`, {})).toMatchObject({ status: 404 });
      expect(await call(open, "/api/v1/corrections", { kind: "report-acknowledged", id: "A" })).toMatchObject({
        value: { done: "report-acknowledged" },
      });
      expect(await call(open, "/api/v1/corrections", { kind: "report-lost", id: "A" })).toMatchObject({ status: 422 });
      const { history } = (await call(open, "/api/v1/cards/A")).value;
      const done = history.filter(({ direction }: { direction: string }) => direction === "operator");
      expect(done.map(({ type }: { type: string }) => type)).toEqual(["resend", "mark-sent", "report-acknowledged"]);
      const [entry] = (await call(open, "/api/v1/quarantine")).value.items;
      expect(await call(open, `/api/v1/quarantine/${entry.id}/replay`, {})).toMatchObject({ status: 200 });
      expect(await call(open, `/api/v1/quarantine/${entry.id}/dismiss`, {})).toMatchObject({ status: 200 });
      expect((await call(open, "/api/v1/quarantine")).value.items).toMatchObject([{ state: "dismissed" }]);
    },
  );
});

describe("the console", () => {
  test("leaves the file as it is, and refuses calls without the token and from other pages", async () => {
    const where = await places.SQLite();
    await using filled = await openSqliteLedger({ path: where });
    await fillLedger(filled);
    await filled.close();
    const before = readFileSync(where);
    {
      await using ledger = await openLedger(where, "look");
      await using open = await start({ ledger, allowChanges: false });
      for (const path of ["overview", "cards", "stuck", "quarantine", "cards/A/personal-data"])
        expect(await call(open, `/api/v1/${path}`)).toMatchObject({ status: 200 });
      const { host } = new URL(open.url);
      const authorization = `Bearer ${open.token}`;
      const path = `${open.url}/api/v1/overview`;
      expect(await statusOf(path, { host })).toBe(401);
      expect(await statusOf(path, { host, authorization: "Bearer x" })).toBe(401);
      expect(await statusOf(path, { host: "evil.example", authorization })).toBe(403);
      expect(await statusOf(path, { host, authorization, origin: "http://evil.example" })).toBe(403);
      expect(await statusOf(path, { host, authorization })).toBe(200);
      expect(open.address).toBe(`${open.url}/#token=${open.token}`);
      await using other = await start({ ledger, allowChanges: false });
      expect(other.token).not.toBe(open.token);
    }
    expect(readFileSync(where).equals(before)).toBe(true);
  });

  test("lists dead letters and removes one", async () => {
    await using sandbox = await ProductionPartnerSandbox.start();
    const { name } = sandbox.toPartner;
    await using stack = new AsyncDisposableStack();
    const bus = stack.adopt(new ServiceBusClient(sandbox.broker.connectionString()), (client) => client.close());
    await bus.createSender(name).sendMessages({ messageId: "L1", subject: "LOST", body: { person: "Hidden Person" } });
    const receiver = bus.createReceiver(name);
    for (const message of await receiver.receiveMessages(1))
      await receiver.deadLetterMessage(message, { deadLetterReason: "Tried", deadLetterErrorDescription: "Once" });
    const { connectionString = "", queue } = sandbox.partner.inbound;
    const deadLetters = new DeadLetterQueue(
      resolveEndpoint("inbound", { connectionString, ...(queue !== undefined && { queue }) }),
    );
    await using ledger = await openSqliteLedger({ path: await places.SQLite() });
    await using open = await start({ ledger, allowChanges: true, deadLetters });
    const listed = await call(open, "/api/v1/dead-letters");
    const [letter] = listed.value.items;
    expect(letter).toMatchObject({ messageId: "L1", type: "LOST", reason: "Tried" });
    expect(listed.text).not.toContain("Hidden Person");
    const path = `/api/v1/dead-letters/${letter.sequenceNumber}`;
    expect((await call(open, `${path}/content`)).text).toContain("Hidden Person");
    expect(await call(open, `${path}/remove`, {})).toMatchObject({ status: 200 });
    expect((await call(open, "/api/v1/dead-letters")).value.items).toEqual([]);
    expect(await call(open, "/api/v1/dead-letters/x/content")).toMatchObject({ status: 400 });
  });
});

function statusOf(url: string, headers: { readonly [name: string]: string }): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.on("error", reject).end();
  });
}
