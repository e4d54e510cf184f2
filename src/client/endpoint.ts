import type { TokenCredential } from "@azure/core-auth";
import { parseServiceBusConnectionString, ServiceBusClient, type ServiceBusClientOptions } from "@azure/service-bus";
import { ConfigurationError } from "./configuration-error.ts";

/**
 * Where a queue is and how to get in: a connection string, or a namespace with a credential of Microsoft Entra ID.
 *
 * The queue name may be left out when the connection string names it in its `EntityPath`.
 */
export type QueueEndpoint =
  | { readonly connectionString: string; readonly queue?: string }
  | {
      /** Host name of the namespace, such as `example.servicebus.windows.net`. */
      readonly namespace: string;
      readonly credential: TokenCredential;
      readonly queue: string;
    };

/** An endpoint that was checked. */
export interface ResolvedEndpoint {
  readonly queue: string;
  /** Opens a connection of its own. */
  readonly connect: (options: ServiceBusClientOptions) => ServiceBusClient;
}

/**
 * Checks an endpoint. The errors name what is wrong, never the connection string itself.
 *
 * @throws ConfigurationError `CONNECTION_STRING` or `QUEUE_NAME`
 */
export function resolveEndpoint(name: "inbound" | "outbound", endpoint: QueueEndpoint): ResolvedEndpoint {
  if ("credential" in endpoint) {
    const { namespace, credential, queue } = endpoint;
    if (!queue) throw missingQueue(name);
    return { queue, connect: (options) => new ServiceBusClient(namespace, credential, options) };
  }
  const { connectionString } = endpoint;
  let entityPath: string | undefined;
  try {
    const parsed = parseServiceBusConnectionString(connectionString);
    if (parsed.sharedAccessKey === undefined && parsed.sharedAccessSignature === undefined) throw new Error("no key");
    entityPath = parsed.entityPath;
  } catch {
    // The Azure client's own error is not kept as the cause: it may quote the string, and with it the key.
    throw new ConfigurationError(`The ${name} connection string is not one of Service Bus`, {
      code: "CONNECTION_STRING",
      help: "Expected Endpoint=sb://HOST/;SharedAccessKeyName=NAME;SharedAccessKey=KEY, optionally with ;EntityPath=QUEUE.",
    });
  }
  const queue = endpoint.queue ?? entityPath;
  if (!queue) throw missingQueue(name);
  if (entityPath !== undefined && entityPath !== queue) {
    throw new ConfigurationError(`The ${name} connection string is for queue "${entityPath}", not "${queue}"`, {
      code: "QUEUE_NAME",
      help: "Use the connection string of that queue, or leave the queue name out.",
    });
  }
  return { queue, connect: (options) => new ServiceBusClient(connectionString, options) };
}

function missingQueue(name: string): ConfigurationError {
  return new ConfigurationError(`The ${name} queue has no name`, {
    code: "QUEUE_NAME",
    help: `Set ${name}.queue, or use a connection string with an EntityPath.`,
  });
}
