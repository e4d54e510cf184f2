import { createHash } from "node:crypto";
import { errorToJson } from "../../errors/error-json.ts";
import { QueueConsumer } from "../../service-bus/consumer.ts";
import { DeadLetterQueue } from "../../service-bus/dead-letter-queue.ts";
import { QueueProducer } from "../../service-bus/producer.ts";
import { withTimeout } from "../../timing/abort.ts";
import { systemClock } from "../../timing/clock.ts";
import type { Contract } from "../contract/index.ts";
import type { SqlLedger } from "../ledger/index.ts";
import { type ProductionPartnerClientOptions, resolveOptions } from "./options.ts";

/** What one look at the surroundings of a client has found. */
export interface Examination {
  readonly part: "inbound" | "dead letters" | "outbound" | "ledger" | "clock" | "contract";
  readonly verdict: "ok" | "look" | "wrong" | "not checked";
  /** What was found, in a sentence. */
  readonly found: string;
  /** What to do, where something is to be done. */
  readonly help?: string;
}

const maxCloseMs = 2_000;
const maxDeadLetters = 100;
/** From which difference on a clock is worth a look: locks and leases are counted in tens of seconds. */
const maxOffsetMs = 5_000;

/**
 * Looks whether a client would work: reaches both queues with the rights it has, the ledger and its clock. Changes nothing.
 *
 * @param options those of the client; its ledger is not used
 * @param openLedger opens the client's ledger to read only; `undefined` when there is none
 */
export async function examine(
  options: ProductionPartnerClientOptions<Contract>,
  openLedger: (() => Promise<SqlLedger>) | undefined,
): Promise<readonly Examination[]> {
  const resolved = resolveOptions(options, process.env);
  const { contract, inbound, outbound, retry, settleTimeoutMs } = resolved;
  const consumer = new QueueConsumer(inbound, {
    concurrency: 1,
    lockRenewalMs: 1,
    settleTimeoutMs,
    retryDelayMs: retry.initialDelayMs,
    maxRetryDelayMs: retry.maxDelayMs,
    onProblem: () => {},
    process: async () => ({ settlement: "abandon", afterMs: 0 }),
  });
  const producer = new QueueProducer(outbound, { ...retry, attempts: 1 }, { clock: systemClock });
  try {
    return [
      await look("inbound", async () => {
        await consumer.open();
        return ok("inbound", `The queue ${inbound.queue} can be reached, and listened to`);
      }),
      await look("dead letters", () => lookAtDeadLetters(new DeadLetterQueue(inbound))),
      await look("outbound", async () => {
        await producer.open();
        return ok("outbound", `The queue ${outbound.queue} can be reached, and sent to`);
      }),
      ...(await examineLedger(openLedger)),
      ok("contract", `${Object.keys(contract.messages).length} message types, hash ${hashOf(contract)}`),
    ];
  } finally {
    await withTimeout(Promise.allSettled([consumer.close(), producer.close()]), maxCloseMs);
  }
}

async function lookAtDeadLetters(queue: DeadLetterQueue): Promise<Examination> {
  const { length } = await queue.list({ limit: maxDeadLetters });
  if (length === 0) return ok("dead letters", "There are none");
  const found = length === maxDeadLetters ? `There are ${length} or more` : `There are ${length}`;
  return { part: "dead letters", verdict: "look", found, help: "See `cardwright dead-letters list`." };
}

async function examineLedger(open: (() => Promise<SqlLedger>) | undefined): Promise<readonly Examination[]> {
  if (open === undefined) {
    const found = "No ledger is given";
    return [{ part: "ledger", verdict: "not checked", found, help: "Set --ledger or CARDWRIGHT_LEDGER." }];
  }
  let clock: Examination = { part: "clock", verdict: "not checked", found: "The ledger cannot be asked" };
  const ledger = await look("ledger", async () => {
    await using opened = await open();
    const offsetMs = Math.round(opened.now() - Date.now());
    clock =
      Math.abs(offsetMs) <= maxOffsetMs
        ? ok("clock", `It differs from the ledger's by ${offsetMs} ms`)
        : {
            part: "clock",
            verdict: "look",
            found: `It differs from the ledger's by ${(offsetMs / 1000).toFixed(0)} s`,
            help: "Set the clock of this machine, or that of the database.",
          };
    const stuck = await opened.listStuck({ limit: 1_000 });
    const { kept } = await opened.quarantine.fill();
    const { unsent } = await opened.outbox();
    const found = `It can be read: ${unsent} messages to send, ${stuck.length} stuck, ${kept} in the quarantine`;
    if (stuck.length + kept === 0) return ok("ledger", found);
    const help = "See `cardwright orders stuck` and `cardwright orders quarantine list`.";
    return { part: "ledger", verdict: "look", found, help };
  });
  return [ledger, clock];
}

async function look(part: Examination["part"], at: () => Promise<Examination>): Promise<Examination> {
  try {
    return await at();
  } catch (error) {
    const { message = "It failed", help } = errorToJson(error);
    return { part, verdict: "wrong", found: message, ...(help !== undefined && { help }) };
  }
}

function ok(part: Examination["part"], found: string): Examination {
  return { part, verdict: "ok", found };
}

/** Changes with every rule of the contract: its validators are compiled from it. */
function hashOf({ messages }: Contract): string {
  const rules = Object.entries(messages).map(([type, { direction, strict, tolerant }]) => [
    type,
    direction,
    String(strict),
    String(tolerant),
  ]);
  return createHash("sha256").update(JSON.stringify(rules)).digest("hex").slice(0, 12);
}
