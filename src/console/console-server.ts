import { randomBytes } from "node:crypto";
import { EventFeed } from "../sandbox/http/event-feed.ts";
import { HttpServer } from "../sandbox/http/http-server.ts";
import { changeRoutes } from "./change-routes.ts";
import type { ConsoleOptions } from "./console-options.ts";
import { deadLetterRoutes } from "./dead-letter-routes.ts";
import { lookRoutes } from "./look-routes.ts";

/** The night operator's page over a ledger, on the loopback interface. */
export class ConsoleServer implements AsyncDisposable {
  readonly #server: HttpServer;
  readonly #token: string;

  private constructor(server: HttpServer, token: string) {
    this.#server = server;
    this.#token = token;
  }

  /**
   * Starts to listen. The ledger stays the caller's to close.
   *
   * @throws CardwrightError `HTTP_PORT` when the port is not free
   */
  static async start(options: ConsoleOptions): Promise<ConsoleServer> {
    const { port, page, version, allowChanges } = options;
    // New with each start: an address that was left in a history opens nothing later.
    const token = randomBytes(24).toString("base64url");
    const server = await HttpServer.start({
      feed: new EventFeed(),
      host: "127.0.0.1",
      port,
      key: token,
      page,
      index: "console.html",
      title: "cardwright console",
      version,
    });
    server.serve([
      ...lookRoutes(options),
      ...deadLetterRoutes(options),
      ...(allowChanges ? changeRoutes(options) : []),
    ]);
    return new ConsoleServer(server, token);
  }

  /** The address of the page without the token. */
  get url(): string {
    return this.#server.url;
  }

  /** The address to open. The token is behind the `#`, which browsers send to nobody. */
  get address(): string {
    return `${this.url}/#token=${this.#token}`;
  }

  get token(): string {
    return this.#token;
  }

  close(): Promise<void> {
    return this.#server.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
