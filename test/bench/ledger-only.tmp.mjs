// drive the ledger only: groups of G: receive, stage(take), finish+markSent

import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { MemoryLedger, openPostgresLedger, openSqliteLedger } from "../../src/production-partner/ledger/index.ts";
import { draftOf, fromQueue } from "../support/ledger.ts";
import { cardProduced, requestSent } from "../support/order-messages.ts";

const kind = process.argv[2],
  G = +(process.argv[3] ?? 32),
  N = +(process.argv[4] ?? 8000),
  ids = process.argv[5] ?? "v4";
let ledger, server;
if (kind === "sqlite") {
  for (const s of ["", "-wal", "-shm"]) rmSync("/tmp/w-prof/l.db" + s, { force: true });
  ledger = await openSqliteLedger({ path: "/tmp/w-prof/l.db" });
} else if (kind === "pg") {
  const { startPostgres } = await import("../support/postgres.ts");
  server = await startPostgres({ settings: ["fsync=on"] });
  ledger = await openPostgresLedger({ connectionString: await server.createDatabase() });
} else ledger = new MemoryLedger();
let seq = 0;
const id = () => (ids === "v4" ? randomUUID() : "0190" + String(++seq).padStart(12, "0") + randomUUID().slice(16));
const one = async (i) => {
  const about = { cardId: "C" + i, shipmentId: "S" + (i >> 2) };
  const req = { ...requestSent(about), messageId: process.argv[6] === "seq" ? id() : randomUUID() };
  const rep = { ...cardProduced(about), messageId: id() };
  await ledger.receive(req, fromQueue(req));
  const st = await ledger.stage(draftOf(rep), { take: true });
  marks.push(rep.messageId);
  await Promise.all([ledger.finish(req), mark()]);
};
let marks = [];
const mark = () => {
  if (marks.length === 0) return;
  const m = marks;
  marks = [];
  return ledger.markSent(m);
};
let next = 0;
const c0 = process.cpuUsage();
const t0 = performance.now();
await Promise.all(
  Array.from({ length: G }, async () => {
    while (next < N) await one(next++);
  }),
);
const us = ((performance.now() - t0) * 1000) / N,
  c = process.cpuUsage(c0);
console.log(
  kind,
  "G",
  G,
  ids,
  process.argv[6] ?? "",
  us.toFixed(0),
  "us wall",
  ((c.user + c.system) / N).toFixed(0),
  "us cpu",
  (1e6 / us).toFixed(0) + "/s",
);
await ledger.close();
await server?.close();
