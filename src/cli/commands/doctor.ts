import type { Command } from "commander";
import type { Contract } from "../../production-partner/contract/index.ts";
import { type CliContext, exitCodes } from "../context.ts";
import { loadContract } from "../contract-module.ts";
import { type LedgerOption, ledgerOption, openLedger } from "../ledger-option.ts";

/** `cardwright doctor` */
export function addDoctorCommand(program: Command, context: CliContext): void {
  program
    .command("doctor")
    .description("Look whether a client would work: both queues with its rights, the ledger, the clock, the contract.")
    .addOption(ledgerOption())
    .option("--contract <module>", "a module that exports the contract in use (default: the built-in contract)")
    .addHelpText(
      "after",
      "\nThe queues are those of the client: CARDWRIGHT_INBOUND_CONNECTION_STRING, CARDWRIGHT_INBOUND_QUEUE and the same\nwith OUTBOUND. Changes nothing. Exit code 1 when something is wrong.\n\nExample:\n  $ cardwright doctor --ledger orders.db",
    )
    .action(async (options: LedgerOption & { readonly contract?: string }) => {
      // Loaded here only: the client of Service Bus takes longer to load than the other commands take.
      const { examine } = await import("../../production-partner/client/examine.ts");
      const contract: Contract | undefined =
        options.contract === undefined ? undefined : await loadContract(options.contract);
      const { ledger } = options;
      const found = await examine(
        contract === undefined ? {} : { contract },
        ledger === undefined ? undefined : () => openLedger(ledger, "look"),
      );
      if (found.some(({ verdict }) => verdict === "wrong")) context.exitWith(exitCodes.found);
      context.result(found, () =>
        found
          .flatMap(({ part, verdict, found: sentence, help }) => [
            `${verdict.padEnd(11)}  ${part.padEnd(12)}  ${sentence}`,
            ...(help === undefined || help === "" ? [] : [`${" ".repeat(27)}${help}`]),
          ])
          .join("\n"),
      );
    });
}
