import type { Socket } from "node:net";
import { createSecureContext, TLSSocket } from "node:tls";
import { withFirstByte } from "./first-byte.ts";

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
export function tlsDetection<Guest>(
  tls: TlsOptions,
  accept: (socket: Socket, guest: Guest) => void,
): (socket: Socket, guest: Guest) => void {
  const secureContext = createSecureContext({ key: tls.key, cert: tls.cert });
  return (socket, guest) =>
    withFirstByte(socket, (byte) => {
      if (byte !== clientHello) return accept(socket, guest);
      const secure = new TLSSocket(socket, { isServer: true, secureContext });
      secure.on("error", () => secure.destroy());
      accept(secure, guest);
    });
}
