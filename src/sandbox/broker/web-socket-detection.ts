import { createServer } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createWebSocketStream, WebSocketServer } from "ws";
import { withFirstByte } from "./first-byte.ts";

/** A stream of bytes that a connection is made over: a socket, or a WebSocket that looks like one. */
export type ByteStream = Duplex & Pick<Socket, "setNoDelay">;

const path = "/$servicebus/websocket";
const protocol = "AMQPWSB10";
// A client may put many frames into one message of its WebSocket.
const maxMessageBytes = 16 * 1024 * 1024;
/** The first byte of `GET`; AMQP begins with `A`. */
const httpGet = 0x47;

/**
 * Serves AMQP as it is and AMQP over WebSocket on one port, distinguished by the first byte that the client sends.
 *
 * The Azure client asks for a WebSocket over TLS only; other clients may do without.
 */
export function webSocketDetection<Guest extends { readonly detected: () => void }>(
  accept: (stream: ByteStream, guest: Guest) => void,
): (socket: Socket, guest: Guest) => void {
  const guests = new WeakMap<object, Guest>();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    handleProtocols: (offered) => (offered.has(protocol) ? protocol : false),
  });
  const http = createServer((_, response) => response.writeHead(404, { connection: "close" }).end());
  http.on("upgrade", (request, socket, head) => {
    const guest = guests.get(socket);
    const offered = String(request.headers["sec-websocket-protocol"] ?? "").split(/\s*,\s*/);
    if (guest === undefined || request.url !== path || !offered.includes(protocol)) {
      socket.end(`HTTP/1.1 ${request.url === path ? "400 Bad Request" : "404 Not Found"}\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const stream = createWebSocketStream(webSocket);
      // The packets are those of the socket beneath.
      accept(Object.assign(stream, socketMethods(socket as Socket, stream)) as unknown as ByteStream, guest);
    });
  });
  return (socket, guest) =>
    withFirstByte(socket, (byte) => {
      guest.detected();
      if (byte === httpGet) {
        guests.set(socket, guest);
        http.emit("connection", socket);
      } else {
        accept(socket, guest);
      }
    });
}

function socketMethods(socket: Socket, stream: Duplex) {
  return {
    setNoDelay: (noDelay?: boolean) => {
      socket.setNoDelay(noDelay);
      return stream;
    },
  };
}
