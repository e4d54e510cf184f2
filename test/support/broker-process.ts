import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { QueueOptions } from "../../src/sandbox/broker/index.ts";
import type { BrokerReply, BrokerRequest } from "./broker-process-main.ts";

/** A broker in a process of its own, so that its work and memory are told apart from the client's. */
export class BrokerProcess implements AsyncDisposable {
  readonly connectionString: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, connectionString: string) {
    this.#child = child;
    this.connectionString = connectionString;
  }

  static async start(queues: readonly QueueOptions[]): Promise<BrokerProcess> {
    const main = fileURLToPath(new URL("./broker-process-main.ts", import.meta.url));
    const child = fork(main, { execArgv: ["--expose-gc"] });
    const { connectionString = "" } = await ask(child, { ask: "start", queues });
    return new BrokerProcess(child, connectionString);
  }

  async purge(queue: string): Promise<void> {
    await ask(this.#child, { ask: "purge", queue });
  }

  async counts(queue: string): Promise<NonNullable<BrokerReply["counts"]>> {
    const { counts } = await ask(this.#child, { ask: "counts", queue });
    if (counts === undefined) throw new Error("the broker has not started");
    return counts;
  }

  /** The processor time so far, and the heap after a full collection. */
  async usage(): Promise<{ readonly cpuMs: number; readonly heapMb: number }> {
    const { cpuMs = 0, heapMb = 0 } = await ask(this.#child, { ask: "usage" });
    return { cpuMs, heapMb };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const gone = once(this.#child, "exit");
    await ask(this.#child, { ask: "close" });
    await gone;
  }
}

async function ask(child: ChildProcess, request: BrokerRequest): Promise<BrokerReply> {
  const reply = once(child, "message");
  child.send(request);
  const [answer] = (await reply) as [BrokerReply];
  return answer;
}
