import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ServiceBusClient } from "@azure/service-bus";
import { expect, test } from "vitest";
import { exampleRequest, ServiceBusBroker } from "../../../src/sandbox/index.ts";

const certificate = fileURLToPath(new URL("../../sandbox/broker/tls/cert.pem", import.meta.url));
const key = fileURLToPath(new URL("../../sandbox/broker/tls/key.pem", import.meta.url));

test("a TokenCredential works over TLS, with Listen on the one queue and Send on the other", async () => {
  await using broker = await ServiceBusBroker.start({
    queues: [{ name: "in" }, { name: "out" }],
    tls: { key: readFileSync(key), cert: readFileSync(certificate) },
    verifyToken: (token, audience) =>
      token === "let me in"
        ? { rights: [/\/in(\/|$)/.test(audience) ? "Listen" : "Send"], expiresAt: new Date(Date.now() + 3_600_000) }
        : undefined,
  });
  const ngoc = new ServiceBusClient(broker.connectionString());
  const request = { subject: "EXTERNAL_PRODUCTION_REQUEST_SENT", messageId: "r1", body: exampleRequest() };
  await ngoc.createSender("in").sendMessages(request);
  await ngoc.close();

  const partner = fileURLToPath(new URL("./token-credential-partner.ts", import.meta.url));
  const run = async (token: string): Promise<string> => {
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: certificate };
    return (await promisify(execFile)(process.execPath, [partner, broker.endpoint, token], { env })).stdout;
  };
  expect(await run("please")).toBe("UNAUTHORIZED");
  expect(await run("let me in")).toBe("reported");
  expect(broker.queue("in").isEmpty()).toBe(true);
  expect(broker.queue("out").totals()).toMatchObject({ enqueued: 1 });
});
