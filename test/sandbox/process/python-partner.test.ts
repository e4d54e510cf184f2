import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { startSandbox } from "../../support/sandbox-command.ts";

const python = "/usr/bin/python3";
const partner = fileURLToPath(new URL("../../docs/snippets/partner.py", import.meta.url));
// An address of its own: Debian's client knows no port but 5671, which another test has on 127.0.0.1.
const host = "127.0.0.2";
const isInstalled = spawnSync(python, ["-c", "import azure.servicebus"]).status === 0;
const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
const why = isInstalled && hasOpenssl ? "" : " (skipped: install python3-azure and openssl)";

describe("a partner in Python", () => {
  test.skipIf(why !== "")(
    `ships 200 orders in parts, with errors both ways${why}`,
    async ({ skip }) => {
      if (!(await isFree())) skip("port 5671 is in use");
      const folder = mkdtempSync(join(tmpdir(), "cardwright-python-"));
      const [key, certificate] = [join(folder, "key.pem"), join(folder, "cert.pem")];
      const subject = ["-subj", `/CN=${host}`, "-addext", `subjectAltName=IP:${host},DNS:${host}`];
      const request = [
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        ...subject,
        "-keyout",
        key,
        "-out",
        certificate,
      ];
      execFileSync("openssl", request, { stdio: "ignore" });
      try {
        const where = ["--host", host, "--port", "5671", "--tls-key", key, "--tls-cert", certificate];
        await using sandbox = await startSandbox(...where);
        // Every fifth report of the first ones is refused, and one request cannot be read.
        await sandbox.call("POST", "/api/v1/answer-rules", {
          type: "EXTERNAL_PRODUCTION_CARD_PRODUCED",
          times: 5,
          plan: { kind: "refuse", errorCode: "REPORT_DATA_INVALID" },
        });
        const broken = { subject: "EXTERNAL_PRODUCTION_REQUEST_SENT", body: '{"organisationId": ' };
        expect(await sandbox.call("POST", "/api/v1/messages", broken)).toMatchObject({ status: 201 });
        const accessories = [{ accessoryId: "HOLDER-1", quantity: 2 }];
        const orders = { count: 200, cardsPerShipment: 5, expected: ["MIFARE_UID"], accessories };
        expect(await sandbox.call("POST", "/api/v1/requests", orders)).toMatchObject({ status: 201 });
        const child = spawn(python, [partner], {
          env: {
            CARDS: "200",
            CARDWRIGHT_CONNECTION_STRING: withoutPort(sandbox.connections.all),
            CARDWRIGHT_CERTIFICATE: certificate,
          },
          stdio: ["ignore", "ignore", "pipe"],
        });
        const [errors, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
        expect({ code, errors: code === 0 ? "" : errors }).toEqual({ code: 0, errors: "" });
        await expect
          .poll(async () => (await sandbox.call("GET", "/api/v1/state")).value, { timeout: 10_000 })
          .toMatchObject({ cards: { ordered: 0, produced: 0, refused: 0, shipped: 200 }, openAccessories: 0 });
        const { messages } = (await sandbox.call("GET", "/api/v1/messages?limit=10000")).value as {
          messages: readonly { type: string; way: string; verdict?: string; body: string }[];
        };
        const fromPartner = messages.filter(({ way }) => way === "from-partner");
        const refused = fromPartner.filter(({ verdict }) => verdict === "refused");
        expect(refused.map(({ type }) => type)).toEqual(Array(5).fill("EXTERNAL_PRODUCTION_CARD_PRODUCED"));
        // Five cards in parts of two: three notifications for each of 40 shipments.
        expect(fromPartner.filter(({ type }) => type === "EXTERNAL_PRODUCTION_SHIPPED").length).toBeGreaterThanOrEqual(
          80,
        );
        const told = fromPartner.filter(({ type }) => type === "EXTERNAL_PRODUCTION_ERROR");
        expect(told.map(({ body }) => JSON.parse(body).errorCode)).toEqual(["INVALID_MESSAGE"]);
        expect(await sandbox.stop()).toBe(0);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    60_000,
  );
});

function withoutPort(connectionString: string): string {
  return connectionString.replace(":5671", "").replace(";UseDevelopmentEmulator=true", "");
}

async function isFree(): Promise<boolean> {
  const server = createServer().listen(5671, host);
  const free = await Promise.race([
    once(server, "listening").then(() => true),
    once(server, "error").then(() => false),
  ]).catch(() => false);
  await new Promise((resolve) => server.close(resolve));
  return free;
}
