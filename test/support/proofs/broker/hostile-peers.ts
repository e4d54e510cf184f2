import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ServiceBusClient } from "@azure/service-bus";
import { type RunningSandbox, startSandbox } from "../../sandbox-command.ts";
import { PeerFactory } from "./hostile/peer-factory.ts";
import type { Scenario } from "./hostile/scenario.ts";
import { scenarios } from "./hostile/scenarios.ts";

/** How the sandbox fared while one kind of hostile peer was there. */
export interface HostileResult {
  readonly name: string;
  readonly isAlive: boolean;
  /** Its memory after the peers had gone, beside that before they came. */
  readonly grownMb: number;
  /** The part of it that JavaScript holds; the rest is what the allocator keeps for later. */
  readonly heldMb: number;
  readonly maxBlockedMs: number;
  readonly maxBusyMs: number;
  /** Round trips that another client made meanwhile, and how long the slowest took. */
  readonly served: number;
  readonly slowestMs: number;
  readonly seconds: number;
}

const queues = ["q", "other", "probe"].map((Name) => ({ Name, Properties: {} }));
const sessionQueue = { Name: "s", Properties: { RequiresSession: true } };
const config = {
  UserConfig: { Namespaces: [{ Name: "sbemulatorns", Queues: [...queues, sessionQueue] }], Logging: { Type: "File" } },
};

const allAtOnce: Scenario = {
  name: "all at once",
  attack: async (peers) => {
    for (const { prepare } of scenarios) await prepare?.(peers);
    await Promise.all(scenarios.map(({ attack }) => attack(peers)));
  },
};

/** Lets every kind of hostile peer at one `cardwright sandbox`, while another client uses it. `scale` 1 is the full size. */
export async function meetHostilePeers(options: {
  readonly scale: number;
  readonly only?: string;
  /** Lets all of them in at the same time, and measures once. Default: one kind after the other. */
  readonly atOnce?: boolean;
  readonly onResult?: (result: HostileResult) => void;
}): Promise<readonly HostileResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "cardwright-hostile-"));
  const results: HostileResult[] = [];
  try {
    writeFileSync(join(folder, "Config.json"), JSON.stringify(config));
    await using sandbox = await startSandbox("--config", join(folder, "Config.json"));
    await using probe = new Probe(sandbox);
    await probe.roundTrip();
    for (const { name, prepare, attack } of options.atOnce === true ? [allAtOnce] : scenarios) {
      if (!name.includes(options.only ?? "")) continue;
      const startMs = performance.now();
      const peers = new PeerFactory(sandbox.port, options.scale);
      await prepare?.(peers);
      const before = await sandbox.usage();
      const attacking = attack(peers).finally(() => peers.dropAll());
      const figures = await probe.useUntil(attacking);
      // The peers that were dropped are gone when another one is served.
      await probe.roundTrip();
      const during = await sandbox.usage();
      // What the queues keep is no growth, except where it was there before.
      if (prepare === undefined) await sandbox.call("POST", "/api/v1/reset", {});
      const after = await sandbox.usage();
      await sandbox.call("POST", "/api/v1/reset", {});
      const result = {
        name,
        isAlive: sandbox.isAlive,
        grownMb: after.rssMb - before.rssMb,
        heldMb: after.heldMb - before.heldMb,
        maxBlockedMs: during.maxBlockedMs,
        maxBusyMs: during.maxBusyMs,
        ...figures,
        seconds: (performance.now() - startMs) / 1000,
      };
      results.push(result);
      options.onResult?.(result);
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A client that does nothing wrong. */
class Probe implements AsyncDisposable {
  readonly #client: ServiceBusClient;
  readonly #sandbox: RunningSandbox;

  constructor(sandbox: RunningSandbox) {
    this.#sandbox = sandbox;
    this.#client = new ServiceBusClient(sandbox.connections.all);
  }

  /** Goes round and round until the attack is over, at least once. */
  async useUntil(attack: Promise<void>): Promise<{ readonly served: number; readonly slowestMs: number }> {
    let isOver = false;
    const end = attack.finally(() => {
      isOver = true;
    });
    let [served, slowestMs] = [0, 0];
    // Whichever fails first is the failure; the other one is not left unwatched.
    const serving = (async () => {
      do {
        const startMs = performance.now();
        await this.roundTrip();
        slowestMs = Math.max(slowestMs, performance.now() - startMs);
        served++;
      } while (!isOver);
    })();
    await Promise.all([serving, end]);
    return { served, slowestMs };
  }

  async roundTrip(): Promise<void> {
    const sender = this.#client.createSender("probe");
    const receiver = this.#client.createReceiver("probe", { receiveMode: "receiveAndDelete" });
    await sender.sendMessages({ body: "still there?" });
    const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 10_000 });
    await Promise.all([sender.close(), receiver.close()]);
    if (message === undefined) throw new Error("The probe was not served within 10 s");
    const { status } = await this.#sandbox.call("GET", "/health");
    if (status !== 200) throw new Error(`The health is answered with ${status}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.close();
  }
}
