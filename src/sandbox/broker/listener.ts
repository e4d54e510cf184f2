import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { CardwrightError } from "../../errors/cardwright-error.ts";
import { type TlsOptions, tlsDetection } from "./tls-detection.ts";
import { type ByteStream, webSocketDetection } from "./web-socket-detection.ts";

/** Somebody who has connected. */
export interface Guest {
  /** To be called once it has opened its AMQP connection; until then its time is limited. */
  readonly opened: () => void;
}

interface DetectedGuest extends Guest {
  /** To be called once its protocol is known. */
  readonly detected: () => void;
}

const maxConnections = 1000;
const handshakeTimeoutMs = 30_000;

/**
 * Listens on a port for AMQP over TCP, TLS and WebSocket.
 *
 * Whoever connects has half a minute to open an AMQP connection. When there are too many connections, the oldest that
 * has not done so makes room for the next.
 */
export class Listener {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  // Those that have not opened yet, the oldest first.
  readonly #arriving = new Map<Socket, NodeJS.Timeout>();
  // Those of which not even the protocol is known.
  readonly #silent = new Set<Socket>();

  constructor(tls: TlsOptions | undefined, accept: (stream: ByteStream, guest: Guest) => void) {
    const detect = webSocketDetection<DetectedGuest>(accept);
    const serve = tls === undefined ? detect : tlsDetection(tls, detect);
    this.#server = createServer((socket) => {
      if (this.#makeRoom()) serve(socket, this.#admit(socket));
      else socket.destroy();
    });
  }

  /** The TCP port; 0 before it listens. */
  get port(): number {
    const address = this.#server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  /** How many have connected of which nothing is known yet. */
  get silentCount(): number {
    return this.#silent.size;
  }

  /** Drops them. */
  dropSilent(): void {
    for (const socket of this.#silent) socket.destroy();
  }

  /** Starts. @throws CardwrightError `BROKER_PORT` when it cannot */
  async listen(host: string, port: number): Promise<void> {
    try {
      const listening = once(this.#server, "listening");
      this.#server.listen(port, host);
      await listening;
    } catch (cause) {
      // Node's own errors have a code.
      const { code } = cause as NodeJS.ErrnoException;
      const reasons: { readonly [code: string]: string } = {
        EADDRINUSE: "the port is in use",
        EADDRNOTAVAIL: "this machine does not have the address",
      };
      throw new CardwrightError(`Cannot listen on ${host}:${port}: ${reasons[code ?? ""] ?? code}`, {
        code: "BROKER_PORT",
        details: { host, port },
        help: "Omit the port option to use a free port, and the host option to listen on 127.0.0.1.",
        cause,
      });
    }
  }

  /** Listens no more; resolves when the last connection has ended. */
  stop(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  /** Drops all connections. */
  cutOff(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #makeRoom(): boolean {
    if (this.#sockets.size < maxConnections) return true;
    const [oldest] = this.#arriving.keys();
    oldest?.destroy();
    return oldest !== undefined;
  }

  #admit(socket: Socket): DetectedGuest {
    this.#sockets.add(socket);
    this.#silent.add(socket);
    this.#arriving.set(socket, setTimeout(() => socket.destroy(), handshakeTimeoutMs).unref());
    const opened = (): void => {
      clearTimeout(this.#arriving.get(socket));
      this.#arriving.delete(socket);
    };
    const detected = (): void => void this.#silent.delete(socket);
    // A peer that resets its connection while its protocol is still unknown must not end the process.
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      opened();
      detected();
      this.#sockets.delete(socket);
    });
    return { opened, detected };
  }
}
