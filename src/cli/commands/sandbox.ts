import { once } from "node:events";
import type { Command } from "commander";
import { conformanceRunner } from "../conformance-runner.ts";
import type { CliContext } from "../context.ts";
import { loadBatchContract, loadSpoken } from "../contract-module.ts";
import { count, port } from "../options.ts";
import { pageFolder } from "../page-folder.ts";
import { tlsOf } from "../tls-option.ts";

interface SandboxOptions {
  readonly port: number;
  readonly httpPort: number;
  readonly host: string;
  readonly data?: string;
  readonly config?: string;
  readonly tlsKey?: string;
  readonly tlsCert?: string;
  readonly contract?: string;
  readonly schema?: string;
  readonly seed: number;
  readonly orders?: number;
  readonly rate: number;
  readonly lenient?: boolean;
  readonly wholeShipment?: boolean;
  readonly onePerShipment?: boolean;
}

/** `cardwright sandbox` */
export function addSandboxCommand(program: Command, context: CliContext, version: string): void {
  program
    .command("sandbox")
    .description("Run a Service Bus, an NGOC and an ORCE to test an application in any language against.")
    .option("--port <port>", "port of the Service Bus; 0 takes a free one", port, 5672)
    .option("--http-port <port>", "port of the page and the HTTP interface; 0 takes a free one", port, 5300)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--data <file>", "keep the state in this file over restarts")
    .option("--config <file>", "Config.json of the official emulator, for more queues")
    .option("--tls-key <file>", "private key, for clients that come over TLS")
    .option("--tls-cert <file>", "its certificate")
    .option("--contract <module>", "a module that exports contract and counterpart (default: the built-in contract)")
    .option("--schema <module>", "a module with another schema of the batch files that the ORCE takes")
    .option("--orders <number>", "order so many cards at the start", count)
    .option("--rate <number>", "orders per second", count, 10)
    .option("--seed <number>", "decides about the ids of these orders", count, 1)
    .option("--lenient", "look only whether readouts are there, not at their values")
    .option("--whole-shipment", "refuse Shipped while a report of the shipment is refused")
    .option("--one-per-shipment", "send one Shipped OK per shipment instead of one per notification")
    .addHelpText(
      "after",
      "\nOther machines may connect when --host allows it and CARDWRIGHT_SANDBOX_KEY is set to a key of your own.\n\nExample:\n  $ cardwright sandbox --data sandbox.json --orders 100",
    )
    .action((options: SandboxOptions) => run(options, context, version));
}

async function run(options: SandboxOptions, context: CliContext, version: string): Promise<void> {
  // Loaded here only: the client of Service Bus takes longer to load than the other commands take.
  const { SandboxProcess } = await import("../../sandbox/process/sandbox-process.ts");
  const { port: busPort, httpPort, host, data, config, orders, rate, seed } = options;
  const key = process.env["CARDWRIGHT_SANDBOX_KEY"];
  const spoken = options.contract === undefined ? undefined : await loadSpoken(options.contract);
  const batches = options.schema === undefined ? undefined : await loadBatchContract(options.schema);
  const tls = tlsOf(options);
  await using sandbox = await SandboxProcess.start({
    port: busPort,
    httpPort,
    host,
    rate,
    seed,
    version,
    page: pageFolder(),
    conformance: conformanceRunner(spoken),
    judgement: {
      readouts: options.lenient === true ? "lenient" : "strict",
      reportOkGate: options.wholeShipment === true ? "whole-shipment" : "named-cards",
      shippedOk: options.onePerShipment === true ? "per-shipment" : "per-notification",
    },
    ...(key !== undefined && key !== "" && { key }),
    ...(data !== undefined && { data }),
    ...(config !== undefined && { config }),
    ...(tls !== undefined && { tls }),
    ...(orders !== undefined && { orders }),
    ...(spoken !== undefined && { spoken }),
    ...(spoken?.schemas !== undefined && { schemas: spoken.schemas }),
    ...(batches !== undefined && { batches }),
  });
  const { connections, sandbox: parts } = sandbox.parts;
  const queues = { toPartner: parts.toPartner.name, fromPartner: parts.fromPartner.name };
  context.result({ url: sandbox.url, connections, queues }, () =>
    [
      `Page and HTTP interface:  ${sandbox.url}`,
      `Connection string:        ${connections.all}`,
      `  receive from ${queues.toPartner}, send to ${queues.fromPartner}`,
      `CARDWRIGHT_INBOUND_CONNECTION_STRING=${connections.inbound}`,
      `CARDWRIGHT_OUTBOUND_CONNECTION_STRING=${connections.outbound}`,
    ].join("\n"),
  );
  if (!context.signal.aborted) await once(context.signal, "abort");
}
