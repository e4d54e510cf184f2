import type { Socket } from "node:net";
import { createSecureContext, TLSSocket } from "node:tls";

/** A certificate with its private key, both PEM. */
export interface TlsOptions {
  readonly key: string | Buffer;
  readonly cert: string | Buffer;
}

const clientHello = 0x16;

/**
 * Serves TLS and plain TCP on one port, distinguished by the first byte that the client sends.
 *
 * Clients with a `TokenCredential` always speak TLS; `UseDevelopmentEmulator=true` always means plain TCP.
 */
export function tlsDetection(tls: TlsOptions, accept: (socket: Socket) => void): (socket: Socket) => void {
  const secureContext = createSecureContext({ key: tls.key, cert: tls.cert });
  return (socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("readable", () => {
      const first = socket.read(1) as Buffer | null;
      if (first === null) return;
      socket.unshift(first);
      if (first[0] !== clientHello) return accept(socket);
      const secure = new TLSSocket(socket, { isServer: true, secureContext });
      secure.on("error", () => secure.destroy());
      accept(secure);
    });
  };
}
