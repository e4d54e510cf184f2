import { once } from "node:events";
import { type Command, Option } from "commander";
import type { CliContext } from "../context.ts";
import { type LedgerOption, ledgerOption, openLedger } from "../ledger-option.ts";
import { port } from "../options.ts";
import { pageFolder } from "../page-folder.ts";

interface ConsoleCommandOptions extends LedgerOption {
  readonly port: number;
  readonly connectionString?: string;
  readonly queue?: string;
  readonly allowChanges: boolean;
}

/** `cardwright console` */
export function addConsoleCommand(program: Command, context: CliContext, version: string): void {
  program
    .command("console")
    .description("Show a ledger on a page: orders, what is stuck, the outbox, the quarantine, dead letters.")
    .addOption(ledgerOption())
    .option("--port <port>", "port of the page; 0 takes a free one", port, 0)
    .addOption(
      new Option("--connection-string <text>", "the queue from NGOC, to see its dead letters").env(
        "CARDWRIGHT_INBOUND_CONNECTION_STRING",
      ),
    )
    .addOption(new Option("--queue <name>", "its name").env("CARDWRIGHT_INBOUND_QUEUE"))
    .option("--allow-changes", "let the page correct, resend, replay, dismiss and remove", false)
    .addHelpText(
      "after",
      "\nOnly this machine reaches the page, and only with the address that is printed: its token is new with each start.\nWithout --allow-changes nothing is written, and tables of another version are refused.\n\nExample:\n  $ cardwright console --ledger orders.db",
    )
    .action((options: ConsoleCommandOptions) => run(options, context, version));
}

async function run(options: ConsoleCommandOptions, context: CliContext, version: string): Promise<void> {
  const { allowChanges, connectionString, queue } = options;
  await using ledger = await openLedger(options.ledger, allowChanges ? "write" : "look");
  // Loaded here only: the client of Service Bus takes longer to load than the other commands take.
  const { ConsoleServer } = await import("../../console/console-server.ts");
  const deadLetters = connectionString === undefined ? undefined : await deadLettersOf(connectionString, queue);
  await using server = await ConsoleServer.start({
    ledger,
    allowChanges,
    port: options.port,
    page: pageFolder(),
    version,
    ...(deadLetters !== undefined && { deadLetters }),
  });
  context.result({ url: server.url, token: server.token, address: server.address, allowChanges }, () =>
    [
      `Open this address:  ${server.address}`,
      allowChanges ? "Changes are allowed; each is in the history of its order." : "Nothing is changed from here.",
    ].join("\n"),
  );
  if (!context.signal.aborted) await once(context.signal, "abort");
}

async function deadLettersOf(connectionString: string, queue: string | undefined) {
  const [{ DeadLetterQueue }, { resolveEndpoint }] = await Promise.all([
    import("../../service-bus/dead-letter-queue.ts"),
    import("../../service-bus/endpoint.ts"),
  ]);
  return new DeadLetterQueue(resolveEndpoint("inbound", { connectionString, ...(queue !== undefined && { queue }) }));
}
