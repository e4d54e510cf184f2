import type { TokenCredential } from "@azure/core-auth";
import { parseServiceBusConnectionString, ServiceBusClient, type ServiceBusClientOptions } from "@azure/service-bus";
import { ConfigurationError } from "../errors/configuration-error.ts";

/**
 * Where a queue is and how to get in: a connection string, or a namespace with a credential of Microsoft Entra ID.
 *
 * The queue name may be left out when the connection string names it in its `EntityPath`.
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

/** An endpoint that was checked. */
export interface ResolvedEndpoint {
  readonly queue: string;
  /** Opens a connection of its own. */
  readonly connect: (options: ServiceBusClientOptions) => ServiceBusClient;
}

/**
 * Checks an endpoint. The errors name what is wrong and never quote a value: a connection string in the wrong place
 * holds a key.
 *
 * @throws ConfigurationError `ENDPOINT`, `CONNECTION_STRING`, `CREDENTIAL` or `QUEUE_NAME`
 */
export function resolveEndpoint(name: "inbound" | "outbound", endpoint: QueueEndpoint): ResolvedEndpoint {
  if (typeof endpoint !== "object" || endpoint === null) {
    throw new ConfigurationError(`The ${name} queue must be an object`, {
      code: "ENDPOINT",
      help: `Set ${name} to { connectionString, queue? } or { namespace, credential, queue }.`,
    });
  }
  return endpoint.connectionString === undefined
    ? withCredential(name, endpoint)
    : withConnectionString(name, endpoint.connectionString, endpoint.queue);
}

function withConnectionString(name: string, connectionString: string, wanted: string | undefined): ResolvedEndpoint {
  let entityPath: string | undefined;
  try {
    const parsed = parseServiceBusConnectionString(connectionString);
    if (parsed.sharedAccessKey === undefined && parsed.sharedAccessSignature === undefined) throw new Error("no key");
    entityPath = parsed.entityPath;
    if (!URL.canParse(parsed.endpoint) || new URL(parsed.endpoint).host === "") throw new Error("no host");
  } catch {
    // The Azure client's own error is not kept as the cause: it may quote the string, and with it the key.
    throw new ConfigurationError(`The ${name} connection string is not one of Service Bus`, {
      code: "CONNECTION_STRING",
      help: "Expected Endpoint=sb://HOST/;SharedAccessKeyName=NAME;SharedAccessKey=KEY, optionally with ;EntityPath=QUEUE.",
    });
  }
  const queue = checkedQueue(name, wanted ?? entityPath);
  if (entityPath !== undefined && entityPath !== queue) {
    throw new ConfigurationError(`The ${name} connection string is for queue "${entityPath}", not "${queue}"`, {
      code: "QUEUE_NAME",
      help: "Use the connection string of that queue, or leave the queue name out.",
    });
  }
  return { queue, connect: (options) => new ServiceBusClient(connectionString, options) };
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
  const guarded = guardedCredential(credential);
  return { queue, connect: (options) => new ServiceBusClient(namespace, guarded, options) };
}

/** What a credential says when it fails may hold a secret, so its words stay in the cause. */
function guardedCredential(credential: TokenCredential): TokenCredential {
  return {
    async getToken(...request) {
      const token = await credential.getToken(...request).catch((cause: unknown) => {
        throw new CredentialFailure(cause);
      });
      if (token === null) throw new CredentialFailure(undefined);
      return token;
    },
  };
}

/** A `TokenCredential` gave no token. */
class CredentialFailure extends Error {
  override readonly name = "CredentialFailure";
  readonly code = "CredentialFailure";

  constructor(cause: unknown) {
    super("The credential gave no token", { cause });
  }
}

function checkedQueue(name: string, queue: string | undefined): string {
  if (typeof queue === "string" && /^[\w./-]{1,260}$/.test(queue)) return queue;
  throw new ConfigurationError(queue ? `The name of the ${name} queue is not one` : `The ${name} queue has no name`, {
    code: "QUEUE_NAME",
    help: `Set ${name}.queue, or use a connection string with an EntityPath.`,
  });
}
