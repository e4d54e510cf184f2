import {
  type MessageHandler,
  type Problem,
  ProductionPartnerClient,
  type ProductionPartnerClientOptions,
  type QueueEndpoint,
} from "../../../../src/index.ts";
import type { IncomingMessage } from "../../../../src/production-partner/messages/index.ts";
import {
  exampleRequest,
  ProductionPartnerSandbox,
  type ProductionPartnerSandboxOptions,
} from "../../../../src/sandbox/index.ts";
import { FlakyNetwork } from "./flaky-network.ts";

type RequestHandler = MessageHandler<IncomingMessage<"EXTERNAL_PRODUCTION_REQUEST_SENT">>;

/** A sandbox with requests in its queue, and the clients that handle them. */
export interface Bureau extends AsyncDisposable {
  readonly sandbox: ProductionPartnerSandbox;
  readonly clients: readonly ProductionPartnerClient[];
  /** The network between the clients and the broker. */
  readonly network: FlakyNetwork;
  readonly problems: Problem[];
  /** Sends this many requests, whose cards are numbered from `first`. */
  fill(count: number, first?: number): Promise<void>;
  /** Waits for a condition that is looked at after every event of the broker and every handler; fails after `maxMs`. */
  until(what: string, holds: () => boolean, maxMs: number): Promise<void>;
  start(): Promise<void>;
}

const batch = 500;

/** Starts a sandbox and clients that have one handler. */
export async function startBureau(options: {
  readonly sandbox?: ProductionPartnerSandboxOptions;
  readonly workers?: number;
  readonly client: (worker: number) => ProductionPartnerClientOptions;
  readonly handler: (
    ...request: [...parameters: Parameters<RequestHandler>, client: ProductionPartnerClient]
  ) => ReturnType<RequestHandler>;
}): Promise<Bureau> {
  const sandbox = await ProductionPartnerSandbox.start(options.sandbox);
  const network = await FlakyNetwork.start(sandbox.broker);
  const { inbound, outbound } = sandbox.partner;
  const through = ({ connectionString = "" }: QueueEndpoint) => ({
    connectionString: network.through(connectionString),
  });
  const problems: Problem[] = [];
  const clients = Array.from({ length: options.workers ?? 1 }, (_, worker) => {
    const client = new ProductionPartnerClient({
      inbound: through(inbound),
      outbound: through(outbound),
      onProblem: (problem) => problems.push(problem),
      closeTimeoutMs: 1_000,
      ...options.client(worker),
    });
    return client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", (message, context) =>
      options.handler(message, context, client),
    );
  });
  return {
    sandbox,
    clients,
    network,
    problems,
    async fill(count, first = 0) {
      for (let sent = 0; sent < count; sent += batch) {
        const cards = Array.from(
          { length: Math.min(batch, count - sent) },
          (_, index) => `CARD-${first + sent + index}`,
        );
        await Promise.all(
          cards.map((cardId) => sandbox.ngoc.sendRequest(exampleRequest({ cardId, shipmentId: cardId }))),
        );
      }
    },
    async until(what, holds, maxMs) {
      const deadline = performance.now() + maxMs;
      while (!holds()) {
        if (performance.now() > deadline) {
          const counts = JSON.stringify(sandbox.toPartner.counts());
          const states = JSON.stringify(await Promise.all(clients.map((client) => client.health())));
          throw new Error(`After ${maxMs} ms: ${what}. The queue: ${counts}. The clients: ${states}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    async start() {
      await Promise.all(clients.map((client) => client.start()));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(clients.map((client) => client.close()));
      await network[Symbol.asyncDispose]();
      await sandbox.close();
    },
  };
}
