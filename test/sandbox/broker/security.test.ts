import { createHmac } from "node:crypto";
import { parseServiceBusConnectionString } from "@azure/service-bus";
import { describe, expect, test } from "vitest";
import { ManualClock } from "../../../src/sandbox/broker/index.ts";
import { KeyRing } from "../../../src/sandbox/broker/security/access-key.ts";
import { entityPath } from "../../../src/sandbox/broker/security/entity-path.ts";
import { verifySasToken } from "../../../src/sandbox/broker/security/sas-token.ts";
import { codeOf, connect, receiveOne, send, startBroker } from "./azure-fixture.ts";

describe("security", () => {
  test("a Listen-only key cannot send", async () => {
    const broker = await startBroker();
    const client = connect(broker, { connectionString: broker.connectionString({ queue: "q", rights: ["Listen"] }) });
    expect(await codeOf(client.createSender("q").sendMessages({ body: 1 }))).toBe("UnauthorizedAccess");
    expect(await codeOf(client.createSender("q").scheduleMessages({ body: 1 }, new Date()))).toBe("UnauthorizedAccess");
    expect(await client.createReceiver("q").peekMessages(1)).toEqual([]);
  });

  test("a Send-only key cannot listen", async () => {
    const broker = await startBroker();
    const client = connect(broker, { connectionString: broker.connectionString({ queue: "q", rights: ["Send"] }) });
    await send(client, { body: 1 });
    const receiver = client.createReceiver("q");
    expect(await codeOf(receiver.receiveMessages(1))).toBe("UnauthorizedAccess");
    expect(await codeOf(receiver.peekMessages(1))).toBe("UnauthorizedAccess");
    expect(broker.queue("q").counts().active).toBe(1);
  });

  test("a key of one queue is no good for another", async () => {
    const broker = await startBroker();
    broker.createQueue({ name: "q2" });
    const connectionString = broker.connectionString({ queue: "q" }).replace("EntityPath=q;", "");
    const client = connect(broker, { connectionString });
    await send(client, { body: 1 });
    expect(await codeOf(client.createSender("q2").sendMessages({ body: 1 }))).toBe("UnauthorizedAccess");
  });

  test.each([
    ["key", (text: string) => text.replace(/SharedAccessKey=[^;]*/, `SharedAccessKey=${btoa("wrong")}`)],
    ["key name", (text: string) => text.replace(/SharedAccessKeyName=[^;]*/, "SharedAccessKeyName=nobody")],
  ])("a wrong %s gets in nowhere", async (_what, spoil) => {
    const broker = await startBroker();
    const client = connect(broker, { connectionString: spoil(broker.connectionString()) });
    expect(await codeOf(client.createSender("q").sendMessages({ body: 1 }))).toBe("UnauthorizedAccess");
    expect(await codeOf(client.createReceiver("q").receiveMessages(1))).toBe("UnauthorizedAccess");
    expect(await codeOf(client.createReceiver("q").peekMessages(1))).toBe("UnauthorizedAccess");
  });

  test("a revoked key loses its links and gets no new ones", async () => {
    const key = { name: "partner", key: "secret", rights: ["Listen", "Send"] as const };
    const broker = await startBroker({}, { keys: [key] });
    const connectionString = `Endpoint=sb://${broker.endpoint};SharedAccessKeyName=partner;SharedAccessKey=secret;UseDevelopmentEmulator=true`;
    const client = connect(broker, { connectionString });
    const sender = client.createSender("q");
    await sender.sendMessages({ body: 1 });
    broker.revokeKey("partner");
    expect(await codeOf(client.createSender("q").sendMessages({ body: 2 }))).toBe("UnauthorizedAccess");
    expect(await codeOf(sender.sendMessages({ body: 3 }))).toBe("UnauthorizedAccess");
    expect(broker.queue("q").counts().active).toBe(1);
  });

  test("a link is closed when its token expires and is not renewed", async () => {
    const tokenClock = new ManualClock();
    const broker = await startBroker({}, { tokenClock });
    const client = connect(broker);
    const receiver = client.createReceiver("q");
    const failed = new Promise<unknown>((resolve) => {
      receiver.subscribe({
        async processMessage() {},
        async processError({ error }) {
          resolve((error as { code?: string }).code);
        },
      });
    });
    const completed = broker.events.once((event) => event.type === "completed");
    await send(client, { body: 1 });
    await completed;
    tokenClock.advance(2 * 3600_000);
    expect(await failed).toBe("UnauthorizedAccess");
  });

  test("a connection string with a signature instead of a key is good for its queue", async () => {
    const broker = await startBroker();
    const {
      endpoint,
      sharedAccessKeyName,
      sharedAccessKey = "",
    } = parseServiceBusConnectionString(broker.connectionString());
    const signed = `${encodeURIComponent(`${endpoint}q`)}\n4102444800`;
    const signature = encodeURIComponent(createHmac("sha256", sharedAccessKey).update(signed).digest("base64"));
    const [resource] = signed.split("\n");
    const token = `SharedAccessSignature sr=${resource}&sig=${signature}&se=4102444800&skn=${sharedAccessKeyName}`;
    const connectionString = `Endpoint=${endpoint};SharedAccessSignature=${token};UseDevelopmentEmulator=true`;
    const client = connect(broker, { connectionString });
    await send(client, { body: "hello" });
    expect(await receiveOne(client.createReceiver("q"))).toMatchObject({ body: "hello" });
  });

  test("a token is verified in every part", () => {
    const keys = new KeyRing([
      { name: "all", key: "k1", rights: ["Send"] },
      { name: "one", key: "k2", rights: ["Listen"], queue: "q" },
    ]);
    const token = (
      resource: string,
      options: { key?: string; name?: string; expiry?: number | string } = {},
    ): string => {
      const { key = "k1", name = "all", expiry = 2000 } = options;
      const signed = `${encodeURIComponent(resource)}\n${expiry}`;
      const signature = encodeURIComponent(createHmac("sha256", key).update(signed).digest("base64"));
      return `SharedAccessSignature sr=${encodeURIComponent(resource)}&sig=${signature}&se=${expiry}&skn=${name}`;
    };
    const verify = (text: string, audience = "sb://host:5672/q"): string => {
      const verdict = verifySasToken(text, audience, keys, 1_000_000);
      return "claim" in verdict ? `${verdict.claim.scope}:${verdict.claim.rights.join()}` : verdict.refused;
    };
    expect(verify(token("sb://host/q"))).toBe("q:Send");
    expect(verify(token("sb://host/Q/"))).toBe("q:Send");
    // Python's client writes the escapes of the signature in lower case.
    const lowerCaseEscapes = token("sb://host/q").replace(/&sig=[^&]*/, (sig) =>
      sig.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    );
    expect(verify(lowerCaseEscapes)).toBe("q:Send");
    expect(verify(token("sb://host/"), "sb://host/q/$management")).toBe("q:Send");
    expect(verify(token("sb://host/q", { name: "one", key: "k2" }), "sb://host/q/$DeadLetterQueue")).toBe(
      "q/$deadletterqueue:Listen",
    );
    expect(verify(token("sb://host/q"), "sb://host/q2")).toBe("The token was made for another entity.");
    expect(verify(token("sb://host/", { name: "one", key: "k2" }), "sb://host/other")).toBe(
      "The key belongs to another entity.",
    );
    expect(verify(token("sb://host/q", { key: "k2" }))).toBe("The token has an invalid signature.");
    expect(verify(token("sb://host/q", { name: "who" }))).toBe("The token has an invalid signature.");
    expect(verify(token("sb://host/q", { expiry: 999 }))).toBe("The token has expired.");
    expect(verify(token("sb://host/q", { expiry: "soon" }))).toBe("The token has expired.");
    expect(verify(token("sb://host/q").replace("&se=2000", "&se=9000"))).toBe("The token has an invalid signature.");
    expect(verify("SharedAccessSignature sr=%&sig=%&se=1&skn=%")).toBe("The token has an invalid signature.");
    expect(verify("Bearer x")).toBe("The token is not a shared access signature.");
  });

  test("a long address takes no long time", () => {
    const slashes = "/".repeat(1_000_000);
    expect(entityPath(`sb://host${slashes}Q${slashes}x${slashes}`)).toBe(`q${slashes}x`);
  });

  test("a secret is right only for its own key", () => {
    const keys = new KeyRing([{ name: "all", key: "k1", rights: ["Send"] }]);
    expect(keys.verify("all", "k1")).toMatchObject({ name: "all" });
    expect(keys.verify("all", "k2")).toBeUndefined();
    expect(keys.verify("all", "k1 and more")).toBeUndefined();
    expect(keys.verify("who", "")).toBeUndefined();
  });

  test("locks belong to whoever holds the token", async () => {
    const broker = await startBroker();
    const [one, two] = [connect(broker), connect(broker)];
    await send(one, { body: 1 });
    const message = await receiveOne(one.createReceiver("q"));
    const stranger = two.createReceiver("q");
    await stranger.peekMessages(1);
    expect(broker.queue("q").messages("locked")[0]?.lockToken).toBe(message.lockToken);
  });
});
