import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { appendFile, mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type DeliverBatchOptions,
  deliverBatch,
} from "../../../../src/card-series-maintenance/jobs/delivery/deliver-batch.ts";
import { createPreAuthenticatedRequest } from "../../../../src/card-series-maintenance/jobs/delivery/file-services.ts";
import { rejectionCode } from "../../../support/code-of.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<unknown> | unknown;

/** File Services and an object store: both do what is documented, unless told how to answer the next requests. */
class FakeOrce {
  readonly server: Server = createServer((request, response) => void this.#answer(request, response));
  readonly stored = new Map<string, Buffer>();
  readonly requests: { readonly authorization: string | undefined; readonly body: unknown }[] = [];
  readonly puts: Answer[] = [];
  readonly asks: Answer[] = [];
  parStatus = 200;
  #addresses = 0;

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  readonly store: Answer = async (request, response) => {
    const body = await buffer(request);
    expect(body.length).toBe(Number(request.headers["content-length"]));
    this.stored.set(decodeURIComponent(request.url?.split("/").at(-1) ?? ""), body);
    response.end();
  };

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === "POST" && request.url === "/ws/v1/FileServices/par") {
      const body: unknown = JSON.parse((await buffer(request)).toString());
      this.requests.push({ authorization: request.headers.authorization, body });
      const ask = this.asks.shift();
      if (ask !== undefined) {
        await ask(request, response);
        return;
      }
      this.#addresses++;
      const { objectName } = body as { objectName: string };
      response.statusCode = this.parStatus;
      response.end(JSON.stringify({ accessUri: `/p/secret-${this.#addresses}/o/${encodeURIComponent(objectName)}` }));
    } else {
      await (this.puts.shift() ?? this.store)(request, response);
    }
  }
}

let orce: FakeOrce;
let folder: string;
beforeEach(async () => {
  orce = new FakeOrce();
  orce.server.listen(0, "127.0.0.1");
  await once(orce.server, "listening");
  folder = await mkdtemp(join(tmpdir(), "cardwright-delivery-"));
});
afterEach(async () => {
  vi.useRealTimers();
  orce.server.closeAllConnections();
  orce.server.close();
  await rm(folder, { recursive: true });
});

const content = randomBytes(3_000_000);
async function files(...names: string[]): Promise<string[]> {
  const paths = names.map((name) => join(folder, name));
  for (const path of paths) await writeFile(path, content);
  return paths;
}
const deliver = (paths: readonly string[], options: Partial<DeliverBatchOptions> = {}) =>
  deliverBatch({
    files: paths,
    services: { baseUrl: orce.url, authorization: { bearer: async () => "token" } },
    journal: join(folder, "delivery.jsonl"),
    initialWaitMs: 1,
    ...options,
  });

describe("deliverBatch", () => {
  test("asks for an address for each file and puts its bytes there", async () => {
    const progress: number[] = [];
    const done: string[] = [];
    const result = await deliver(await files("a b.xml", "c.xml"), {
      onProgress: ({ sentBytes }) => progress.push(sentBytes),
      onFile: ({ path, result: outcome }) => done.push(`${path.split("/").at(-1)} ${outcome}`),
    });
    expect(result).toEqual({ delivered: 2, already: 0 });
    expect([...orce.stored].map(([name, body]) => [name, body.equals(content)])).toEqual([
      ["a b.xml", true],
      ["c.xml", true],
    ]);
    expect(orce.requests[0]).toEqual({
      authorization: "Bearer token",
      body: { accessType: "ObjectWrite", objectName: "a b.xml" },
    });
    expect(done).toEqual(["a b.xml delivered", "c.xml delivered"]);
    expect(Math.max(...progress)).toBe(content.length);
  });

  test("sends no file twice, and goes on where an earlier run stopped", async () => {
    const [first = "", second = ""] = await files("1.xml", "2.xml");
    orce.puts.push(orce.store, (_, response) => response.writeHead(400).end());
    expect(await rejectionCode(deliver([first, second]))).toBe("UPLOAD_REFUSED");
    orce.stored.clear();
    expect(await deliver([first, second])).toEqual({ delivered: 1, already: 1 });
    expect([...orce.stored.keys()]).toEqual(["2.xml"]);
  });

  test.each([
    ["an expired address", (_: IncomingMessage, response: ServerResponse) => response.writeHead(404).end(), 2],
    ["a busy storage", (_: IncomingMessage, response: ServerResponse) => response.writeHead(503).end(), 1],
    ["a connection that breaks midway", (request: IncomingMessage) => request.once("data", () => request.destroy()), 1],
  ])("tries again after %s", async (_, answer, addresses) => {
    orce.puts.push(answer);
    expect(await deliver(await files("a.xml"))).toEqual({ delivered: 1, already: 0 });
    expect(orce.stored.get("a.xml")?.equals(content)).toBe(true);
    expect(orce.requests).toHaveLength(addresses);
  });

  test.each([
    [
      "the connection breaks after the last byte",
      async (request: IncomingMessage) => {
        await buffer(request);
        request.socket.destroy();
      },
    ],
    [
      "a gateway gives up",
      async (request: IncomingMessage, response: ServerResponse) => {
        await buffer(request);
        response.writeHead(504).end();
      },
    ],
  ])("does not send again on its own when %s", async (_, answer) => {
    const paths = await files("a.xml");
    orce.puts.push(answer);
    expect(await rejectionCode(deliver(paths))).toBe("UPLOAD_OUTCOME_UNKNOWN");
    expect(await rejectionCode(deliver(paths))).toBe("DELIVERY_OUTCOME_UNKNOWN");
    expect(orce.stored.size).toBe(0);
    expect(await deliver(paths, { resend: ["a.xml"] })).toEqual({ delivered: 1, already: 0 });
  });

  test("does not wait for an answer that has no end", async () => {
    const endless =
      (text: string): Answer =>
      (_, response) => {
        const writing = setInterval(() => response.write(text), 10);
        response.on("close", () => clearInterval(writing));
      };
    const reading = async (request: IncomingMessage, answer: () => void) => {
      await buffer(request);
      answer();
    };
    const services = { baseUrl: orce.url, authorization: { bearer: "token" }, idleTimeoutMs: 400 };
    const options = { services, idleTimeoutMs: 400, maxAttempts: 1 };
    orce.asks.push(endless(" "));
    expect(await rejectionCode(deliver(await files("a.xml"), options))).toBe("FILE_SERVICES_UNAVAILABLE");
    orce.puts.push((request, response) => reading(request, () => endless("x")(request, response)));
    expect(await rejectionCode(deliver(await files("b.xml"), options))).toBe("UPLOAD_OUTCOME_UNKNOWN");
    orce.puts.push((request, response) => reading(request, () => endless("x".repeat(65_536))(request, response)));
    expect(await deliver(await files("c.xml"), options)).toEqual({ delivered: 1, already: 0 });
  });

  test("does not believe in a success before the last byte", async () => {
    const path = join(folder, "large.xml");
    await writeFile(path, "");
    // More than what the buffers of a connection hold.
    await truncate(path, 64 * 1_048_576);
    orce.puts.push((_, response) => response.end());
    expect(await rejectionCode(deliver([path]))).toBe("UPLOAD_OUTCOME_UNKNOWN");
  });

  test("takes a file for delivered whatever happens afterwards", async () => {
    const paths = await files("a.xml");
    const onFile = () => {
      throw new Error("the caller's own");
    };
    await expect(deliver(paths, { onFile })).rejects.toThrow("the caller's own");
    expect(await deliver(paths)).toEqual({ delivered: 0, already: 1 });
  });

  test("knows that an aborted upload did not arrive", async () => {
    const paths = await files("a.xml");
    const abort = new AbortController();
    const { signal } = abort;
    await expect(deliver(paths, { signal, onProgress: () => abort.abort(new Error("stop")) })).rejects.toThrow("stop");
    expect(await deliver(paths)).toEqual({ delivered: 1, already: 0 });
  });

  test("rejects with what the caller's own function throws, and knows that the upload did not arrive", async () => {
    const path = join(folder, "large.xml");
    await writeFile(path, "");
    await truncate(path, 64 * 1_048_576);
    const onProgress = () => {
      throw new Error("the caller's own");
    };
    await expect(deliver([path], { onProgress })).rejects.toThrow("the caller's own");
    expect(await deliver([path])).toEqual({ delivered: 1, already: 0 });
  });

  test.each([
    ["storage", "1", "2027-01-01T00:00:00Z", 1_000],
    ["storage", "Fri, 01 Jan 2027 00:00:02 GMT", "2027-01-01T00:00:00Z", 2_000],
    ["storage", "999999", "2027-01-01T00:00:00Z", 300_000],
    ["File Services", "3", "2027-01-01T00:00:00Z", 3_000],
  ])("waits as long as the %s asks: %s", async (who, retryAfter, now, waitMs) => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date(now) });
    const busy: Answer = (_, response) => response.writeHead(429, { "retry-after": retryAfter }).end();
    if (who === "storage") orce.puts.push(busy);
    else orce.asks.push(busy);
    const delivering = deliver(await files("a.xml"), { maxAttempts: 1 });
    await expect(delivering).rejects.toMatchObject({ details: { status: 429, retryAfterMs: waitMs } });
  });

  test("waits that long before it tries again", async () => {
    const abort = new AbortController();
    orce.puts.push((_, response) => {
      response.writeHead(429, { "retry-after": "300" }).end();
      setTimeout(() => abort.abort(new Error("stop")), 300);
    });
    await expect(deliver(await files("a.xml"), { signal: abort.signal })).rejects.toThrow();
    expect(orce.stored.size).toBe(0);
  });

  test("says when a journal is not one", async () => {
    for (const text of ["garbage\n", "null\n", "{}\n"]) {
      await writeFile(join(folder, "delivery.jsonl"), text);
      expect(await rejectionCode(deliver(await files("a.xml")))).toBe("DELIVERY_JOURNAL");
    }
  });

  test("says when the journal's folder is not there, and blames no other process", async () => {
    const journal = join(folder, "none", "j");
    await expect(deliver(await files("a.xml"), { journal })).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("gives up after as many attempts as allowed", async () => {
    const busy: Answer = (_, response) => response.writeHead(503).end();
    orce.puts.push(busy, busy, busy);
    expect(await rejectionCode(deliver(await files("a.xml"), { maxAttempts: 2 }))).toBe("UPLOAD_FAILED");
    expect(orce.puts).toHaveLength(1);
  });

  test("survives a journal whose last line was cut off", async () => {
    const [first = "", second = ""] = await files("1.xml", "2.xml");
    await deliver([first]);
    await appendFile(join(folder, "delivery.jsonl"), '{"file":"2.xml","sha2');
    expect(await deliver([first, second])).toEqual({ delivered: 1, already: 1 });
    expect(await deliver([first, second])).toEqual({ delivered: 0, already: 2 });
  });

  test("lets one run at a time use a journal", async () => {
    const paths = await files("a.xml");
    const outcomes = await Promise.allSettled([deliver(paths), deliver(paths)]);
    // Which of the two comes first is open.
    outcomes.sort((a, b) => a.status.localeCompare(b.status));
    expect(outcomes).toMatchObject([
      { status: "fulfilled" },
      { status: "rejected", reason: { code: "DELIVERY_RUNNING" } },
    ]);
    expect(orce.requests).toHaveLength(1);
  });

  test("refuses a changed file under a delivered name, and two files of one name", async () => {
    const [path = ""] = await files("a.xml");
    await deliver([path]);
    await appendFile(path, "x");
    expect(await rejectionCode(deliver([path]))).toBe("DELIVERY_FILE_CHANGED");
    expect(await rejectionCode(deliver([path, path]))).toBe("DELIVERY_NAME_TWICE");
  });
});

describe("createPreAuthenticatedRequest", () => {
  const services = (extra: object = {}) => ({
    baseUrl: orce.url,
    authorization: { username: "u", password: "secret" },
    ...extra,
  });

  test("signs in with a name and password as well", async () => {
    const address = await createPreAuthenticatedRequest(services(), "Cards.xml");
    expect(address.pathname).toBe("/p/secret-1/o/Cards.xml");
    expect(orce.requests[0]?.authorization).toBe(`Basic ${Buffer.from("u:secret").toString("base64")}`);
  });

  test.each([
    [401, "FILE_SERVICES_UNAUTHORIZED"],
    [400, "FILE_SERVICES_REFUSED"],
    [302, "FILE_SERVICES_REFUSED"],
    [500, "FILE_SERVICES_UNAVAILABLE"],
  ])("says what HTTP %i means, without the password", async (status, code) => {
    orce.parStatus = status;
    const request = createPreAuthenticatedRequest(services(), "Cards.xml");
    expect(await rejectionCode(request)).toBe(code);
    await expect(request).rejects.toThrow(expect.not.objectContaining({ message: expect.stringContaining("secret") }));
  });

  test("says why there was no answer", async () => {
    const unreachable = services();
    orce.server.close();
    await expect(createPreAuthenticatedRequest(unreachable, "x")).rejects.toMatchObject({
      code: "FILE_SERVICES_UNAVAILABLE",
      message: "File Services did not answer (ECONNREFUSED)",
    });
  });

  test("lets the address be found elsewhere, and says when there is none", async () => {
    const readAddress = ({ body }: { readonly body: string }) =>
      (JSON.parse(body) as { accessUri: string }).accessUri.replace("/p/", "/q/");
    expect((await createPreAuthenticatedRequest(services({ readAddress }), "x")).pathname).toBe("/q/secret-1/o/x");
    expect(await rejectionCode(createPreAuthenticatedRequest(services({ readAddress: () => undefined }), "x"))).toBe(
      "FILE_SERVICES_ANSWER",
    );
  });

  test("sends no secret over plain http to another machine", async () => {
    expect(await rejectionCode(createPreAuthenticatedRequest(services({ baseUrl: "http://example.com" }), "x"))).toBe(
      "DELIVERY_URL",
    );
    const readAddress = () => "http://example.com/p/x";
    expect(await rejectionCode(createPreAuthenticatedRequest(services({ readAddress }), "x"))).toBe("DELIVERY_URL");
  });

  test.each(["https://elsewhere.example.com/p/secret", "//127.0.0.1:1/p/secret", "http://u:secret@localhost:1/x"])(
    "sends no file to %s because an answer says so",
    async (address) => {
      const readAddress = () => address;
      const request = createPreAuthenticatedRequest(services({ readAddress }), "x");
      expect(await rejectionCode(request)).toBe("DELIVERY_ORIGIN");
      await expect(request).rejects.toThrow(
        expect.not.objectContaining({ message: expect.stringContaining("secret") }),
      );
      const { origin } = new URL(address, orce.url);
      const allowed = services({ readAddress, allowedOrigins: [`${origin}/any`] });
      expect((await createPreAuthenticatedRequest(allowed, "x")).origin).toBe(origin);
    },
  );
});
