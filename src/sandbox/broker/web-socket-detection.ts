import { createServer } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createWebSocketStream, WebSocketServer } from "ws";
import { withFirstByte } from "./first-byte.ts";

/** A stream of bytes that a connection is made over: a socket, or a WebSocket that looks like one. */
export type ByteStream = Duplex & Pick<Socket, "setNoDelay" | "setTimeout">;

const path = "/$servicebus/websocket";
const protocol = "AMQPWSB10";
/** The first byte of `GET`; AMQP begins with `A`. */
const httpGet = 0x47;

/**
 * Serves AMQP as it is and AMQP over WebSocket on one port, distinguished by the first byte that the client sends.
 *
 * The Azure client asks for a WebSocket over TLS only; other clients may do without.
 */
export function webSocketDetection(accept: (stream: ByteStream) => void): (socket: Socket) => void {
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => (offered.has(protocol) ? protocol : false),
  });
  const http = createServer((_, response) => response.writeHead(404, { connection: "close" }).end());
  http.on("upgrade", (request, socket, head) => {
    const offered = String(request.headers["sec-websocket-protocol"] ?? "").split(/\s*,\s*/);
    if (request.url !== path || !offered.includes(protocol)) {
      socket.end(`HTTP/1.1 ${request.url === path ? "400 Bad Request" : "404 Not Found"}\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const stream = createWebSocketStream(webSocket);
      // The connection's own timers and packets are those of the socket beneath.
      accept(Object.assign(stream, socketMethods(socket as Socket, stream)) as unknown as ByteStream);
    });
  });
  return (socket) =>
    withFirstByte(socket, (byte) => {
      if (byte === httpGet) http.emit("connection", socket);
      else accept(socket);
    });
}

function socketMethods(socket: Socket, stream: Duplex) {
  return {
    setNoDelay: (noDelay?: boolean) => {
      socket.setNoDelay(noDelay);
      return stream;
    },
    setTimeout: (timeoutMs: number, callback?: () => void) => {
      socket.setTimeout(timeoutMs, callback);
      return stream;
    },
  };
}
