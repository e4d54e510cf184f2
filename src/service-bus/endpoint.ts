import type { TokenCredential } from "@azure/core-auth";
import { parseServiceBusConnectionString, ServiceBusClient, type ServiceBusClientOptions } from "@azure/service-bus";
import { ConfigurationError } from "../errors/configuration-error.ts";
import { SteadyCredential } from "./steady-credential.ts";
import { type Transport, transportOptions } from "./transport.ts";

/**
 * Address and credentials of a queue: a connection string, or a namespace with a Microsoft Entra ID credential.
 *
 * The queue name is optional when the connection string has an `EntityPath`.
 */
export type QueueEndpoint =
  | {
      readonly connectionString: string;
      readonly queue?: string;
      readonly credential?: never;
      readonly namespace?: never;
    }
  | {
      /** Host name of the namespace, such as `example.servicebus.windows.net`. */
      readonly namespace: string;
      readonly credential: TokenCredential;
      readonly queue: string;
      readonly connectionString?: never;
    };

/** A checked endpoint. */
export interface ResolvedEndpoint {
  readonly queue: string;
  /** The host of the namespace, and its port where it is not the usual one. */
  readonly server: { readonly address: string; readonly port?: number };
  /** Opens a new connection. */
  readonly connect: (options: ServiceBusClientOptions) => ServiceBusClient;
  /** How long from now a link may be used before its token should be renewed. Default: as long as links are. */
  readonly renewalMs?: () => number;
}

/**
 * Checks an endpoint. The errors never quote a value: a connection string passed in the wrong place contains a key.
 *
 * @throws ConfigurationError `TRANSPORT`, `ENDPOINT`, `CONNECTION_STRING`, `CREDENTIAL` or `QUEUE_NAME`
 */
export function resolveEndpoint(
  name: "inbound" | "outbound",
  endpoint: QueueEndpoint,
  transport?: Transport,
): ResolvedEndpoint {
  if (typeof endpoint !== "object" || endpoint === null) {
    throw new ConfigurationError(`Invalid ${name} queue: expected an object`, {
      code: "ENDPOINT",
      help: `Set ${name} to { connectionString, queue? } or { namespace, credential, queue }.`,
    });
  }
  const overWhat = transportOptions(transport);
  const { connect, ...resolved } =
    endpoint.connectionString === undefined
      ? withCredential(name, endpoint)
      : withConnectionString(name, endpoint.connectionString, endpoint.queue);
  return { ...resolved, connect: (options) => connect({ ...overWhat, ...options }) };
}

function withConnectionString(name: string, connectionString: string, wanted: string | undefined): ResolvedEndpoint {
  let entityPath: string | undefined;
  let host: string;
  try {
    const parsed = parseServiceBusConnectionString(connectionString);
    if (parsed.sharedAccessKey === undefined && parsed.sharedAccessSignature === undefined) throw new Error("no key");
    entityPath = parsed.entityPath;
    ({ host } = new URL(parsed.endpoint));
    if (host === "") throw new Error("no host");
  } catch {
    // The Azure client's own error is not kept as the cause: it may quote the string, and with it the key.
    throw new ConfigurationError(`Invalid Service Bus connection string for the ${name} queue`, {
      code: "CONNECTION_STRING",
      help: "Use the form Endpoint=sb://HOST/;SharedAccessKeyName=NAME;SharedAccessKey=KEY, optionally with ;EntityPath=QUEUE.",
    });
  }
  const queue = checkedQueue(name, wanted ?? entityPath);
  if (entityPath !== undefined && entityPath !== queue) {
    throw new ConfigurationError(
      `The connection string of the ${name} queue is for queue "${entityPath}", not "${queue}"`,
      {
        code: "QUEUE_NAME",
        help: "Use the connection string of that queue, or omit the queue name.",
      },
    );
  }
  return { queue, server: serverOf(host), connect: (options) => new ServiceBusClient(connectionString, options) };
}

function serverOf(host: string): ResolvedEndpoint["server"] {
  const [, address = host, port] = /^(.*?)(?::(\d+))?$/.exec(host) ?? [];
  return { address, ...(port !== undefined && { port: Number(port) }) };
}

function withCredential(name: string, endpoint: QueueEndpoint & { readonly credential?: unknown }): ResolvedEndpoint {
  const { namespace, credential } = endpoint;
  if (typeof namespace !== "string" || !/^[\w.-]+(:\d+)?$/.test(namespace)) {
    throw new ConfigurationError(`The ${name} queue has neither a connection string nor a namespace`, {
      code: "ENDPOINT",
      help: `Set ${name}.connectionString, or ${name}.namespace to a host name such as example.servicebus.windows.net.`,
    });
  }
  if (typeof credential?.getToken !== "function") {
    throw new ConfigurationError(`The ${name} queue has no credential`, {
      code: "CREDENTIAL",
      help: `Set ${name}.credential to a TokenCredential, such as DefaultAzureCredential of @azure/identity.`,
    });
  }
  const queue = checkedQueue(name, endpoint.queue);
  const steady = new SteadyCredential(credential);
  return {
    queue,
    server: serverOf(namespace),
    connect: (options) => new ServiceBusClient(namespace, steady, options),
    renewalMs: () => steady.renewalMs(),
  };
}

function checkedQueue(name: string, queue: string | undefined): string {
  if (typeof queue === "string" && /^[\w./-]{1,260}$/.test(queue)) return queue;
  throw new ConfigurationError(queue ? `Invalid name of the ${name} queue` : `Missing name of the ${name} queue`, {
    code: "QUEUE_NAME",
    help: `Set ${name}.queue, or use a connection string with an EntityPath.`,
  });
}
