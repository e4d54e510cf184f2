import type { ServiceBusClientOptions } from "@azure/service-bus";
import { HttpsProxyAgent } from "https-proxy-agent";
import { WebSocket } from "ws";
import { ConfigurationError } from "../errors/configuration-error.ts";

/** How connections to Service Bus are made. Default: AMQP over TCP, port 5671. */
export interface Transport {
  /**
   * Whether AMQP travels over a WebSocket, port 443, where a firewall lets nothing else out. Default: true with a `proxy`,
   * else false.
   */
  readonly webSocket?: boolean;
  /**
   * The HTTP proxy to go through, such as `http://user:password@proxy.example.com:3128`. AMQP over TCP cannot go through one.
   * Environment variables are not read, so that an operator's proxy for browsers changes nothing here.
   */
  readonly proxy?: string;
  /** A further certificate authority to trust, PEM: for a proxy that looks into TLS, or a broker of your own. */
  readonly ca?: string | Uint8Array;
}

type WebSocketOptions = Pick<ServiceBusClientOptions, "webSocketOptions">;

/**
 * Checks a transport, and returns what the Azure client needs for it. Errors never quote the proxy: it may hold a password.
 *
 * @throws ConfigurationError `TRANSPORT`
 */
export function transportOptions(transport: Transport | undefined): WebSocketOptions {
  if (transport === undefined) return {};
  const unknown = Object.keys(transport).find((name) => !["webSocket", "proxy", "ca"].includes(name));
  if (unknown !== undefined) throw invalid(`Unknown transport option "${unknown}"`, "Use webSocket, proxy and ca.");
  const { webSocket = transport.proxy !== undefined, proxy, ca } = transport;
  if (typeof webSocket !== "boolean") throw invalid("Invalid transport option webSocket", "Set it to true or false.");
  if (proxy !== undefined && !webSocket) {
    throw invalid(
      "A proxy needs a WebSocket",
      "Leave webSocket out, or set it to true: only HTTP goes through a proxy.",
    );
  }
  if (!webSocket) {
    if (ca === undefined) return {};
    throw invalid("The transport option ca needs a WebSocket", "Set NODE_EXTRA_CA_CERTS for AMQP over TCP.");
  }
  return {
    webSocketOptions: {
      webSocket: WebSocket,
      webSocketConstructorOptions: {
        ...(ca !== undefined && { ca }),
        ...(proxy !== undefined && { agent: proxyAgent(proxy, ca) }),
      },
    },
  };
}

function proxyAgent(proxy: string, ca: string | Uint8Array | undefined): HttpsProxyAgent<string> {
  const isUrl = typeof proxy === "string" && URL.canParse(proxy) && /^https?:$/.test(new URL(proxy).protocol);
  if (!isUrl) throw invalid("Invalid transport option proxy", "Set it to a URL: http://user:password@HOST:PORT.");
  return new HttpsProxyAgent(proxy, ca === undefined ? {} : { ca: Buffer.from(ca) });
}

function invalid(message: string, help: string): ConfigurationError {
  return new ConfigurationError(message, { code: "TRANSPORT", help });
}
