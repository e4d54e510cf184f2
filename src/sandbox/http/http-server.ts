import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { CardwrightError, isCardwrightError } from "../../errors/cardwright-error.ts";
import { isLoopback, reachableHost } from "../broker/listening-host.ts";
import type { EventFeed } from "./event-feed.ts";
import { Guard } from "./guard.ts";
import { HttpError, notFound } from "./http-error.ts";
import { schemaProblem } from "./json-schema.ts";
import { openApiOf } from "./open-api.ts";
import { type Route, type RouteAnswer, RouteTable } from "./route.ts";
import { readStaticFile } from "./static-files.ts";

/** Options of {@link HttpServer.start}. */
export interface HttpServerOptions {
  readonly feed: EventFeed;
  readonly host: string;
  readonly port: number;
  /** The key of every call. Required when other machines can reach the host. */
  readonly key?: string | undefined;
  /** The folder with the files of the page. */
  readonly page: string;
  /** The file of that folder that is shown first. Default `index.html`. */
  readonly index?: string;
  /** What the interface is called, in its OpenAPI document. Default: the sandbox. */
  readonly title?: string;
  readonly version: string;
}

const maxBodyBytes = 64 * 1024 * 1024;

/** The page loads its own files only, and no other page may show it in a frame. */
const securityHeaders = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
    "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

/** Serves the routes, their OpenAPI document, the events and the page. */
export class HttpServer implements AsyncDisposable {
  readonly #options: HttpServerOptions;
  #table = new RouteTable([]);
  #keep: (() => void) | undefined;
  readonly #guard: Guard;
  readonly #server: Server;

  private constructor(options: HttpServerOptions) {
    this.#options = options;
    this.#guard = new Guard(options);
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  /**
   * Starts to listen.
   *
   * @throws CardwrightError `HTTP_PORT` when the port is not free, `HTTP_KEY` when other machines could call without a key
   */
  static async start(options: HttpServerOptions): Promise<HttpServer> {
    if (!isLoopback(options.host) && options.key === undefined)
      throw new CardwrightError(`Other machines reach host "${options.host}", so a key is required`, {
        code: "HTTP_KEY",
        help: "Set a key of your own, or listen on 127.0.0.1.",
      });
    const server = new HttpServer(options);
    const listening = once(server.#server, "listening");
    server.#server.listen(options.port, options.host);
    await listening.catch((cause: unknown) => {
      throw new CardwrightError(`Cannot listen on ${options.host}:${options.port}`, {
        code: "HTTP_PORT",
        help: "Choose a free port: 0 takes any.",
        cause,
      });
    });
    return server;
  }

  /** Serves these routes from now on; until then nothing is there. `keep` is called before a change is answered. */
  serve(routes: readonly Route[], { keep }: { readonly keep?: () => void } = {}): void {
    this.#table = new RouteTable(routes);
    this.#keep = keep;
  }

  /** The address of the page. */
  get url(): string {
    // A server that listens on a port has an address with it.
    const { port } = this.#server.address() as AddressInfo;
    return `http://${reachableHost(this.#options.host)}:${port}`;
  }

  async close(): Promise<void> {
    this.#options.feed.close();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    try {
      const url = URL.parse(request.url ?? "/", "http://sandbox");
      if (url === null) throw notFound("address");
      await this.#answer(url, request, response);
    } catch (error) {
      if (response.headersSent) response.destroy();
      else writeAnswer(response, refusalOf(error));
    }
  }

  async #answer(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = url;
    const { method = "GET" } = request;
    const isServices = pathname.startsWith("/ws/") || pathname.startsWith("/p/");
    const isPage = !isServices && !pathname.startsWith("/api/") && pathname !== "/health";
    // The page itself holds nothing; File Services check their own credentials.
    this.#guard.check(request, isPage || isServices || pathname === "/health");
    if (pathname === "/api/v1/openapi.json")
      return writeAnswer(response, { value: openApiOf(this.#table.routes, this.#options) });
    if (pathname === "/api/v1/events" && method === "GET") {
      const lastSeen = request.headers["last-event-id"] ?? url.searchParams.get("after") ?? "";
      return this.#options.feed.add(response, {
        lastSeen: /^\d{1,15}$/.test(`${lastSeen}`) ? Number(lastSeen) : undefined,
        changesOnly: url.searchParams.get("only") === "changes",
      });
    }
    if (isPage && method === "GET") return await this.#sendFile(pathname, response);
    const found = this.#table.find(method, pathname);
    if (!("route" in found)) {
      if (found.length === 0) throw notFound("address");
      response.setHeader("allow", found.join(", "));
      throw new HttpError(405, "METHOD", `Use ${found.join(" or ")}`);
    }
    const { route, params } = found;
    const bytes = method === "GET" ? Buffer.alloc(0) : await readBody(request);
    const body = route.body === undefined ? undefined : bodyOf(route, request, bytes);
    const query = queryOf(route, url.searchParams);
    const answer = await route.handle({ params, query, body, bytes, headers: request.headers });
    if (method !== "GET") this.#keep?.();
    writeAnswer(response, answer);
  }

  async #sendFile(path: string, response: ServerResponse): Promise<void> {
    const file = await readStaticFile(
      this.#options.page,
      path === "/" ? `/${this.#options.index ?? "index.html"}` : path,
    );
    if (file === undefined) throw notFound("address");
    response.writeHead(200, { "content-type": file.type, "cache-control": "no-cache" }).end(file.bytes);
  }
}

function writeAnswer(response: ServerResponse, { status, value, file }: RouteAnswer): void {
  response.setHeader("cache-control", "no-store");
  if (file !== undefined) {
    const name = encodeURIComponent(file.name);
    response.setHeader("content-disposition", `attachment; filename*=UTF-8''${name}`);
    response.writeHead(status ?? 200, { "content-type": file.type }).end(file.bytes);
  } else if (value === undefined) response.writeHead(status ?? 204).end();
  else response.writeHead(status ?? 200, { "content-type": "application/json" }).end(JSON.stringify(value));
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBodyBytes) throw new HttpError(413, "TOO_LARGE", "The body is larger than 64 MB");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function bodyOf(route: Route, request: IncomingMessage, bytes: Buffer): unknown {
  // A form of another site cannot send this type without asking first.
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? ""))
    throw new HttpError(
      415,
      "CONTENT_TYPE",
      "The body must be JSON",
      "Send the header `content-type: application/json`.",
    );
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new HttpError(400, "NOT_JSON", "The body is not valid JSON");
  }
  const problem = route.body && schemaProblem(route.body, value);
  if (problem !== undefined) throw new HttpError(400, "INVALID_BODY", problem, "See /api/v1/openapi.json.");
  return value;
}

function queryOf(route: Route, given: URLSearchParams): { [name: string]: string | number } {
  const query: { [name: string]: string | number } = {};
  for (const [name, schema] of Object.entries(route.query ?? {})) {
    const text = given.get(name);
    if (text === null) continue;
    const value = schema.type === "integer" && /^\d{1,15}$/.test(text) ? Number(text) : text;
    const problem = schemaProblem(schema, value, name);
    if (problem !== undefined) throw new HttpError(400, "INVALID_QUERY", problem, "See /api/v1/openapi.json.");
    query[name] = value;
  }
  return query;
}

function refusalOf(error: unknown): RouteAnswer {
  if (error instanceof HttpError) {
    const { status, code, message, help } = error;
    return { status, value: { code, message, help } };
  }
  if (isCardwrightError(error)) {
    const { code, message, help, details } = error;
    return { status: 422, value: { code, message, help, details } };
  }
  if (error instanceof URIError)
    return { status: 400, value: { code: "ADDRESS", message: "Invalid address", help: "" } };
  return { status: 500, value: { code: "UNEXPECTED", message: "Unexpected failure of the sandbox", help: "" } };
}
