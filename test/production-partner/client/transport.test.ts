import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { inspect } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { ProductionPartnerClient, type Transport } from "../../../src/index.ts";
import { exampleRequest, ProductionPartnerSandbox } from "../../../src/sandbox/index.ts";
import { codeOf } from "../../support/code-of.ts";
import { waitFor } from "../../support/wait-for.ts";

const pem = (name: string) => readFileSync(new URL(`../../sandbox/broker/tls/${name}`, import.meta.url), "utf8");
const ca = pem("cert.pem");
const tls = { key: pem("key.pem"), cert: ca };

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A client over a transport, and what it handled. */
async function start(transport: Transport) {
  const sandbox = await ProductionPartnerSandbox.start({ tls, lockDurationMs: 1_000 });
  closing.push(() => sandbox.close());
  const problems: unknown[] = [];
  const client = new ProductionPartnerClient({
    ...sandbox.partner,
    transport,
    retry: { attempts: 1, initialDelayMs: 20, maxDelayMs: 100, attemptTimeoutMs: 2_000 },
    settleTimeoutMs: 1_000,
    closeTimeoutMs: 500,
    onProblem: (problem) => problems.push(problem),
  });
  closing.push(() => client.close());
  const handled: string[] = [];
  client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
    await client.reportCardProduced({ cardId: card.cardId, reportData: {} });
    handled.push(card.cardId);
  });
  const order = async (cardId: string) => {
    await sandbox.ngoc.sendRequest(exampleRequest({ cardId }));
    const until = () => handled.includes(cardId);
    await waitFor({ broker: sandbox.broker, what: `card ${cardId} to be handled`, until, timeoutMs: 20_000 });
  };
  return { sandbox, client, problems, order };
}

/** An HTTP proxy that tunnels, for those who know the password. */
async function startProxy(firstPassword?: string) {
  const tunnels = new Set<Socket>();
  let password = firstPassword;
  let asked = 0;
  let refused = 0;
  const proxy = createServer();
  proxy.on("connect", (request, socket: Socket) => {
    asked++;
    socket.on("error", () => {});
    const wanted = `Basic ${Buffer.from(`user:${password}`).toString("base64")}`;
    if (password !== undefined && request.headers["proxy-authorization"] !== wanted) {
      refused++;
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
      return;
    }
    const [host = "", port = ""] = (request.url ?? "").split(":");
    const target = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      socket.pipe(target).pipe(socket);
    });
    target.on("error", () => socket.destroy());
    tunnels.add(socket);
    socket.on("close", () => target.destroy());
  });
  await once(proxy.listen(0, "127.0.0.1"), "listening");
  const cut = () => {
    for (const socket of tunnels) socket.destroy();
    tunnels.clear();
  };
  closing.push(async () => {
    cut();
    proxy.close();
  });
  const { port } = proxy.address() as AddressInfo;
  return {
    url: `127.0.0.1:${port}`,
    cut,
    asked: () => asked,
    refused: () => refused,
    setPassword: (changed: string) => {
      password = changed;
    },
    /** Closes the port, and all that goes through it. */
    async shut() {
      cut();
      proxy.close();
      await once(proxy, "close");
    },
    async open() {
      await once(proxy.listen(port, "127.0.0.1"), "listening");
    },
  };
}

describe("AMQP over a WebSocket", () => {
  test("receives and sends, and connects again", async () => {
    const { sandbox, client, order } = await start({ webSocket: true, ca });
    await client.start();
    await order("CARD-1");
    const isProduced = () => sandbox.ngoc.book.stateOf("CARD-1") === "produced";
    await sandbox.ngoc.until(isProduced, { signal: AbortSignal.timeout(10_000) });
    const again = sandbox.broker.events.once(
      (event) => event.type === "link-attached" && event.entity === "ngoc-to-partner" && event.right === "Listen",
      { signal: AbortSignal.timeout(10_000) },
    );
    sandbox.broker.dropConnections();
    await again;
  });
});

describe("an HTTP proxy", () => {
  test("is gone through with its password, and again after it was away", async () => {
    const proxy = await startProxy("secret-word");
    const { client, order } = await start({ proxy: `http://user:secret-word@${proxy.url}`, ca });
    await client.start();
    await order("CARD-1");
    const asked = proxy.asked();
    proxy.cut();
    await order("CARD-2");
    expect(proxy.asked()).toBeGreaterThan(asked);
  });

  test("whose port is closed for a while is told once, and gone through when it is open again", async () => {
    const proxy = await startProxy();
    const { sandbox, client, order, problems } = await start({ proxy: `http://${proxy.url}`, ca });
    await client.start();
    await order("CARD-1");
    const kinds = () => problems.map((problem) => (problem as { readonly kind: string }).kind);
    await proxy.shut();
    const isTold = () => kinds().includes("connection");
    await waitFor({ broker: sandbox.broker, what: "the closed proxy to be told", until: isTold, timeoutMs: 20_000 });
    await proxy.open();
    await order("CARD-2");
    const isOver = () => kinds().includes("connection-restored");
    await waitFor({ broker: sandbox.broker, what: "the end of it to be told", until: isOver, timeoutMs: 20_000 });
  });

  test("that refuses the password after it let the client through is told, and gone through when it knows it again", async () => {
    const proxy = await startProxy("secret-word");
    const { sandbox, client, order, problems } = await start({ proxy: `http://user:secret-word@${proxy.url}`, ca });
    await client.start();
    await order("CARD-1");
    proxy.setPassword("another-word");
    proxy.cut();
    const isRefused = () => proxy.refused() > 1;
    await waitFor({ broker: sandbox.broker, what: "the proxy to refuse", until: isRefused, timeoutMs: 20_000 });
    proxy.setPassword("secret-word");
    await order("CARD-2");
    const told = `${inspect(problems, { depth: 20 })}${JSON.stringify(problems)}`;
    expect(told).toContain("CONNECTION");
    expect(told).not.toContain("secret-word");
  });

  test("that refuses is one clear error, which does not hold the password", async () => {
    const proxy = await startProxy("secret-word");
    const { client, problems } = await start({ proxy: `http://user:wrong-word@${proxy.url}`, ca });
    const error = await client.start().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "CONNECTION", help: expect.stringContaining("transport.proxy") });
    const told = `${inspect([error, problems, await client.health()], { depth: 20 })}${JSON.stringify([error, problems])}`;
    expect(told).not.toContain("wrong-word");
    expect(told).not.toContain(Buffer.from("user:wrong-word").toString("base64"));
  });
});

describe("the transport", () => {
  const make = (transport: unknown) => () =>
    new ProductionPartnerClient({
      inbound: { connectionString: "Endpoint=sb://example.org;SharedAccessKeyName=n;SharedAccessKey=k", queue: "q" },
      outbound: { connectionString: "Endpoint=sb://example.org;SharedAccessKeyName=n;SharedAccessKey=k", queue: "r" },
      transport: transport as Transport,
    });

  test.each([
    [{ websocket: true }],
    [{ webSocket: "yes" }],
    [{ proxy: "proxy.example.org:secret" }],
    [{ proxy: "socks5://proxy.example.org:1" }],
    [{ webSocket: false, proxy: "http://proxy.example.org:3128" }],
  ])("%j is refused", (transport) => {
    expect(codeOf(make(transport))).toBe("TRANSPORT");
  });
});
