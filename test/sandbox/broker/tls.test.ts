import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { connect, send, startBroker } from "./azure-fixture.ts";

const fixture = (name: string): string => fileURLToPath(new URL(`./tls/${name}`, import.meta.url));
const tls = { key: readFileSync(fixture("key.pem")), cert: readFileSync(fixture("cert.pem")) };

describe("TLS", () => {
  test("one port serves TokenCredential clients over TLS and the others over plain TCP", async () => {
    const broker = await startBroker(
      {},
      {
        tls,
        verifyToken: (token, audience) =>
          token === "let me in" && audience.endsWith("/q")
            ? { rights: ["Send", "Listen"], expiresAt: new Date(Date.now() + 60_000) }
            : undefined,
      },
    );
    const run = async (token: string): Promise<string> => {
      const arguments_ = [fixture("token-client.mjs"), broker.endpoint, token];
      const env = { ...process.env, NODE_EXTRA_CA_CERTS: fixture("cert.pem") };
      return (await promisify(execFile)(process.execPath, arguments_, { env })).stdout;
    };
    expect(await run("let me in")).toBe("over TLS");
    expect(await run("please")).toBe("UnauthorizedAccess");
    await send(connect(broker), { body: "plain" });
    expect(broker.queue("q").totals()).toMatchObject({ enqueued: 2 });
  });
});
