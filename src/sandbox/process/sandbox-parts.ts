import type { Contract } from "../../production-partner/contract/index.ts";
import type { EventFeed } from "../http/event-feed.ts";
import type { ProductionPartnerSandbox } from "../production-partner-sandbox.ts";
import type { AnswerRules } from "./answer-rules.ts";
import type { FaultSwitches } from "./fault-switches.ts";
import type { MessageLog } from "./message-log.ts";
import type { OrceHost } from "./orce-host.ts";
import type { SandboxClock } from "./sandbox-clock.ts";

/** The JSON Schema of each payload by message type; `x-provenance` in it says how sure a field is. */
export interface AnnotatedSchemas {
  readonly [type: string]: { readonly [keyword: string]: unknown };
}

/** The parts of a running sandbox, as its HTTP interface uses them. */
export interface SandboxParts {
  readonly sandbox: ProductionPartnerSandbox<Contract>;
  readonly contract: Contract;
  /** Empty for a contract that came without them. */
  readonly schemas: AnnotatedSchemas;
  readonly clock: SandboxClock;
  readonly log: MessageLog;
  readonly rules: AnswerRules;
  readonly faults: FaultSwitches;
  readonly orce: OrceHost;
  readonly feed: EventFeed;
  /** The connection strings of the partner: for both queues, and one each with only the right that is needed. */
  readonly connections: { readonly all: string; readonly inbound: string; readonly outbound: string };
  readonly version: string;
  readonly startedAtMs: number;
  /** Removes all messages, orders, rules and faults. */
  reset(): Promise<void>;
  /** Writes the state to the file of `--data`. Returns false without one. */
  save(): boolean;
}
