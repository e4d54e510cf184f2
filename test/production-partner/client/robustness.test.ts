import { createServer } from "node:net";
import { inspect } from "node:util";
import { ServiceBusError } from "@azure/service-bus";
import { afterEach, describe, expect, test } from "vitest";
import {
  ConfigurationError,
  type Problem,
  ProductionPartnerClient,
  type ProductionPartnerClientOptions,
  RejectMessageError,
} from "../../../src/index.ts";
import {
  exampleRequest,
  ProductionPartnerSandbox,
  type ProductionPartnerSandboxOptions,
} from "../../../src/sandbox/index.ts";
import { resolveEndpoint } from "../../../src/service-bus/endpoint.ts";
import { classifyFailure } from "../../../src/service-bus/service-bus-failure.ts";

let sandbox: ProductionPartnerSandbox;
let client: ProductionPartnerClient;
let problems: Problem[];

async function begin(
  sandboxOptions: ProductionPartnerSandboxOptions = {},
  clientOptions: ProductionPartnerClientOptions = {},
): Promise<void> {
  sandbox = await ProductionPartnerSandbox.start(sandboxOptions);
  problems = [];
  client = new ProductionPartnerClient({
    ...sandbox.partner,
    redeliveryDelayMs: 0,
    onProblem: (problem) => problems.push(problem),
    ...clientOptions,
  });
}

afterEach(async () => {
  await client?.close();
  await sandbox?.close();
});

const report = (cardId: string) => client.reportCardProduced({ cardId, reportData: {} });
const until = async (holds: () => boolean) => {
  while (!holds()) await sandbox.broker.events.once(() => true);
};

describe("a connection string in the wrong place", () => {
  const secret = "Endpoint=sb://a.example/;SharedAccessKeyName=n;SharedAccessKey=c2VjcmV0;EntityPath=q";

  test.each([
    ["instead of the endpoint", secret],
    ["as the queue", { connectionString: secret, queue: secret }],
    ["as the namespace", { namespace: secret, credential: { getToken: async () => null }, queue: "q" }],
    ["as the credential", { namespace: "a.example", credential: secret, queue: "q" }],
    ["with another scheme", { connectionString: secret.replace("sb://", ":::") }],
  ])("%s is refused without a word of it", (_, endpoint) => {
    try {
      resolveEndpoint("inbound", endpoint as unknown as { connectionString: string });
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(inspect(error, { depth: 9 })).not.toContain("c2VjcmV0");
      return;
    }
    throw new Error("not refused");
  });
});

describe("a lock", () => {
  test("is renewed while the handler works", async () => {
    await begin({ lockDurationMs: 200 });
    let calls = 0;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async () => {
      calls++;
      let renewals = 0;
      while (renewals < 4) {
        await sandbox.broker.events.once(({ type }) => type === "lock-renewed");
        renewals++;
      }
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await until(() => sandbox.toPartner.isEmpty());
    expect(calls).toBe(1);
    expect(sandbox.toPartner.totals()["lock-expired"] ?? 0).toBe(0);
  });

  test("is let go when the message cannot be settled, so that it comes again", async () => {
    await begin({ lockDurationMs: 300 }, { retry: { initialDelayMs: 10 }, settleTimeoutMs: 500 });
    let dropped = false;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {
      if (!dropped) sandbox.broker.dropConnections();
      dropped = true;
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await until(() => (sandbox.toPartner.totals().completed ?? 0) === 1);
    expect(sandbox.toPartner.totals()["lock-renewed"] ?? 0).toBeLessThan(3);
  });
});

describe("close", () => {
  test("does not wait for a connection whose other end is gone", async () => {
    await begin({}, { closeTimeoutMs: 100 });
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await client.start();
    await sandbox.broker.close();
    const closed = client.close().then(() => "closed");
    const tooLong = AbortSignal.timeout(10_000);
    expect(await Promise.race([closed, new Promise((resolve) => tooLong.addEventListener("abort", resolve))])).toBe(
      "closed",
    );
  });

  test("does not wait for a host that never answers", async () => {
    await begin();
    const silent = createServer(() => {}).listen(0, "127.0.0.1");
    await new Promise((resolve) => silent.once("listening", resolve));
    const { port } = silent.address() as { port: number };
    const connectionString = `Endpoint=sb://127.0.0.1:${port};SharedAccessKeyName=n;SharedAccessKey=a;UseDevelopmentEmulator=true`;
    const endpoint = { connectionString, queue: "q" };
    const other = new ProductionPartnerClient({
      inbound: endpoint,
      outbound: endpoint,
      settleTimeoutMs: 200,
      closeTimeoutMs: 100,
    });
    other.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    const failed = expect(other.start()).rejects.toThrow();
    await other.close();
    await failed;
    silent.close();
  });
});

describe("a report", () => {
  test("within a handler survives an outage of the outbound queue, and so does the request", async () => {
    await begin({ maxDeliveryCount: 3 }, { retry: { attempts: 1, attemptTimeoutMs: 300 }, resendIntervalMs: 50 });
    const { outbound } = sandbox.partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload }) => {
      await report(payload.card.cardId);
    });
    await client.start();
    sandbox.broker.revokeKey(/SharedAccessKeyName=([^;]+)/.exec(outbound.connectionString ?? "")?.[1] ?? "");
    await sandbox.ngoc.sendRequest(exampleRequest());
    await until(() => sandbox.toPartner.isEmpty());
    expect(sandbox.toPartner.totals()).toMatchObject({ completed: 1 });
    expect(problems.every(({ kind }) => kind === "send-failed")).toBe(true);
  });

  test("is a copy of what it was given", async () => {
    await begin();
    const seen = new Map<string, unknown>();
    sandbox.ngoc.on("message", (message) => {
      if (message.type === "EXTERNAL_PRODUCTION_CARD_PRODUCED")
        seen.set(message.payload.cardId, message.payload.reportData["UID"]);
    });
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await client.start();
    const cards = ["A", "B", "C", "D"];
    for (const cardId of cards) await sandbox.ngoc.sendRequest(exampleRequest({ cardId }));
    await until(() => sandbox.toPartner.isEmpty());
    const shared: { [field: string]: string } = {};
    await Promise.all(
      cards.map((cardId) => {
        shared["UID"] = `uid of ${cardId}`;
        return client.reportCardProduced({ cardId, reportData: shared });
      }),
    );
    await until(() => sandbox.fromPartner.isEmpty());
    for (const cardId of cards) expect(seen.get(cardId)).toBe(`uid of ${cardId}`);
  });

  test("too large for the queue is refused before it is recorded, so a smaller one may follow", async () => {
    await begin();
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await until(() => sandbox.toPartner.isEmpty());
    const reportData = { PHOTO: "x".repeat(300_000) };
    await expect(client.reportCardProduced({ cardId: "CARD-1", reportData })).rejects.toMatchObject({
      code: "MESSAGE_TOO_LARGE",
    });
    expect(await report("CARD-1")).toMatchObject({ sent: true });
  });

  test("that is no object is one clear error", async () => {
    await begin();
    const nothing = null as unknown as { cardId: string; reportData: object };
    await expect(client.reportCardProduced({ ...nothing, ...(nothing as object) } as never)).rejects.toThrow();
    await expect(client.reportCardProduced(nothing as never)).rejects.toMatchObject({ code: "REPORT" });
  });
});

test("a listener that throws stops nothing", async () => {
  await begin(
    {},
    {
      onProblem: () => {
        throw new Error("the logger is broken");
      },
    },
  );
  const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
  client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
  await client.start();
  await sandbox.ngoc.sendRaw({ subject: "EXTERNAL_PRODUCTION_RECALLED", messageId: "r1", body: {} });
  await until(() => sandbox.toPartner.isEmpty());
  expect(sandbox.toPartner.totals()).toMatchObject({ completed: 1 });
  expect(await warned).toMatchObject({ code: "CARDWRIGHT_ON_PROBLEM" });
});

test("a message whose handler failed keeps nobody waiting while it waits to be delivered again", async () => {
  await begin({}, { concurrency: 1, redeliveryDelayMs: 30_000 });
  const handled: string[] = [];
  client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", ({ payload: { card } }) => {
    if (card.cardId === "POISON") throw new Error("printer jam");
    handled.push(card.cardId);
  });
  await client.start();
  for (const cardId of ["POISON", "A", "B"]) await sandbox.ngoc.sendRequest(exampleRequest({ cardId }));
  await until(() => (sandbox.toPartner.totals().completed ?? 0) === 2);
  expect(handled).toEqual(["A", "B"]);
  // Draining gives it back at once.
  await client.drain();
  expect(sandbox.toPartner.totals()).toMatchObject({ abandoned: 1 });
});

test("a rejected card may be ordered again, and a card ordered twice is still produced", async () => {
  await begin();
  let isStocked = false;
  client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
    if (!isStocked && card.cardId === "A")
      throw new RejectMessageError({ errorCode: "ARTICLE_NOT_AVAILABLE", details: "Later" });
    await report(card.cardId);
  });
  await client.start();
  await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "A" }));
  await until(() => sandbox.ngoc.book.stateOf("A") === "refused" && sandbox.fromPartner.isEmpty());
  isStocked = true;
  await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "A" }));
  await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "B" }));
  await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "B" }));
  await until(() => sandbox.toPartner.isEmpty() && sandbox.fromPartner.isEmpty());
  expect([sandbox.ngoc.book.stateOf("A"), sandbox.ngoc.book.stateOf("B")]).toEqual(["produced", "produced"]);
  expect(problems.map(({ kind }) => kind)).toEqual(["rejected-message", "refused-message"]);
});

test.each([
  ["ENOTFOUND: getaddrinfo ENOTFOUND nowhere.example", "CONNECTION"],
  ["connect ECONNREFUSED 127.0.0.1:5671", "CONNECTION"],
  ["Failed to connect", "CONNECTION"],
  ["something else", "SERVICE_BUS"],
])("%s is %s", (text, code) => {
  expect(classifyFailure(new ServiceBusError(text, "GeneralError"))).toMatchObject({ code });
});

test("a host that is not there is a connection failure, told at once", async () => {
  await begin();
  const endpoint = {
    connectionString: "Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=n;SharedAccessKey=a;UseDevelopmentEmulator=true",
    queue: "q",
  };
  await using other = new ProductionPartnerClient({ inbound: endpoint, outbound: endpoint });
  other.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
  await expect(other.start()).rejects.toMatchObject({ name: "ServiceBusFailure", code: "CONNECTION" });
});

test("a rejection that no Error Notification can carry fails where it is made", () => {
  expect(() => new RejectMessageError({ errorCode: "INVENTED" as "INTERNAL_ERROR", details: "x" })).toThrow(
    ConfigurationError,
  );
  expect(
    () => new RejectMessageError({ errorCode: "INTERNAL_ERROR", details: undefined as unknown as string }),
  ).toThrow(/reject/);
});
