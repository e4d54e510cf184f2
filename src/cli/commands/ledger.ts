import type { Command } from "commander";
import type { CliContext } from "../context.ts";
import { type LedgerOption, ledgerOption, openLedger } from "../ledger-option.ts";

/** `cardwright ledger migrate` */
export function addLedgerCommands(program: Command, context: CliContext): void {
  const ledger = program.command("ledger").description("Look after the tables of a ledger.");
  ledger
    .command("migrate")
    .description("Bring the tables up to date. Workers of an older version cannot open the ledger afterwards.")
    .addOption(ledgerOption())
    .addHelpText("after", "\nExample:\n  $ cardwright ledger migrate --ledger orders.db")
    .action(async (options: LedgerOption) => {
      await using _open = await openLedger(options.ledger, "migrate");
      context.result({ migrated: true }, () => "The tables of the ledger are up to date.");
    });
}
