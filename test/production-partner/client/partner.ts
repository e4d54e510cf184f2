import { type Problem, ProductionPartnerClient, type ProductionPartnerClientOptions } from "../../../src/index.ts";
import {
  type PartnerMessage,
  ProductionPartnerSandbox,
  type ProductionPartnerSandboxOptions,
} from "../../../src/sandbox/index.ts";
import { waitFor } from "../../support/wait-for.ts";

/** A client and the sandbox it talks to. */
export interface Partner extends AsyncDisposable {
  readonly sandbox: ProductionPartnerSandbox;
  readonly client: ProductionPartnerClient;
  readonly problems: Problem[];
  /** The valid messages that NGOC has handled, in order. */
  readonly toNgoc: PartnerMessage[];
  errorsToNgoc(): readonly PartnerMessage[];
  /** Waits for a condition; fails after seconds with `what` and the state of the queues. */
  until(what: string, holds: () => boolean): Promise<void>;
  /** Waits until both queues are empty and the condition holds. */
  settled(what?: string, holds?: () => boolean): Promise<void>;
}

/** Starts a sandbox, and makes a client that has no handlers yet. Disposing of it closes both. */
export async function startPartner(
  options: {
    readonly sandbox?: ProductionPartnerSandboxOptions;
    readonly client?: ProductionPartnerClientOptions;
  } = {},
): Promise<Partner> {
  const sandbox = await ProductionPartnerSandbox.start(options.sandbox);
  const problems: Problem[] = [];
  const toNgoc: PartnerMessage[] = [];
  sandbox.ngoc.events.on((event) => {
    if (event.type === "message") toNgoc.push(event.message);
  });
  const client = new ProductionPartnerClient({
    ...sandbox.partner,
    redeliveryDelayMs: 0,
    onProblem: (problem) => problems.push(problem),
    ...options.client,
  });
  const { broker, toPartner, fromPartner } = sandbox;
  return {
    sandbox,
    client,
    problems,
    toNgoc,
    errorsToNgoc: () => toNgoc.filter(({ type }) => type === "EXTERNAL_PRODUCTION_ERROR"),
    until: (what, holds) => waitFor({ broker, what, until: holds }),
    settled: (what = "both queues to be empty", holds = () => true) =>
      waitFor({ broker, what, until: () => holds() && toPartner.isEmpty() && fromPartner.isEmpty() }),
    async [Symbol.asyncDispose]() {
      await client.close();
      await sandbox.close();
    },
  };
}
